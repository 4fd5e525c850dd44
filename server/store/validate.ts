/**
 * The store's own audit: every key a document should have is there and is its own, and every index
 * entry belongs to a document that has that key. It runs after every crash test and answers the
 * `validate` command.
 */
import { checkDocument } from './bsonread.ts'
import { Doc } from './bson.ts'
import type { Collection, Index } from './catalog.ts'
import type { Room } from './documents.ts'
import { entriesOf } from './entries.ts'
import { scanChunkKeys } from './limits.ts'
import { justAfter, prefixOf, readRecord, recordOfDataKey } from './records.ts'
import { Slice } from './scan.ts'

export interface Audit {
  readonly documents: number
  readonly keysPerIndex: ReadonlyMap<string, number>
  /** What is wrong, in words; empty when the collection is sound. At most `faultsMax` of them. */
  readonly faults: readonly string[]
}

const faultsMax = 20

/**
 * Compares the two sides by key: expected and present entries of each index are counted, and each
 * expected one is looked up. Equal counts then leave no room for an entry too many. A write
 * meanwhile disturbs the counting, so the audit starts again, at last without letting anybody in.
 */
export async function auditCollection(room: Room, collection: Collection): Promise<Audit> {
  for (let attempt = 1; ; attempt += 1) {
    const { changes } = collection
    const audit = await auditOnce(room, collection, attempt < attemptsMax)
    if (collection.changes === changes || attempt === attemptsMax) return audit
  }
}

const attemptsMax = 4

async function auditOnce(room: Room, collection: Collection, polite: boolean): Promise<Audit> {
  const expected = new Map<Index, number>()
  const faults: string[] = []
  const slice = new Slice()
  const indexes = collection.indexes.filter((index) => !index.building)
  let documents = 0
  for (const chunk of chunks(room, 'data', collection.id)) {
    for (const { key, value } of chunk) {
      auditDocument(room, indexes, recordOfDataKey(key), value, expected, faults)
    }
    documents += chunk.length
    if (polite) await slice.breathe()
  }
  const keysPerIndex = new Map<string, number>()
  for (const index of indexes) {
    let present = 0
    for (const chunk of chunks(room, 'index', index.id)) {
      present += chunk.length
      if (polite) await slice.breathe()
    }
    keysPerIndex.set(index.spec.name, present)
    const wanted = expected.get(index) ?? 0
    if (present !== wanted) {
      faults.push(`index ${index.spec.name} has ${present} entries, documents have ${wanted}`)
    }
  }
  return { documents, keysPerIndex, faults: faults.slice(0, faultsMax) }
}

function auditDocument(
  room: Room,
  indexes: readonly Index[],
  record: number,
  value: Buffer,
  expected: Map<Index, number>,
  faults: string[],
): void {
  checkStored(value, record, faults)
  const doc = Doc.view(value)
  for (const index of indexes) {
    const { entries } = entriesOf(index, doc, record)
    expected.set(index, (expected.get(index) ?? 0) + entries.length)
    for (const entry of entries) {
      const holder = room.index.get(entry.key)
      if (holder !== undefined && readRecord(holder) === record) continue
      faults.push(`record ${record} lacks its entry in index ${index.spec.name}`)
    }
  }
}

function checkStored(value: Buffer, record: number, faults: string[]): void {
  try {
    checkDocument(value)
  } catch (error) {
    faults.push(`record ${record} is not BSON: ${error instanceof Error ? error.message : ''}`)
  }
}

function* chunks(
  room: Room,
  name: 'data' | 'index',
  id: number,
): Generator<readonly { readonly key: Buffer; readonly value: Buffer }[], void, undefined> {
  const end = prefixOf(id + 1)
  let start = prefixOf(id)
  for (;;) {
    const chunk = room[name].range({ start, end, limit: scanChunkKeys })
    yield chunk
    const last = chunk.at(-1)
    if (last === undefined || chunk.length < scanChunkKeys) return
    start = justAfter(last.key)
  }
}
