/**
 * `npm run verify -- PATH | URL`: the check of whoever does not want to believe: an auditor of a
 * journal or a backup, a customer of a pack, a certificate or a proof. It imports only models/,
 * prints line by line what was proved and what was not, and ends with 0 when everything holds, 1
 * when something does not, 2 when it could not look.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { certificatesOf } from '../models/certificate.ts'
import { parseVerifierKey, verifierKey } from '../models/key.ts'
import type { VerifierKey } from '../models/key.ts'
import { openDatabase } from '../models/stored/database.ts'
import { isBackup, verifyBackup } from './verify/backup.ts'
import { sha256 } from './verify/crypto.ts'
import { verifyFile } from './verify/file.ts'
import { verifyDatabase } from './verify/journal.ts'
import { fetched, verifyRemote } from './verify/remote.ts'
import { Report } from './verify/report.ts'
import { publicKeyOf } from './verify/key.ts'
import type { Outsiders } from './verify/times.ts'

const usage = `Usage: npm run verify -- FILE | DATA_DIR | BACKUP | mongodb://… | https://…  [options]

  FILE            a pack (.zip), a certificate (.pdf) or a proof (.tlog-proof)
  DATA_DIR        a data folder (the server may be running on it or not)
  BACKUP          a folder made by npm run backup
  mongodb://…     the database of a server that uses MongoDB
  https://…       a running server; with DAICHO_TOKEN set, its entries too

  --vkey KEY      the journal's public key as you noted it (name+hash+key)
  --earlier FILE  the pack you received before this one
  --leaf FILE     the stored bytes of the entry a proof is of
  --stamp FILE    the time-stamp (.tsr) of a pack that came after the pack was made
  --tsa-ca FILE   PEM file of the roots of the time-stamping authorities you trust
  --witness KEY   the public key of a witness; may be given several times
  --language ja   what is said of a FILE, in Japanese (en is the default)
`

const { values, positionals } = parseArgs({
  options: {
    vkey: { type: 'string' },
    earlier: { type: 'string' },
    leaf: { type: 'string' },
    stamp: { type: 'string' },
    'tsa-ca': { type: 'string' },
    witness: { type: 'string', multiple: true },
    language: { type: 'string', default: 'en' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
})
const [target] = positionals
const write = (line: string) => void process.stdout.write(`${line}\n`)

if (values.help || target === undefined || positionals.length > 1) {
  process.stderr.write(usage)
  process.exit(2)
}

try {
  process.exitCode = await verified(target)
} catch (error) {
  write(`could not look: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 2
}

async function verified(target: string): Promise<0 | 1 | 2> {
  const { vkey, earlier, leaf, stamp } = values
  const remotely = /^(https?|mongodb)\b.*:/.test(target)
  if (!remotely && existsSync(target) && statSync(target).isFile()) {
    const language = values.language === 'ja' ? 'ja' : 'en'
    const beside = { vkey, earlier, leaf, stamp, language, outsiders: trusted() } as const
    return await verifyFile(target, beside, write)
  }
  const report = new Report(write)
  const given = vkey === undefined ? undefined : parseVerifierKey(vkey, sha256)
  const outsiders = trusted()
  if (/^https?:/.test(target)) await remote(target, given, outsiders, report)
  else if (target.startsWith('mongodb')) await database(target, given, outsiders, report)
  else if (isBackup(target)) await verifyBackup(target, given, report, outsiders)
  else await folder(target, given, outsiders, report)
  return report.close()
}

/** Whom outside the house the reader trusts. */
function trusted(): Outsiders {
  const roots = values['tsa-ca'] ? certificatesOf(readFileSync(values['tsa-ca'], 'utf8')) : []
  const witnesses = (values.witness ?? []).map((vkey) => parseVerifierKey(vkey, sha256))
  return { roots, witnesses }
}

async function remote(
  url: string,
  given: VerifierKey | undefined,
  outsiders: Outsiders,
  report: Report,
): Promise<void> {
  const told = given ?? parseVerifierKey(await publishedKey(url), sha256)
  if (!given) report.notProved('that the key is the right one: it was taken from the server itself')
  await verifyRemote(url, told, process.env['DAICHO_TOKEN'], report, outsiders)
}

async function publishedKey(url: string): Promise<string> {
  return Buffer.from(await fetched(url, 'log/vkey'))
    .toString('utf8')
    .trim()
}

async function database(
  uri: string,
  key: VerifierKey | undefined,
  outsiders: Outsiders,
  report: Report,
): Promise<void> {
  const opened = await openDatabase(uri)
  try {
    await verifyDatabase(opened, key, report, outsiders)
  } finally {
    await opened.connection.close()
  }
}

/** Verifies a data folder, over the running server's socket or a store started for the purpose. */
async function folder(
  directory: string,
  given: VerifierKey | undefined,
  outsiders: Outsiders,
  report: Report,
): Promise<void> {
  if (!existsSync(path.join(directory, 'store'))) {
    throw new Error(`${directory} holds no store`)
  }
  const key = given ?? keyBeside(directory)
  const running = runningUri(directory)
  if (running !== undefined && (await answers(running)))
    return await database(running, key, outsiders, report)
  const script = path.resolve(import.meta.dirname, '../server/wire/standalone.js')
  const store = spawn(process.execPath, [script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [first] = (await once(store.stdout, 'data')) as [Buffer]
    const uri = /mongodb:\/\/\S+/.exec(first.toString('utf8'))?.[0]
    if (uri === undefined) throw new Error('the store did not start')
    await database(uri, key, outsiders, report)
  } finally {
    store.kill('SIGTERM')
  }
}

function runningUri(directory: string): string | undefined {
  const file = path.join(directory, 'store', 'socket')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

async function answers(uri: string): Promise<boolean> {
  const socket = decodeURIComponent(/^mongodb:\/\/([^/?]+)/.exec(uri)?.[1] ?? '')
  return socket.endsWith('.sock') ? existsSync(socket) : true
}

function keyBeside(directory: string): VerifierKey | undefined {
  const file = path.join(directory, 'keys', 'journal-key')
  if (!existsSync(file)) return undefined
  const { name, publicKey } = publicKeyOf(readFileSync(file, 'utf8').trim())
  return verifierKey(name, 'note', publicKey, sha256)
}
