/** Verifies a journal in a database: every leaf, every checkpoint, bodies, files and records. */
import { createHash } from 'node:crypto'
import { canonicalText, verifyCommitment } from '../../models/canonical.ts'
import { sameBytes } from '../../models/bytes.ts'
import { openCheckpoint } from '../../models/checkpoint.ts'
import { Audit } from '../../models/audit.ts'
import type { VerifierKey } from '../../models/key.ts'
import { ledgers } from '../../models/ledgers.ts'
import { leafHash } from '../../models/merkle.ts'
import type { Entry, Facts } from '../../models/record.ts'
import type { Database } from '../../models/stored/database.ts'
import type { StoredBody } from '../../models/stored/bodies.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { sha256, verifyEd25519 } from './crypto.ts'
import type { Report } from './report.ts'
import { keptIn, verifyStamps, verifyWitnesses } from './times.ts'
import type { Outsiders } from './times.ts'

/** Entries read at once. */
const readAtOnce = 1_000

/** Verifies everything a database holds of a journal. */
export async function verifyDatabase(
  database: Database,
  key: VerifierKey | undefined,
  report: Report,
  outsiders: Outsiders = { roots: [], witnesses: [] },
): Promise<void> {
  const audit = new Audit(ledgers, sha256)
  const files = new Map<string, number>()
  let erased = 0
  for await (const { stored, body } of entriesWithBodies(database)) {
    const bytes = bytesOf(stored.leaf)
    if (stored._id !== audit.tree.size) {
      audit.find(audit.tree.size, `the next entry stored is number ${stored._id}`)
      break
    }
    if (!sameBytes(leafHash(bytes, sha256), bytesOf(stored.hash))) {
      audit.find(stored._id, 'the leaf does not match the hash beside it')
    }
    const entry = audit.take(bytes, (one) => personalOf(one, body, audit))
    const gone = entry?.commitments !== undefined && !body
    // Files that only erased values named were erased with them.
    const named = gone ? JSON.stringify(entry.payload) : undefined
    for (const { sha256: hash } of entry?.files ?? []) {
      if (named === undefined || named.includes(hash)) files.set(hash, stored._id)
    }
    if (gone) erased += 1
  }
  const size = audit.tree.size
  report.check(audit.found === 0, `${size} entries in order, without gaps, each as it was hashed`)
  for (const { seq, what } of audit.findings) report.failed(`entry ${seq}: ${what}`)
  if (erased > 0) report.proved(`${erased} entries whose personal values were erased still verify`)
  await verifyCheckpoints(database, audit, key, report)
  const kept = keptIn(database)
  await verifyStamps(kept, outsiders, report)
  if (key) await verifyWitnesses(kept, key, outsiders, report)
  await verifyRecords(database, audit, report)
  await verifyFiles(database, files, report)
}

async function* entriesWithBodies(
  database: Database,
): AsyncGenerator<{ stored: StoredEntry; body: StoredBody | undefined }> {
  for (let from = 0; ;) {
    const group = await database.entries
      .find({ _id: { $gte: from } })
      .sort({ _id: 1 })
      .limit(readAtOnce)
      .lean<StoredEntry[]>()
    const last = group.at(-1)
    if (!last) return
    const ids = group.flatMap(({ body }) => body ?? [])
    const bodies = ids.length ? await database.bodies.find({ _id: { $in: ids } }).lean() : []
    const byId = new Map(bodies.map((body) => [body._id, body as StoredBody]))
    for (const stored of group) {
      yield { stored, body: stored.body === undefined ? undefined : byId.get(stored.body) }
    }
    from = last._id + 1
  }
}

/** The personal values of an entry, each held against the leaf's commitment. */
function personalOf(entry: Entry, body: StoredBody | undefined, audit: Audit): Facts {
  const personal: Record<string, unknown> = {}
  for (const [key, commitment] of Object.entries(entry.commitments ?? {})) {
    const kept = body?.fields[key]
    if (!kept) continue
    if (!verifyCommitment(commitment, bytesOf(kept.salt), kept.value, sha256)) {
      audit.find(entry.seq, `the personal field ${key} is not what was committed to`)
    }
    personal[key] = kept.value
  }
  return personal
}

async function verifyCheckpoints(
  database: Database,
  audit: Audit,
  key: VerifierKey | undefined,
  report: Report,
): Promise<void> {
  if (!key) return report.notProved('the checkpoints: no key was given (--vkey)')
  let checked = 0
  let largest = 0
  for await (const { note } of database.checkpoints.find().sort({ _id: 1 }).lean().cursor()) {
    const fault = await checkpointFault(note, audit, key)
    if (fault) report.failed(fault)
    checked += 1
    largest = Math.max(largest, Number(note.split('\n')[1]))
  }
  report.check(
    checked > 0,
    `${checked} checkpoints signed by ${key.name}+${key.id}, the last over ${largest} entries`,
  )
  if (largest < audit.tree.size) {
    report.notProved(`the last ${audit.tree.size - largest} entries are under no checkpoint yet`)
  }
}

/** What is wrong with a checkpoint, if anything. */
export async function checkpointFault(
  note: string,
  audit: Audit,
  key: VerifierKey,
): Promise<string | undefined> {
  try {
    const { checkpoint } = await openCheckpoint(note, { logs: [key] }, verifyEd25519)
    if (checkpoint.size > audit.tree.size) {
      return `a checkpoint over ${checkpoint.size} entries was signed; only ${audit.tree.size} are left`
    }
    if (!sameBytes(audit.tree.root(checkpoint.size), checkpoint.root)) {
      return `the entries do not give the root signed over ${checkpoint.size} of them`
    }
    return undefined
  } catch (error) {
    return `a checkpoint does not verify: ${error instanceof Error ? error.message : String(error)}`
  }
}

async function verifyRecords(database: Database, audit: Audit, report: Report): Promise<void> {
  let right = 0
  const missing = new Set(audit.records.keys())
  for await (const stored of selectRecords(database.records, {}).cursor()) {
    const record = recordOf(stored)
    const replayed = audit.records.get(record.id)
    missing.delete(record.id)
    if (!replayed) report.failed(`record ${record.number} is in no journal entry`)
    else if (plain(record) !== plain(replayed)) {
      report.failed(`record ${record.number} is not what its entries say`)
    } else right += 1
  }
  for (const id of missing) {
    report.failed(`record ${audit.records.get(id)?.number} of the journal is not stored`)
  }
  report.proved(`${right} records are exactly what the journal replays to`)
}

/** A record's canonical text; what the database adds or leaves out (undefined) does not count. */
function plain(record: object): string {
  return canonicalText(JSON.parse(JSON.stringify(record)))
}

async function verifyFiles(
  database: Database,
  files: ReadonlyMap<string, number>,
  report: Report,
): Promise<void> {
  let right = 0
  const stored = await database.files.find([...files.keys()])
  for (const [hash, seq] of files) {
    if (!stored.has(hash)) {
      report.failed(`the file ${hash} of entry ${seq} is not stored`)
      continue
    }
    const digest = createHash('sha256')
    for await (const chunk of database.files.open(hash)) digest.update(chunk as Uint8Array)
    if (digest.digest('hex') === hash) right += 1
    else report.failed(`the file ${hash} of entry ${seq} has other bytes`)
  }
  report.proved(`${right} attached files have the bytes the journal names`)
}

/** The bytes of a Buffer, or of the driver's Binary. */
export function bytesOf(value: Uint8Array | { buffer: Uint8Array; position?: number }): Uint8Array {
  if (value instanceof Uint8Array) return value
  return value.position === undefined ? value.buffer : value.buffer.subarray(0, value.position)
}
