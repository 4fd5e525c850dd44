/**
 * A document's index keys. An array on a path gives one key per element, and several paths through
 * the same array stay paired element by element; two arrays beside each other would give a product,
 * which is refused as in mongod.
 */
import { Doc } from './bson.ts'
import { located, parallelArrays } from './errors.ts'
import { encodeKey } from './encoding.ts'
import type { Direction } from './encoding.ts'
import { Undefined } from './values.ts'
import type { Value } from './values.ts'

export { classByte, encodeKey } from './encoding.ts'
export type { Direction, EncodedKey, KeyOptions } from './encoding.ts'

/** The keys of one document for one index; each key has one value per path. */
export interface DocumentKeys {
  readonly keys: Value[][]
  readonly multikey: boolean
  /** For each path, whether an array lay on it. */
  readonly multikeyPaths: boolean[]
  /** Whether no path at all exists in the document: such a one is left out of a sparse index. */
  readonly allMissing: boolean
}

/** Where one path stands: at a value, at nothing, or at an array with steps left to go. */
interface Place {
  readonly array: Value[] | undefined
  readonly value: Value | undefined
  readonly trail: string
  readonly rest: readonly string[]
}

const numeric = /^(?:0|[1-9]\d*)$/

/** The element a numeric step names, if the step can only mean a position in this array. */
function positional(
  array: Value[],
  step: string,
): { readonly value: Value | undefined } | undefined {
  if (!numeric.test(step)) return undefined
  if (array.some((item) => item instanceof Doc && item.has(step))) {
    throw located(16746, `Ambiguous field name found in array, field: '${step}'`)
  }
  return { value: array[Number(step)] }
}

function walk(from: Value | undefined, steps: readonly string[], trail: string): Place {
  let value = from
  let path = trail
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] as string
    if (Array.isArray(value)) {
      const element = positional(value, step)
      if (element === undefined)
        return { array: value, value: undefined, trail: path, rest: steps.slice(at) }
      value = element.value
    } else {
      value = value instanceof Doc ? value.get(step) : undefined
    }
    path = path === '' ? step : `${path}.${step}`
    if (value === undefined) return { array: undefined, value, trail: path, rest: [] }
  }
  return { array: Array.isArray(value) ? value : undefined, value, trail: path, rest: [] }
}

interface Expansion {
  readonly keys: (Value | undefined)[][]
  readonly multikeyPaths: boolean[]
}

function expand(places: readonly Place[], expansion: Expansion): void {
  const trails = new Set<string>()
  for (const place of places) if (place.array !== undefined) trails.add(place.trail)
  const [trail, other] = [...trails]
  if (trail === undefined) {
    expansion.keys.push(places.map((place) => place.value))
    return
  }
  if (other !== undefined) {
    const names = [other, trail].map((name) => `[${name.split('.').at(-1) ?? ''}]`)
    throw parallelArrays(`cannot index parallel arrays ${names.join(' ')}`)
  }
  const array = places.find((place) => place.array !== undefined)?.array ?? []
  places.forEach((place, index) => {
    if (place.array !== undefined) expansion.multikeyPaths[index] = true
  })
  if (array.length === 0) {
    expansion.keys.push(places.map(emptyValue))
    return
  }
  for (const element of array) {
    expand(
      places.map((place) => (place.array === undefined ? place : enter(place, element))),
      expansion,
    )
  }
}

/** An empty array has a key of its own at the end of a path and counts as missing on the way. */
const emptyValue = (place: Place): Value | undefined =>
  place.array === undefined ? place.value : place.rest.length === 0 ? Undefined : undefined

/**
 * One element of the array a path stands at; an array in the array is a plain value or a dead end.
 */
function enter(place: Place, element: Value): Place {
  const { trail, rest } = place
  if (rest.length === 0) return { array: undefined, value: element, trail, rest }
  if (!(element instanceof Doc)) return { array: undefined, value: undefined, trail, rest: [] }
  return walk(element, rest, trail)
}

/**
 * Missing becomes null and an empty array becomes Undefined, which sorts below null as in mongod.
 * Two paths that both cross arrays of their own are refused with 171, and a numeric step that is
 * both a position and a field with 16746.
 */
export function keysOf(doc: Doc, paths: readonly string[]): DocumentKeys {
  const expansion: Expansion = { keys: [], multikeyPaths: paths.map(() => false) }
  expand(
    paths.map((path) => walk(doc, path.split('.'), '')),
    expansion,
  )
  const allMissing = expansion.keys.every((key) => key.every((value) => value === undefined))
  const keys = expansion.keys.map((key) => key.map((value) => value ?? null))
  const multikey = expansion.multikeyPaths.includes(true)
  return {
    keys: multikey && keys.length > 1 ? distinct(keys) : keys,
    multikey,
    multikeyPaths: expansion.multikeyPaths,
    allMissing,
  }
}

function distinct(keys: Value[][]): Value[][] {
  const seen = new Map<string, Value[]>()
  for (const key of keys) {
    const directions = key.map((): Direction => 1)
    const bytes = encodeKey(key, directions).key.toString('latin1')
    if (!seen.has(bytes)) seen.set(bytes, key)
  }
  return [...seen.values()]
}
