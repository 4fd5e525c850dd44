/**
 * A collection and its indexes as they stand in memory, and the one document in which the catalog
 * keeps them. What is learnt about an index (arrays met, keys cut) only ever grows, because a query
 * that relied on it once may still be running.
 */
import { Doc, Int32 } from './bson.ts'
import type { Value } from './bson.ts'
import { compileCollation } from './collation.ts'
import type { Collation } from './collation.ts'
import { StorageError } from './contract.ts'
import { readIndexSpec, storedSpec } from './indexspec.ts'
import type { IndexSpec } from './indexspec.ts'

/** One index as it stands: its declaration and what its entries have turned out to be. */
export interface Index {
  readonly id: number
  readonly spec: IndexSpec
  /** Per path: whether some document ever had an array there. Never falls back to false. */
  multikeyPaths: boolean[]
  /** Whether some entry's key was cut short or is coarser than the order of values. */
  inexact: boolean
  /** While existing documents are still being entered; writers keep it, queries ignore it. */
  building: boolean
}

export interface Collection {
  readonly id: number
  readonly database: string
  readonly name: string
  readonly namespace: string
  readonly collation: Collation | undefined
  /** The first is always the _id index. */
  indexes: Index[]
  nextRecord: number
  /** Unknown until a write counts; then kept up to date by every other. */
  count: number | undefined
  /** How often its documents were changed since the start; tells an audit it was disturbed. */
  changes: number
  /** Set when it is dropped, or replaced after a failed commit: open cursors end with an error. */
  gone: boolean
}

export const newIndex = (id: number, spec: IndexSpec, building: boolean): Index => ({
  id,
  spec,
  multikeyPaths: spec.paths.map(() => false),
  inexact: false,
  building,
})

export const newCollection = (
  id: number,
  database: string,
  name: string,
  collation: Collation | undefined,
): Collection => ({
  id,
  database,
  name,
  namespace: `${database}.${name}`,
  collation,
  indexes: [],
  nextRecord: 1,
  count: 0,
  changes: 0,
  gone: false,
})

/** The catalog's document for a collection. */
export function storedCollection(collection: Collection): Doc {
  return Doc.of({
    database: collection.database,
    name: collection.name,
    collation: collection.collation?.spec,
    indexes: collection.indexes.map(storedIndex),
  })
}

function storedIndex(index: Index): Doc {
  return Doc.from([
    ['id', new Int32(index.id)],
    ['spec', storedSpec(index.spec)],
    ['multikeyPaths', index.multikeyPaths],
    ['inexact', index.inexact],
    ['building', index.building],
  ])
}

/** Reads back what `storedCollection` made. Throws StorageError `damaged` for anything else. */
export function readCollection(id: number, stored: Doc, nextRecord: number): Collection {
  const spec = stored.get('collation')
  const collation = spec instanceof Doc ? compileCollation(spec) : undefined
  const database = readText(stored.get('database'))
  const indexes = stored.get('indexes')
  if (!Array.isArray(indexes)) throw unreadable()
  return {
    ...newCollection(id, database, readText(stored.get('name')), collation),
    indexes: indexes.map(readIndex),
    nextRecord,
    count: undefined,
  }
}

/** The stored declaration is complete, so nothing is inherited when it is read back. */
function readIndex(stored: Value): Index {
  if (!(stored instanceof Doc)) throw unreadable()
  const [id, declared, paths] = [stored.get('id'), stored.get('spec'), stored.get('multikeyPaths')]
  if (!(id instanceof Int32) || !(declared instanceof Doc) || !Array.isArray(paths)) {
    throw unreadable()
  }
  return {
    id: id.value,
    spec: readIndexSpec(declared, undefined),
    multikeyPaths: paths.map((flag) => flag === true),
    inexact: stored.get('inexact') === true,
    building: stored.get('building') === true,
  }
}

function readText(value: Value | undefined): string {
  if (typeof value === 'string') return value
  throw unreadable()
}

const unreadable = (): StorageError =>
  new StorageError('damaged', 'The catalog of the store cannot be read; restore a backup')
