/**
 * From predicates to ranges of index keys. A bound may admit too much and never too little: on a
 * multikey path two predicates can be met by two different elements, so only one of them may bound
 * the scan unless a single $elemMatch demands both of the same element.
 */
import { BsonSymbol, Code, Doc, MaxKeyKind, MinKeyKind, Regex } from './bson.ts'
import { Undefined, UndefinedKind } from './bson.ts'
import type { Value } from './bson.ts'
import type { Index } from './catalog.ts'
import { sameCollation } from './collation.ts'
import type { Collation } from './collation.ts'
import { compare } from './compare.ts'
import { classByte, encodeKey } from './keys.ts'
import type { Direction } from './keys.ts'
import { indexKeyBytesMax, keyRangesMax } from './limits.ts'
import type { Predicate } from './predicates.ts'
import { prefixOf, successor } from './records.ts'

export interface KeyRange {
  readonly start: Buffer
  readonly end: Buffer
}

/** A condition on one path; conditions of one $elemMatch share their `group`. */
export interface Condition {
  readonly path: string
  readonly predicate: Exclude<Predicate, { op: 'elemMatch' }>
  readonly group: number
}

interface Interval extends KeyRange {
  /** Whether all keys in it have one value, so that later fields may be bounded too. */
  readonly point: boolean
}

export interface Bounds {
  readonly ranges: readonly KeyRange[]
  /** How many leading fields are held to points, and whether a range follows them. */
  readonly points: number
  readonly ranged: boolean
  /** For each field of the index whether it is held to one single value. */
  readonly fixed: readonly boolean[]
}

let groups = 0

/** Flattens $elemMatch into conditions on full paths. */
export function conditionsOf(predicates: readonly Predicate[], base = '', group = 0): Condition[] {
  const conditions: Condition[] = []
  for (const predicate of predicates) {
    const path = joinPath(base, predicate.path)
    if (predicate.op === 'elemMatch') {
      groups += 1
      conditions.push(...conditionsOf(predicate.inner, path, groups))
    } else {
      conditions.push({ path, predicate, group })
    }
  }
  return conditions
}

const joinPath = (base: string, path: string): string =>
  base === '' ? path : path === '' ? base : `${base}.${path}`

/** The key ranges of an index that hold every document meeting the conditions. */
export function boundsOf(
  index: Index,
  conditions: readonly Condition[],
  collation: Collation | undefined,
): Bounds {
  const { paths, directions } = index.spec
  const comparable = sameCollation(index.spec.collation, collation)
  const taken: { readonly root: string; readonly group: number }[] = []
  const fixed = paths.map(() => false)
  let stems: Buffer[] = [prefixOf(index.id)]
  for (const [at, path] of paths.entries()) {
    const direction = directions[at] ?? 1
    const multikey = index.multikeyPaths[at] === true
    const usable = conditions.filter(
      (condition) =>
        condition.path === path &&
        usableUnder(condition.predicate, comparable, index) &&
        (!multikey || !clashes(taken, path, condition.group)),
    )
    const intervals = intervalsOf(usable, multikey, direction, index)
    if (intervals === undefined || stems.length * intervals.list.length > keyRangesMax) {
      return { ranges: stems.map(wholeStem), points: at, ranged: false, fixed }
    }
    const { chosen, list } = intervals
    if (multikey) taken.push({ root: rootOf(path), group: chosen.group })
    if (!list.every((interval) => interval.point)) {
      return { ranges: extend(stems, list), points: at, ranged: true, fixed }
    }
    fixed[at] = list.length === 1
    stems = stems.flatMap((stem) => list.map(({ start }) => Buffer.concat([stem, start])))
  }
  return { ranges: stems.map(wholeStem), points: paths.length, ranged: false, fixed }
}

const rootOf = (path: string): string => path.split('.', 1)[0] ?? path

function clashes(
  taken: readonly { readonly root: string; readonly group: number }[],
  path: string,
  group: number,
): boolean {
  const root = rootOf(path)
  return taken.some((other) => other.root === root && (other.group === 0 || other.group !== group))
}

/** A string under another collation, or a value no single bracket holds, cannot bound a scan. */
function usableUnder(
  predicate: Condition['predicate'],
  comparable: boolean,
  index: Index,
): boolean {
  switch (predicate.op) {
    case 'exists':
      return false
    case 'regexPrefix':
      return index.spec.collation === undefined
    case 'in':
      return predicate.values.every((value) => comparable || !holdsString(value))
    case 'eq':
      return comparable || !holdsString(predicate.value)
    default:
      return isRangeable(predicate.value) && (comparable || !holdsString(predicate.value))
  }
}

const isRangeable = (value: Value): boolean =>
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof MinKeyKind) &&
  !(value instanceof MaxKeyKind) &&
  !(value instanceof UndefinedKind)

/** Only plain kinds are surely free of strings; a document or array may hold some inside. */
const holdsString = (value: Value): boolean =>
  typeof value === 'string' ||
  Array.isArray(value) ||
  value instanceof Doc ||
  value instanceof BsonSymbol ||
  value instanceof Code

interface Chosen {
  readonly chosen: Condition
  readonly list: readonly Interval[]
}

