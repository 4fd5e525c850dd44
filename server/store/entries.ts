/**
 * A document's entries in its indexes: which bytes it lies under, whether another document already
 * holds a unique key, and the bookkeeping that tells queries what they may rely on. A unique entry
 * with an exact key lies under the key alone, so a duplicate is one look-up; any other entry has
 * its record id appended, and duplicates among cut or collated keys are found by comparing values.
 */
import { Doc } from './bson.ts'
import type { Value } from './bson.ts'
import type { Collection, Index } from './catalog.ts'
import { equals } from './compare.ts'
import type { Space } from './contract.ts'
import { duplicateKey } from './errors.ts'
import type { StoreError } from './errors.ts'
import { encodeKey, keysOf } from './keys.ts'
import { indexKeyBytesMax, scanChunkKeys } from './limits.ts'
import { dataKey, justAfter, prefixOf, readRecord, recordBytes, successor } from './records.ts'
import { show } from './show.ts'

export interface IndexEntry {
  /** The whole storage key, and the part of it that stands for the values. */
  readonly key: Buffer
  readonly stem: Buffer
  readonly exact: boolean
  readonly values: readonly Value[]
}

export interface DocumentEntries {
  readonly entries: readonly IndexEntry[]
  readonly multikeyPaths: readonly boolean[]
  readonly inexact: boolean
}

const none: DocumentEntries = { entries: [], multikeyPaths: [], inexact: false }

/** The entries of one document in one index; none when a sparse or partial index leaves it out. */
export function entriesOf(index: Index, doc: Doc, record: number): DocumentEntries {
  const { spec } = index
  if (spec.admits !== undefined && !spec.admits(doc)) return none
  const found = keysOf(doc, spec.paths)
  if (spec.sparse && found.allMissing) return none
  const prefix = prefixOf(index.id)
  const options = { collation: spec.collation, bytesMax: indexKeyBytesMax }
  const entries: IndexEntry[] = []
  let inexact = false
  for (const values of found.keys) {
    const { key: own, exact } = encodeKey(values, spec.directions, options)
    if (!exact) inexact = true
    const stem = Buffer.concat([prefix, own])
    const key = spec.unique && exact ? stem : Buffer.concat([stem, recordBytes(record)])
    if (found.keys.length > 1 && entries.some((entry) => entry.key.equals(key))) continue
    entries.push({ key, stem, exact, values })
  }
  return { entries, multikeyPaths: found.multikeyPaths, inexact }
}

/** What a query may rely on has to be true before the entries exist. Answers whether it changed. */
export function learn(index: Index, found: DocumentEntries): boolean {
  let changed = false
  if (found.inexact && !index.inexact) {
    index.inexact = true
    changed = true
  }
  found.multikeyPaths.forEach((multikey, at) => {
    if (!multikey || index.multikeyPaths[at] === true) return
    index.multikeyPaths[at] = true
    changed = true
  })
  return changed
}

/** Throws 11000 when a document other than `record` holds one of these keys in a unique index. */
export function requireUnique(
  spaces: { readonly data: Space; readonly index: Space },
  collection: Collection,
  index: Index,
  entries: readonly IndexEntry[],
  record: number,
): void {
  if (!index.spec.unique) return
  for (const entry of entries) {
    const taken = entry.exact
      ? holderOf(spaces.index, entry.key, record)
      : hasTwin(spaces, collection, index, entry, record)
    if (taken) throw duplicate(collection, index, entry.values)
  }
}

function holderOf(space: Space, key: Buffer, record: number): boolean {
  const holder = space.get(key)
  return holder !== undefined && readRecord(holder) !== record
}

/** Looks through every entry whose bytes start alike for one whose values are really equal. */
function hasTwin(
  spaces: { readonly data: Space; readonly index: Space },
  collection: Collection,
  index: Index,
  entry: IndexEntry,
  record: number,
): boolean {
  const end = successor(entry.stem)
  let start = entry.stem
  for (;;) {
    const chunk = spaces.index.range({ start, end, limit: scanChunkKeys })
    for (const { value } of chunk) {
      const other = readRecord(value)
      if (other === record) continue
      const bytes = spaces.data.get(dataKey(collection.id, other))
      if (bytes !== undefined && holdsValues(index, Doc.view(bytes), entry.values)) return true
    }
    const last = chunk.at(-1)
    if (last === undefined || chunk.length < scanChunkKeys) return false
    start = justAfter(last.key)
  }
}

function holdsValues(index: Index, doc: Doc, wanted: readonly Value[]): boolean {
  const { collation, paths } = index.spec
  return keysOf(doc, paths).keys.some((values) =>
    values.every((value, at) => equals(value, wanted[at] ?? null, collation)),
  )
}

function duplicate(collection: Collection, index: Index, values: readonly Value[]): StoreError {
  const { paths, pattern, name } = index.spec
  const keyValue = Doc.from(paths.map((path, at) => [path, values[at] ?? null] as const))
  return duplicateKey(
    `E11000 duplicate key error collection: ${collection.namespace} index: ${name} ` +
      `dup key: ${show(keyValue)}`,
    pattern,
    keyValue,
  )
}
