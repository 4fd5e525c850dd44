/**
 * `npm run backup -- DIR [--with-keys]`: a consistent copy of a house, made while it runs or while
 * it does not, from the embedded store or from MongoDB alike.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import type { Config } from '../server/config.ts'
import { dump } from './data/dump.ts'
import { openData } from './data/open.ts'
import { Misused, ending } from './data/outcome.ts'
import { Refused } from './verify/refused.ts'

const usage = `Usage: npm run backup -- DIR [--with-keys]

  DIR          a new folder for the backup of DATA_DIR or MONGODB_URI
  --with-keys  also copy the signing key and the session secret

The house may be running. The backup holds the journal, personal values, attachments, accounts
and claims; records and sessions are not copied (records follow from the journal).`

const keysWarning = `WARNING: this backup holds the journal's signing key and the session secret. Whoever has it can
sign a false journal and sign in as anyone. Keep it as you would keep the keys, apart from other
backups, and encrypted.`

const keysAdvice = `The keys are not in it. Without DATA_DIR/keys/journal-key the journal can be read and verified,
but not continued: keep a copy of that file apart from the backups.`

const write = (line: string) => void process.stdout.write(`${line}\n`)

await ending(async () => {
  const { values, positionals } = readArguments()
  const [given] = positionals
  if (values.help || given === undefined || positionals.length > 1) throw new Misused(usage)
  const target = path.resolve(given)
  const config = readConfig()
  refuse(config, target)
  const withKeys = values['with-keys'] === true
  const data = await openData(config)
  try {
    const source = { database: data.database, keysDir: path.join(config.dataDir, 'keys'), withKeys }
    const { journal, files } = await dump(source, target)
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    write(`${target}: ${journal.size} entries, ${files.length} files, ${bytes} bytes`)
    write(journal.checkpoint ?? 'No checkpoint has been signed yet.')
    write(withKeys ? keysWarning : keysAdvice)
  } finally {
    await data.close()
  }
})

function refuse({ dataDir, mongodbUri }: Config, target: string): void {
  if (existsSync(target)) throw new Refused(`${target} exists already.`)
  if (mongodbUri === undefined && !existsSync(path.join(dataDir, 'store'))) {
    throw new Refused(`${dataDir} holds no store. Name the data folder in DATA_DIR.`)
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: { 'with-keys': { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new Misused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
