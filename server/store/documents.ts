/**
 * Changing one document together with its index entries. Each change first works out everything and
 * checks every unique key, and only then writes: a refusal therefore leaves nothing behind, though
 * the transaction it runs in is shared with other clients' changes.
 */
import { Doc, Int32, ObjectId, Regex, UndefinedKind, encode } from './bson.ts'
import type { Value } from './bson.ts'
import type { Catalog, Collection, Index } from './catalog.ts'
import type { Space } from './contract.ts'
import { entriesOf, learn, requireUnique } from './entries.ts'
import type { DocumentEntries } from './entries.ts'
import { StoreError } from './errors.ts'
import { documentBytesMax } from './limits.ts'
import { dataKey, recordBytes } from './records.ts'

/** What a change of documents needs of the engine. */
export interface Room {
  readonly data: Space
  readonly index: Space
  readonly catalog: Catalog
}

interface Planned {
  readonly index: Index
  readonly found: DocumentEntries
}

/**
 * Gives a document its `_id` as first field, generating one when it has none. Throws 53 or 2 for an
 * `_id` that MongoDB does not accept (an array, a regular expression, undefined) and 52 for `$`
 * keys inside it.
 */
export function withIdentity(doc: Doc): Doc {
  const id = doc.get('_id')
  if (id === undefined) return Doc.from([['_id', ObjectId.generate()], ...doc.entries()])
  requireIdentity(id)
  if (doc.keys()[0] === '_id') return doc
  return Doc.from([['_id', id], ...doc.without('_id').entries()])
}

function requireIdentity(id: Value): void {
  const kind = Array.isArray(id)
    ? 'array'
    : id instanceof Regex
      ? 'regex'
      : id instanceof UndefinedKind
        ? 'undefined'
        : undefined
  if (kind !== undefined) {
    throw new StoreError(53, `The '_id' value cannot be of type ${kind}`)
  }
  if (!(id instanceof Doc)) return
  for (const name of id.keys()) {
    if (name.startsWith('$')) {
      throw new StoreError(
        52,
        `_id fields may not contain '$'-prefixed fields: ${name} is not valid`,
      )
    }
  }
}

function bytesOf(doc: Doc): Uint8Array {
  const bytes = encode(doc)
  if (bytes.length > documentBytesMax) {
    throw new StoreError(
      10334,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${documentBytesMax}`,
    )
  }
  return bytes
}

/** Inserts a document that has its `_id`; answers its record id. Inside a write. */
export function insertDocument(room: Room, collection: Collection, doc: Doc): number {
  const bytes = bytesOf(doc)
  const record = collection.nextRecord
  const planned = collection.indexes.map((index) => ({
    index,
    found: entriesOf(index, doc, record),
  }))
  for (const { index, found } of planned) {
    requireUnique(room, collection, index, found.entries, record)
  }
  collection.nextRecord += 1
  rememberKinds(room, collection, planned)
  room.data.put(dataKey(collection.id, record), bytes)
  const holder = recordBytes(record)
  for (const { found } of planned) {
    for (const { key } of found.entries) room.index.put(key, holder)
  }
  if (collection.count !== undefined) collection.count += 1
  collection.changes += 1
  return record
}

/**
 * Replaces a document's content; the `_id` must already be known to be the same. Inside a write.
 */
export function replaceDocument(
  room: Room,
  collection: Collection,
  record: number,
  before: Doc,
  after: Doc,
): void {
  const bytes = bytesOf(after)
  const changes: { before: DocumentEntries; after: DocumentEntries }[] = []
  const planned: Planned[] = []
  for (const index of collection.indexes) {
    const found = entriesOf(index, after, record)
    requireUnique(room, collection, index, found.entries, record)
    changes.push({ before: entriesOf(index, before, record), after: found })
    planned.push({ index, found })
  }
  rememberKinds(room, collection, planned)
  room.data.put(dataKey(collection.id, record), bytes)
  collection.changes += 1
  const holder = recordBytes(record)
  for (const change of changes) moveEntries(room.index, change.before, change.after, holder)
}

function moveEntries(
  space: Space,
  before: DocumentEntries,
  after: DocumentEntries,
  holder: Buffer,
): void {
  for (const old of before.entries) {
    if (after.entries.some(({ key }) => key.equals(old.key))) continue
    removeEntry(space, old.key, holder)
  }
  for (const entry of after.entries) {
    if (!before.entries.some(({ key }) => key.equals(entry.key))) space.put(entry.key, holder)
  }
}

/** While a unique index is being built the key may still be another document's. */
function removeEntry(space: Space, key: Buffer, holder: Buffer): void {
  const held = space.get(key)
  if (held !== undefined && held.equals(holder)) space.delete(key)
}

/** Removes a document and its entries. Inside a write. */
export function removeDocument(room: Room, collection: Collection, record: number, doc: Doc): void {
  const holder = recordBytes(record)
  for (const index of collection.indexes) {
    for (const { key } of entriesOf(index, doc, record).entries) {
      removeEntry(room.index, key, holder)
    }
  }
  room.data.delete(dataKey(collection.id, record))
  if (collection.count !== undefined) collection.count -= 1
  collection.changes += 1
}

/** A document as it stands now. */
export function readDocument(room: Room, collection: Collection, record: number): Doc | undefined {
  const bytes = room.data.get(dataKey(collection.id, record))
  return bytes === undefined ? undefined : Doc.view(bytes)
}

function rememberKinds(room: Room, collection: Collection, planned: readonly Planned[]): void {
  let changed = false
  for (const { index, found } of planned) changed = learn(index, found) || changed
  if (changed) room.catalog.save(collection)
}

/** A count as a number BSON shows as mongod does. */
export const countValue = (count: number): Value =>
  Math.abs(count) <= 0x7fffffff ? new Int32(count) : BigInt(count)
