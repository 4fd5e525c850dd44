/**
 * Making and dropping indexes. A new index is kept up to date by every writer from its first moment
 * but answers no query until all existing documents are entered, so building one never stops the
 * others; a duplicate or a crash meanwhile drops it again.
 */
import { Doc } from './bson.ts'
import type { Collection, Index } from './catalog.ts'
import type { Room } from './documents.ts'
import type { Engine } from './engine.ts'
import { entriesOf, learn, requireUnique } from './entries.ts'
import { StoreError } from './errors.ts'
import { alreadyThere, isIdentity } from './indexspec.ts'
import type { IndexSpec } from './indexspec.ts'
import { indexesMax, scanChunkKeys } from './limits.ts'
import { justAfter, prefixOf, recordBytes, recordOfDataKey } from './records.ts'

/**
 * Creates the indexes that do not exist yet, all or none of them, and answers how many were made.
 * Throws 85 or 86 on contradictions, 67 beyond the limit, 11000 or 171 when existing documents do
 * not fit.
 */
export async function createIndexes(
  engine: Engine,
  collection: Collection,
  specs: readonly IndexSpec[],
): Promise<number> {
  const added = await engine.write((room) => addAll(room, collection, specs))
  if (added.length === 0) return 0
  try {
    for (const index of added) await fill(engine, collection, index)
    await engine.write(({ catalog }) => {
      requirePresent(collection, added)
      for (const index of added) index.building = false
      catalog.save(collection)
    })
  } catch (error) {
    await engine.write(({ catalog }) => {
      if (collection.gone) return
      for (const index of added) {
        if (collection.indexes.includes(index)) catalog.dropIndex(collection, index)
      }
    })
    engine.tidy()
    throw error
  }
  return added.length
}

function requirePresent(collection: Collection, added: readonly Index[]): void {
  if (!collection.gone && added.every((index) => collection.indexes.includes(index))) return
  throw new StoreError(276, `Index build failed: ${collection.namespace} was changed meanwhile`)
}

/** A fault in one specification leaves no other behind, so all are checked before any is added. */
function addAll(room: Room, collection: Collection, specs: readonly IndexSpec[]): Index[] {
  if (collection.gone) throw new StoreError(26, `ns does not exist: ${collection.namespace}`)
  const fresh: IndexSpec[] = []
  for (const spec of specs) {
    if (isIdentity(spec)) continue
    const present = [...collection.indexes.map((index) => index.spec), ...fresh]
    if (!present.some((other) => alreadyThere(spec, other))) fresh.push(spec)
  }
  if (collection.indexes.length + fresh.length > indexesMax) {
    throw new StoreError(67, `add index fails, too many indexes for ${collection.namespace}`)
  }
  return fresh.map((spec) => room.catalog.addIndex(collection, spec, true))
}

/** Enters every existing document, a handful per transaction. */
async function fill(engine: Engine, collection: Collection, index: Index): Promise<void> {
  const end = prefixOf(collection.id + 1)
  let start: Buffer | undefined = prefixOf(collection.id)
  while (start !== undefined) {
    const from: Buffer = start
    start = await engine.write((room) => fillSome(room, collection, index, from, end))
  }
}

function fillSome(
  room: Room,
  collection: Collection,
  index: Index,
  start: Buffer,
  end: Buffer,
): Buffer | undefined {
  requirePresent(collection, [index])
  const chunk = room.data.range({ start, end, limit: scanChunkKeys })
  let changed = false
  for (const { key, value } of chunk) {
    const record = recordOfDataKey(key)
    const found = entriesOf(index, Doc.view(value), record)
    requireUnique(room, collection, index, found.entries, record)
    changed = learn(index, found) || changed
    const holder = recordBytes(record)
    for (const entry of found.entries) room.index.put(entry.key, holder)
  }
  if (changed) room.catalog.save(collection)
  const last = chunk.at(-1)
  return last === undefined || chunk.length < scanChunkKeys ? undefined : justAfter(last.key)
}

/** Drops one index by name. Throws 27 when there is none, 72 for the _id index. Inside a write. */
export function dropIndexByName(room: Room, collection: Collection, name: string): void {
  const index = collection.indexes.find(({ spec }) => spec.name === name)
  if (index === undefined) throw new StoreError(27, `index not found with name [${name}]`)
  dropIndex(room, collection, index)
}

/** Throws InvalidOptions (72) for the _id index. Inside a write. */
export function dropIndex(room: Room, collection: Collection, index: Index): void {
  if (isIdentity(index.spec)) throw new StoreError(72, 'cannot drop _id index')
  room.catalog.dropIndex(collection, index)
}