function intervalsOf(
  usable: readonly Condition[],
  multikey: boolean,
  direction: Direction,
  index: Index,
): Chosen | undefined {
  const options = { collation: index.spec.collation }
  const point = (value: Value): Interval => {
    const start = encodeKey([value], [direction], options).key
    return { start, end: successor(start), point: true }
  }
  const equal = usable.find(({ predicate }) => predicate.op === 'eq')
  if (equal?.predicate.op === 'eq') {
    return { chosen: equal, list: sortIntervals(spread([equal.predicate.value]).map(point)) }
  }
  const listed = usable.find(({ predicate }) => predicate.op === 'in')
  if (listed?.predicate.op === 'in') {
    return { chosen: listed, list: sortIntervals(spread(listed.predicate.values).map(point)) }
  }
  const [first] = usable
  if (first === undefined) return undefined
  if (first.predicate.op === 'regexPrefix') {
    const list = prefixIntervals(first.predicate.value, direction)
    return list === undefined ? undefined : { chosen: first, list }
  }
  const together = usable.filter(
    (other) => other === first || !multikey || (other.group !== 0 && other.group === first.group),
  )
  return { chosen: first, list: [rangeInterval(together, direction, index)] }
}

/** null is also met by missing fields; an array also by its elements' own keys. */
function spread(values: readonly Value[]): Value[] {
  const points: Value[] = []
  for (const value of values) {
    points.push(value)
    if (value === null) points.push(Undefined)
    if (Array.isArray(value)) {
      // Only an empty array has the key of undefined; a first element of null has its own.
      const [first] = value
      points.push(first === undefined ? Undefined : first)
    }
  }
  return points
}

function sortIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(a.start, b.start))
  return sorted.filter((interval, at) => {
    const before = sorted[at - 1]
    return before === undefined || !before.start.equals(interval.start)
  })
}

/** Combines lower and upper bounds of one class of values into one interval. */
function rangeInterval(
  conditions: readonly Condition[],
  direction: Direction,
  index: Index,
): Interval {
  const options = { collation: index.spec.collation }
  let bracket: number | undefined
  let low: Value | undefined
  let high: Value | undefined
  for (const { predicate } of conditions) {
    if (!('value' in predicate) || predicate.op === 'regexPrefix' || predicate.op === 'exists') {
      continue
    }
    const { op, value } = predicate
    bracket ??= classByte(value)
    if (bracket !== classByte(value)) continue
    const { collation } = index.spec
    if (op === 'gt' || op === 'gte') {
      if (low === undefined || compare(value, low, collation) > 0) low = value
    } else if (op === 'lt' || op === 'lte') {
      if (high === undefined || compare(value, high, collation) < 0) high = value
    }
  }
  const [first, last] = direction === 1 ? [low, high] : [high, low]
  const byte = direction === 1 ? (bracket ?? 0) : 255 - (bracket ?? 0)
  const encode = (value: Value): Buffer => encodeKey([value], [direction], options).key
  return {
    start: first === undefined ? Buffer.from([byte]) : encode(first),
    end: last === undefined ? Buffer.from([byte + 1]) : successor(encode(last)),
    point: false,
  }
}

/** Strings with the prefix, and regular expressions stored as values, which equal themselves. */
function prefixIntervals(prefix: string, direction: Direction): Interval[] | undefined {
  const after = nextString(prefix)
  if (after === undefined) return undefined
  const encode = (value: Value): Buffer => encodeKey([value], [direction]).key
  const [first, last] = [encode(prefix), encode(after)]
  const strings =
    direction === 1
      ? { start: first, end: last, point: false }
      : { start: last, end: successor(first), point: false }
  return sortIntervals([strings, regexBracket(direction)])
}

function regexBracket(direction: Direction): Interval {
  const bracket = classByte(new Regex(''))
  const byte = direction === 1 ? bracket : 255 - bracket
  return { start: Buffer.from([byte]), end: Buffer.from([byte + 1]), point: false }
}

/** The smallest string above every string that starts with the prefix, by code point. */
function nextString(prefix: string): string | undefined {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0)
  while (points.length > 0 && points.at(-1) === 0x10ffff) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  // Surrogates are no characters, so the one after U+D7FF is U+E000.
  points.push(last === 0xd7ff ? 0xe000 : last + 1)
  return String.fromCodePoint(...points)
}

const wholeStem = (stem: Buffer): KeyRange => clip({ start: stem, end: successor(stem) })

function extend(stems: readonly Buffer[], intervals: readonly Interval[]): KeyRange[] {
  return stems.flatMap((stem) =>
    intervals.map(({ start, end }) =>
      clip({ start: Buffer.concat([stem, start]), end: Buffer.concat([stem, end]) }),
    ),
  )
}

/** Stored keys are cut to a length, so bounds are cut alike, the upper one outwards. */
function clip(range: KeyRange): KeyRange {
  const bytesMax = indexKeyBytesMax + 4
  const { start, end } = range
  return {
    start: start.length > bytesMax ? start.subarray(0, bytesMax) : start,
    end: end.length > bytesMax ? successor(end.subarray(0, bytesMax)) : end,
  }
}
