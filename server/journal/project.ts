/**
 * The only writer of records. It applies journal entries to the records they touch, in the same
 * lines the verifier replays with, and repairs at start whatever a crash left unapplied.
 */
import { searchTerms } from '../../models/derive/search.ts'
import { slotsOf } from '../../models/derive/sorting.ts'
import { filesOf, tagsOf } from '../../models/derive/views.ts'
import { creates } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Entry, Facts, LedgerRecord } from '../../models/record.ts'
import { actOf, followsOf, replay, replayFollow } from '../../models/replay.ts'
import type { StoredBody } from '../../models/stored/bodies.ts'
import type { Database } from '../../models/stored/database.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { readRecords } from '../../models/stored/records.ts'
import type { StoredRecord } from '../../models/stored/records.ts'
import { readLeaf } from './leaf.ts'

/** Where an entry's changes are read from and put to. */
export interface Surroundings {
  record(id: string): LedgerRecord | undefined
  put(record: LedgerRecord): void
}

/**
 * Applies an entry to its own record and to those that follow it.
 *
 * @returns ids of the records it touched; none for an entry that changes no record
 */
export function applyEntry(
  ledgers: readonly Ledger[],
  entry: Entry,
  personal: Facts,
  surroundings: Surroundings,
): string[] {
  const ledger = ledgers.find((one) => one.name === entry.ledger)
  if (!ledger || entry.revision === undefined) return []
  const act = actOf(ledger, entry)
  const before = surroundings.record(entry.record)
  const touched: string[] = []
  let own = before
  if (!before || before.seq < entry.seq) {
    own = replay(ledger, creates(act) ? undefined : before, entry, personal)
    surroundings.put(own)
    touched.push(own.id)
  }
  const name = entry.act.slice(ledger.name.length + 1)
  for (const { ledger: follower, follow, ids } of followsOf(
    ledgers,
    ledger,
    name,
    own?.facts ?? {},
  )) {
    for (const id of ids) {
      const record = surroundings.record(id)
      if (!record || record.seq >= entry.seq) continue
      surroundings.put(replayFollow(follower, follow, record, entry))
      touched.push(id)
    }
  }
  return touched
}

/** A record as it is stored, with what lists need. */
export function storedRecord(ledger: Ledger, record: LedgerRecord): StoredRecord {
  const { id, ...rest } = record
  return {
    _id: id,
    ...rest,
    terms: searchTerms(ledger, record),
    tags: tagsOf(ledger, record),
    ...slotsOf(ledger, record.facts),
  }
}

/** Writes projected records, never over a later projection of another instance. */
export async function writeRecords(
  database: Database,
  ledgers: readonly Ledger[],
  records: readonly LedgerRecord[],
): Promise<void> {
  const byName = new Map(ledgers.map((ledger) => [ledger.name, ledger]))
  const stored = records.flatMap((record) => {
    const ledger = byName.get(record.ledger)
    return ledger ? [storedRecord(ledger, record)] : []
  })
  // Most records are written for the first time, and an insert costs less than an upsert.
  const fresh = stored.filter(({ revision }) => revision === 1)
  const known = stored.filter(({ revision }) => revision !== 1)
  const [there] = await Promise.all([insertNew(database, fresh), replaceOlder(database, known)])
  await replaceOlder(database, there)
}

/** Inserts records, and answers with those that were there already. */
async function insertNew(
  database: Database,
  records: readonly StoredRecord[],
): Promise<readonly StoredRecord[]> {
  if (records.length === 0) return []
  try {
    await database.records.collection.insertMany(records as never, { ordered: false })
    return []
  } catch (error) {
    if (!onlyDuplicates(error)) throw error
    return records
  }
}

