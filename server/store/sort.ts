/**
 * Sort orders. A field that is an array sorts by its smallest element ascending and its largest
 * descending, as the keys of a multikey index would.
 */
import type { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { compare } from './compare.ts'
import { StoreError, badValue, located } from './errors.ts'
import { keysOf } from './keys.ts'
import { toSafeInteger } from './numbers.ts'
import type { Value } from './values.ts'

export type Order = (a: Doc, b: Doc) => number

/** A sort taken apart: the key of a document once, then comparisons of keys. */
export interface SortKeys {
  keyOf(doc: Doc): Value[]
  compare(a: readonly Value[], b: readonly Value[]): number
}

const fieldsMax = 32

/**
 * Throws BadValue (2) for a direction other than 1 and -1, or when a document has parallel arrays
 * at the sorted fields.
 */
export function compileSortKeys(spec: Doc, collation?: Collation): SortKeys {
  const paths = spec.keys()
  if (paths.length > fieldsMax) throw located(13103, `too many sort keys: at most ${fieldsMax}`)
  const directions = spec.listValues().map((value, at) => {
    const direction = toSafeInteger(value)
    if (direction === 1 || direction === -1) return direction
    throw badValue(`bad sort specification: ${paths[at] ?? ''} must be 1 or -1`)
  })
  for (const path of paths) {
    if (path === '' || path.startsWith('$') || path.split('.').includes('')) {
      throw badValue(`bad sort specification: '${path}' is no field path`)
    }
  }
  const order = (a: readonly Value[], b: readonly Value[]): number => {
    for (let at = 0; at < directions.length; at += 1) {
      const difference = compare(a[at] as Value, b[at] as Value, collation)
      if (difference !== 0) return directions[at] === 1 ? difference : -difference
    }
    return 0
  }
  const [only] = paths
  const plain = paths.length === 1 && only !== undefined && !only.includes('.') ? only : undefined
  const keyOf = (doc: Doc): Value[] => {
    const value = plain === undefined ? undefined : doc.get(plain)
    if (plain !== undefined && !Array.isArray(value)) return [value ?? null]
    return leastKey(doc, paths, order)
  }
  return { keyOf, compare: order }
}

function leastKey(
  doc: Doc,
  paths: readonly string[],
  order: (a: readonly Value[], b: readonly Value[]) => number,
): Value[] {
  try {
    return keysOf(doc, paths).keys.reduce((least, key) => (order(key, least) < 0 ? key : least))
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 171) throw error
    throw badValue('cannot sort with keys that are parallel arrays')
  }
}

/** A comparison of documents; each document's key is worked out once. */
export function compileSort(spec: Doc, collation?: Collation): Order {
  const keys = compileSortKeys(spec, collation)
  const known = new WeakMap<Doc, Value[]>()
  const keyOf = (doc: Doc): Value[] => {
    const before = known.get(doc)
    if (before !== undefined) return before
    const key = keys.keyOf(doc)
    known.set(doc, key)
    return key
  }
  return (a, b) => keys.compare(keyOf(a), keyOf(b))
}
