/**
 * Verifies a backup where it lies, without a database: every file against the manifest, every
 * entry of the journal, the personal values, the checkpoints and the attached files.
 */
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Audit } from '../../models/audit.ts'
import { sameBytes } from '../../models/bytes.ts'
import { verifyCommitment } from '../../models/canonical.ts'
import { parseVerifierKey } from '../../models/key.ts'
import type { VerifierKey } from '../../models/key.ts'
import { ledgers } from '../../models/ledgers.ts'
import { leafHash } from '../../models/merkle.ts'
import type { Entry, Facts } from '../../models/record.ts'
import { sha256 } from './crypto.ts'
import { readDocuments } from './documents.ts'
import type { Document } from './documents.ts'
import { bytesOf, checkpointFault } from './journal.ts'
import { checkedManifest, manifestName } from './manifest.ts'
import type { Report } from './report.ts'
import { verifyStamps, verifyWitnesses } from './times.ts'
import type { Kept, Outsiders } from './times.ts'

type Bytes = Parameters<typeof bytesOf>[0]
type Body = Readonly<Record<string, { readonly salt: Bytes; readonly value: unknown }>>

/** Whether a folder is a backup rather than a data folder. */
export function isBackup(directory: string): boolean {
  return (
    existsSync(path.join(directory, manifestName)) && !existsSync(path.join(directory, 'store'))
  )
}

/** Verifies a backup. @throws Refused naming the file that is not as it was backed up */
export async function verifyBackup(
  directory: string,
  given: VerifierKey | undefined,
  report: Report,
  outsiders: Outsiders = { roots: [], witnesses: [] },
): Promise<void> {
  const manifest = await checkedManifest(directory)
  report.proved(`${manifest.files.length} files are as the manifest of the backup names them`)
  const { vkey, size } = manifest.journal
  const key = given ?? (vkey === undefined ? undefined : parseVerifierKey(vkey, sha256))
  if (!given && key) report.notProved('that the key is the right one: it was taken from the backup')
  const file = (name: string) => path.join(directory, `${name}.bson`)
  const bodies = new Map<string, Body>()
  for await (const { _id, fields } of documents(file('bodies'))) {
    bodies.set(String(_id), fields as Body)
  }
  const audit = new Audit(ledgers, sha256)
  const files = await auditEntries(file('entries'), audit, bodies)
  report.check(
    audit.found === 0 && audit.tree.size === size,
    `${audit.tree.size} of ${size} entries in order, without gaps, each as it was hashed`,
  )
  for (const { seq, what } of audit.findings) report.failed(`entry ${seq}: ${what}`)
  await verifyNotes(file('checkpoints'), audit, key, report)
  const kept = await keptBeside(file)
  await verifyStamps(kept, outsiders, report)
  if (key) await verifyWitnesses(kept, key, outsiders, report)
  await verifyAttached(file('files.files'), file('files.chunks'), files, report)
}

/** What the outside said, with the notes it is about. */
async function keptBeside(file: (name: string) => string): Promise<Kept> {
  const sizes = new Set<number>()
  for await (const { _id } of documents(file('stamps'))) sizes.add(Number(_id))
  for await (const { size } of documents(file('cosignatures'))) sizes.add(Number(size))
  const notes = new Map<number, string>()
  for await (const { _id, note } of documents(file('checkpoints'))) {
    if (sizes.has(Number(_id))) notes.set(Number(_id), String(note))
  }
  return {
    async *stamps() {
      for await (const { _id, reply } of documents(file('stamps'))) {
        yield { size: Number(_id), reply: bytesOf(reply as Bytes) }
      }
    },
    async *lines() {
      for await (const { size, key, line } of documents(file('cosignatures'))) {
        yield { size: Number(size), key: String(key), line: String(line) }
      }
    },
    noteOf: (size) => Promise.resolve(notes.get(size)),
  }
}

async function* documents(file: string): AsyncGenerator<Document> {
  if (!existsSync(file)) return
  for await (const group of readDocuments(file)) yield* group
}

/** Takes every entry in order. @returns the hash of every file that must still be there */
async function auditEntries(
  file: string,
  audit: Audit,
  bodies: ReadonlyMap<string, Body>,
): Promise<Set<string>> {
  const files = new Set<string>()
  for await (const { leaf, hash, body } of documents(file)) {
    const bytes = bytesOf(leaf as Bytes)
    const seq = audit.tree.size
    if (!sameBytes(leafHash(bytes, sha256), bytesOf(hash as Bytes))) {
      audit.find(seq, 'the leaf does not match the hash beside it')
    }
    const kept = typeof body === 'string' ? bodies.get(body) : undefined
    const entry = audit.take(bytes, (one) => personalOf(one, kept, audit))
    const erased = entry?.commitments !== undefined && !kept
    const named = erased ? JSON.stringify(entry.payload) : undefined
    for (const { sha256: hash } of entry?.files ?? []) {
      if (named === undefined || named.includes(hash)) files.add(hash)
    }
  }
  return files
}

function personalOf(entry: Entry, body: Body | undefined, audit: Audit): Facts {
  const personal: Record<string, unknown> = {}
  for (const [key, commitment] of Object.entries(entry.commitments ?? {})) {
    const kept = body?.[key]
    if (!kept) continue
    const value = plain(kept.value)
    if (!verifyCommitment(commitment, bytesOf(kept.salt), value, sha256)) {
      audit.find(entry.seq, `the personal field ${key} is not what was committed to`)
    }
    personal[key] = value
  }
  return personal
}

/** A value without the wrappers that keep each BSON number what it was. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if ('_bsontype' in value) return Number(value.valueOf())
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}

async function verifyNotes(
  file: string,
  audit: Audit,
  key: VerifierKey | undefined,
  report: Report,
): Promise<void> {
  if (!key) return report.notProved('the checkpoints: no key was given (--vkey)')
  let checked = 0
  for await (const { note } of documents(file)) {
    const fault = await checkpointFault(String(note), audit, key)
    if (fault) report.failed(fault)
    checked += 1
  }
  report.check(checked > 0, `${checked} checkpoints signed by ${key.name}+${key.id}`)
}

/** Holds the bytes of attached files against the hash each is named by. */
async function verifyAttached(
  filesFile: string,
  chunksFile: string,
  named: ReadonlySet<string>,
  report: Report,
): Promise<void> {
  const names = new Map<string, string>()
  for await (const { _id, filename } of documents(filesFile)) {
    names.set(String(_id), String(filename))
  }
  const hashes = new Map<string, { readonly hash: Hash; next: number }>()
  for await (const { files_id, n, data } of documents(chunksFile)) {
    const id = String(files_id)
    const one = hashes.get(id) ?? { hash: createHash('sha256'), next: 0 }
    if (Number(n) === one.next) one.hash.update(bytesOf(data as Bytes))
    one.next += 1
    hashes.set(id, one)
  }
  const right = new Set<string>()
  for (const [id, name] of names) if (hashes.get(id)?.hash.digest('hex') === name) right.add(name)
  const wrong = [...named].filter((hash) => !right.has(hash))
  for (const hash of wrong) report.failed(`the file ${hash} is missing or has other bytes`)
  if (wrong.length === 0)
    report.proved(`${named.size} attached files have the bytes the journal names`)
}