async function replaceOlder(database: Database, records: readonly StoredRecord[]): Promise<void> {
  if (records.length === 0) return
  const writes = records.map(({ _id, ...replacement }) => {
    const filter = { _id, seq: { $lt: replacement.seq } }
    return { replaceOne: { filter, replacement, upsert: true } }
  })
  try {
    await database.records.collection.bulkWrite(writes as never, { ordered: false })
  } catch (error) {
    // A later projection already stands there, written by another instance: it includes ours.
    if (!onlyDuplicates(error)) throw error
  }
}

function onlyDuplicates(error: unknown): boolean {
  const faults = (error as { writeErrors?: unknown }).writeErrors
  const list = Array.isArray(faults) ? faults : faults === undefined ? [] : [faults]
  return list.length > 0 && list.every((fault) => (fault as { code?: number }).code === 11_000)
}

/**
 * Applies stored entries, in order, to the records in the database. Entries already applied are
 * passed over, so it may be run over any stretch of the journal at any time.
 */
export async function projectStored(
  database: Database,
  ledgers: readonly Ledger[],
  stored: readonly StoredEntry[],
): Promise<void> {
  const ids = [...new Set(stored.flatMap((entry) => entry.touches))]
  if (ids.length === 0) return
  const found = await readRecords(database.records, { _id: { $in: ids } })
  const records = new Map(found.map((record) => [record.id, record]))
  const changed = new Map<string, LedgerRecord>()
  const personal = await personalOf(database, stored)
  const surroundings = {
    record: (id: string) => changed.get(id) ?? records.get(id),
    put: (record: LedgerRecord) => void changed.set(record.id, record),
  }
  for (const entry of stored) {
    applyEntry(ledgers, readLeaf(entry.leaf), personal.get(entry._id) ?? {}, surroundings)
  }
  await writeRecords(database, ledgers, [...changed.values()])
  await eraseBodies(
    database,
    ledgers,
    stored.map((entry) => ({ ...entry, seq: entry._id })),
  )
}

/**
 * Purges what erasing acts among some entries name: the bodies made for the record until then,
 * those of attempts that came to nothing included, and the files only these bodies spoke of.
 */
export async function eraseBodies(
  database: Database,
  ledgers: readonly Ledger[],
  entries: readonly Pick<Entry, 'ledger' | 'act' | 'record' | 'seq' | 'revision'>[],
): Promise<void> {
  for (const entry of entries) {
    const ledger = ledgers.find((one) => one.name === entry.ledger)
    if (!ledger || entry.revision === undefined || !actOf(ledger, entry).erases) continue
    const earlier = { record: entry.record, seq: { $lt: entry.seq } }
    // Files first: once the bodies are gone nobody knows which files were theirs.
    const files = (await database.bodies.find(earlier).lean()).flatMap((body) =>
      filesOf(ledger, valuesOf(body)),
    )
    for (const { sha256 } of files) await eraseFile(database, ledgers, sha256)
    await database.bodies.deleteMany(earlier)
  }
}

/** Erases a file that no record names any more. */
async function eraseFile(
  database: Database,
  ledgers: readonly Ledger[],
  sha256: string,
): Promise<void> {
  const ledger = { $in: ledgers.map(({ name }) => name) }
  const named = await database.records.exists({ ledger, tags: `file:${sha256}` })
  if (named === null) await database.files.remove(sha256)
}

/** The personal values a body keeps. */
function valuesOf(body: StoredBody): Facts {
  return Object.fromEntries(Object.entries(body.fields).map(([key, { value }]) => [key, value]))
}

/** The personal values of entries by sequence number; erased ones are absent. */
export async function personalOf(
  database: Database,
  stored: readonly Pick<StoredEntry, '_id' | 'body'>[],
): Promise<Map<number, Facts>> {
  const wanted = new Map(stored.flatMap(({ _id, body }) => (body ? [[body, _id] as const] : [])))
  const personal = new Map<number, Facts>()
  if (wanted.size === 0) return personal
  for (const body of await database.bodies.find({ _id: { $in: [...wanted.keys()] } }).lean()) {
    const seq = wanted.get(body._id)
    if (seq !== undefined) personal.set(seq, valuesOf(body))
  }
  return personal
}
