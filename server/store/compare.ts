/**
 * MongoDB's order over all BSON values: first by class of type, then within the class. One order
 * serves sorting, ranges, distinct, $max and the index keys, so that they can never disagree.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { Decimal128 } from './decimal.ts'
import { compareNumbers } from './numbers.ts'
import { Binary, BsonSymbol, Code, DateTime, DbPointer, Int32 } from './values.ts'
import { MinKeyKind, ObjectId, Regex, Timestamp, UndefinedKind } from './values.ts'
import type { Numeric, Value } from './values.ts'

/** The classes in ascending order; values of different classes never compare by content. */
export const classes = {
  minKey: 1,
  undefined: 2,
  null: 3,
  number: 4,
  string: 5,
  object: 6,
  array: 7,
  binary: 8,
  objectId: 9,
  boolean: 10,
  date: 11,
  timestamp: 12,
  regex: 13,
  pointer: 14,
  code: 15,
  scopedCode: 16,
  maxKey: 17,
} as const

export function classOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return classes.string
    case 'number':
    case 'bigint':
      return classes.number
    case 'boolean':
      return classes.boolean
    default:
      return classOfObject(value)
  }
}

function classOfObject(value: Exclude<Value, string | number | bigint | boolean>): number {
  if (value === null) return classes.null
  if (value instanceof Int32) return classes.number
  if (value instanceof Doc) return classes.object
  if (Array.isArray(value)) return classes.array
  if (value instanceof ObjectId) return classes.objectId
  if (value instanceof DateTime) return classes.date
  if (value instanceof Decimal128) return classes.number
  if (value instanceof Binary) return classes.binary
  if (value instanceof Regex) return classes.regex
  if (value instanceof Timestamp) return classes.timestamp
  if (value instanceof BsonSymbol) return classes.string
  if (value instanceof Code) return value.scope === undefined ? classes.code : classes.scopedCode
  if (value instanceof DbPointer) return classes.pointer
  if (value instanceof UndefinedKind) return classes.undefined
  return value instanceof MinKeyKind ? classes.minKey : classes.maxKey
}

/** UTF-16 order differs from UTF-8 order only in that surrogates must come last. */
const byteRank = (code: number): number =>
  code < 0xd800 ? code : code < 0xe000 ? code + 0x2000 : code - 0x800

/** In the order of the strings' UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return byteRank(x) - byteRank(y)
  }
  return a.length - b.length
}

const textOf = (value: Value): string =>
  value instanceof BsonSymbol ? value.value : (value as string)

function compareStrings(a: Value, b: Value, collation: Collation | undefined): number {
  const x = textOf(a)
  const y = textOf(b)
  return collation === undefined ? compareText(x, y) : collation.compare(x, y)
}

const order = <T extends number | bigint | boolean>(a: T, b: T): number =>
  a < b ? -1 : a > b ? 1 : 0

function compareBinary(a: Binary, b: Binary): number {
  return (
    a.bytes.length - b.bytes.length || a.subtype - b.subtype || Buffer.compare(a.bytes, b.bytes)
  )
}

function comparePointers(a: DbPointer, b: DbPointer): number {
  return (
    Buffer.byteLength(a.namespace) - Buffer.byteLength(b.namespace) ||
    compareText(a.namespace, b.namespace) ||
    Buffer.compare(a.id.bytes, b.id.bytes)
  )
}

/**
 * Field by field: class of type, then name, then value; the shorter of two equal starts is less.
 */
function compareDocs(a: Doc, b: Doc, collation: Collation | undefined): number {
  const aNames = a.keys()
  const bNames = b.keys()
  const aValues = a.listValues()
  const bValues = b.listValues()
  const length = Math.min(aNames.length, bNames.length)
  for (let at = 0; at < length; at += 1) {
    const x = aValues[at] as Value
    const y = bValues[at] as Value
    const difference =
      classOf(x) - classOf(y) ||
      compareText(aNames[at] as string, bNames[at] as string) ||
      compare(x, y, collation)
    if (difference !== 0) return difference
  }
  return aNames.length - bNames.length
}

function compareArrays(
  a: readonly Value[],
  b: readonly Value[],
  collation: Collation | undefined,
): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const difference = compare(a[at] as Value, b[at] as Value, collation)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function compareCode(a: Code, b: Code, collation: Collation | undefined): number {
  const difference = compareText(a.code, b.code)
  if (difference !== 0 || a.scope === undefined || b.scope === undefined) return difference
  return compareDocs(a.scope, b.scope, collation)
}

/** Negative, zero or positive. Numbers of all kinds compare by exact value; NaN is the lowest. */
export function compare(a: Value, b: Value, collation?: Collation): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b, collation)
  const kind = classOf(a)
  const difference = kind - classOf(b)
  if (difference !== 0) return difference
  switch (kind) {
    case classes.number:
      return compareNumbers(a as Numeric, b as Numeric)
    case classes.string:
      return compareStrings(a, b, collation)
    case classes.object:
      return compareDocs(a as Doc, b as Doc, collation)
    case classes.array:
      return compareArrays(a as Value[], b as Value[], collation)
    case classes.binary:
      return compareBinary(a as Binary, b as Binary)
    case classes.objectId:
      return Buffer.compare((a as ObjectId).bytes, (b as ObjectId).bytes)
    case classes.boolean:
      return order(a as boolean, b as boolean)
    case classes.date:
      return order((a as DateTime).millis, (b as DateTime).millis)
    case classes.timestamp:
      return order((a as Timestamp).value, (b as Timestamp).value)
    case classes.regex: {
      const x = a as Regex
      const y = b as Regex
      return compareText(x.pattern, y.pattern) || compareText(x.flags, y.flags)
    }
    case classes.pointer:
      return comparePointers(a as DbPointer, b as DbPointer)
    case classes.code:
    case classes.scopedCode:
      return compareCode(a as Code, b as Code, collation)
    default:
      return 0
  }
}

export function equals(a: Value, b: Value, collation?: Collation): boolean {
  return compare(a, b, collation) === 0
}

/** Equal in type and bytes too: 1 and 1.0 are not. Decides whether an update changed anything. */
export function identical(a: Value, b: Value): boolean {
  if (a === b) return !Object.is(a, -0) === !Object.is(b, -0)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return Number.isNaN(a) && Number.isNaN(b)
  }
  if (a.constructor !== b.constructor) return false
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => identical(item, b[at] as Value))
  }
  if (a instanceof Doc && b instanceof Doc) {
    if (a.bytes !== undefined && b.bytes !== undefined) return a.bytes.equals(b.bytes)
    const names = b.keys()
    const values = b.listValues()
    if (a.size !== names.length) return false
    return (
      a.keys().every((name, at) => name === names[at]) &&
      a.listValues().every((value, at) => identical(value, values[at] as Value))
    )
  }
  if (a instanceof Decimal128 && b instanceof Decimal128) {
    return Buffer.compare(a.bytes, b.bytes) === 0
  }
  return compare(a, b) === 0
}

/** False, 0 of any kind, null, undefined and a missing value are false; all else is true. */
export function isTrue(value: Value | undefined): boolean {
  if (typeof value === 'boolean') return value
  if (value === undefined || value === null || value instanceof UndefinedKind) return false
  if (classOf(value) !== classes.number) return true
  return compareNumbers(value as Numeric, 0) !== 0
}
