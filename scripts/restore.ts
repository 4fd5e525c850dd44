/**
 * `npm run restore -- BACKUP TARGET`: makes a house again from a backup, only where nothing is,
 * only from files that are as they were, and says at the end whether the journal verifies.
 */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { load, loadKeys, verifyRestored } from './data/load.ts'
import { openData } from './data/open.ts'
import { Misused, ending } from './data/outcome.ts'
import { checkedManifest } from './verify/manifest.ts'
import type { Manifest } from './verify/manifest.ts'
import { Refused } from './verify/refused.ts'
import { Report } from './verify/report.ts'

const usage = `Usage: npm run restore -- BACKUP DATA_DIR|mongodb://…  [--vkey KEY]

  BACKUP       a folder made by npm run backup
  DATA_DIR     a new or empty data folder
  mongodb://…  an empty database of a MongoDB server; its name comes last in the address
  --vkey KEY   the journal's public key as you noted it (name+hash+key)`

const keysAdvice = `The backup holds no keys. Before starting, put the journal's key into keys/journal-key of the data
folder, or give it in LOG_KEY; a house with another key refuses to continue this journal.`

const write = (line: string) => void process.stdout.write(`${line}\n`)

await ending(async () => {
  const { values, positionals } = readArguments()
  const [backup, target] = positionals
  if (values.help || backup === undefined || target === undefined || positionals.length > 2) {
    throw new Misused(usage)
  }
  const manifest = await checkedManifest(backup)
  write(`Every file of the backup of ${manifest.at} is as it was.`)
  const remote = /^mongodb(\+srv)?:/.test(target)
  const dataDir = path.resolve(remote ? '.' : target)
  if (!remote) await refuseFilled(dataDir)
  await restore(manifest, backup, { dataDir, mongodbUri: remote ? target : undefined }, values.vkey)
})

async function restore(
  manifest: Manifest,
  backup: string,
  place: { readonly dataDir: string; readonly mongodbUri: string | undefined },
  vkey: string | undefined,
): Promise<void> {
  const data = await openData(place)
  try {
    await load(data.database, manifest, backup)
    const local = place.mongodbUri === undefined
    const keys = local && (await loadKeys(manifest, backup, path.join(place.dataDir, 'keys')))
    const report = new Report(write)
    await verifyRestored(data.database, manifest, vkey, report)
    process.exitCode = report.close()
    if (!keys) write(keysAdvice)
  } finally {
    await data.close()
  }
}

async function refuseFilled(directory: string): Promise<void> {
  const there = await readdir(directory).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  if (there.length > 0) throw new Refused(`${directory} is not empty. Name a new folder.`)
}

function readArguments() {
  try {
    return parseArgs({
      options: { vkey: { type: 'string' }, help: { type: 'boolean' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new Misused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
