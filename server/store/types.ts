/**
 * The names and numbers of BSON types, as $type, $convert and messages use them.
 */
import { Doc } from './bson.ts'
import { Decimal128 } from './decimal.ts'
import { badValue } from './errors.ts'
import { isNumeric, toSafeInteger } from './numbers.ts'
import { Binary, BsonSymbol, Code, DateTime, DbPointer, Int32, MinKeyKind } from './values.ts'
import { ObjectId, Regex, Timestamp, UndefinedKind } from './values.ts'
import type { Value } from './values.ts'

const numbers = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const

export type TypeName = keyof typeof numbers

/** The alias of a value's type, such as `objectId`. */
export function typeName(value: Value): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
      return 'double'
    case 'bigint':
      return 'long'
    case 'boolean':
      return 'bool'
    default:
      return objectTypeName(value)
  }
}

function objectTypeName(value: Exclude<Value, string | number | bigint | boolean>): TypeName {
  if (value === null) return 'null'
  if (value instanceof Int32) return 'int'
  if (value instanceof Doc) return 'object'
  if (Array.isArray(value)) return 'array'
  if (value instanceof ObjectId) return 'objectId'
  if (value instanceof DateTime) return 'date'
  if (value instanceof Decimal128) return 'decimal'
  if (value instanceof Binary) return 'binData'
  if (value instanceof Regex) return 'regex'
  if (value instanceof Timestamp) return 'timestamp'
  if (value instanceof BsonSymbol) return 'symbol'
  if (value instanceof Code) return value.scope === undefined ? 'javascript' : 'javascriptWithScope'
  if (value instanceof DbPointer) return 'dbPointer'
  if (value instanceof UndefinedKind) return 'undefined'
  return value instanceof MinKeyKind ? 'minKey' : 'maxKey'
}

const byNumber = new Map<number, TypeName>(
  Object.entries(numbers).map(([name, number]) => [number, name as TypeName]),
)

const isTypeName = (text: string): text is TypeName => Object.hasOwn(numbers, text)

/** The types that one operand of $type means. Throws BadValue (2) for an unknown one. */
export function typesOf(operand: Value): TypeName[] {
  if (typeof operand === 'string') {
    if (operand === 'number') return ['double', 'int', 'long', 'decimal']
    if (isTypeName(operand)) return [operand]
    throw badValue(`Unknown type name alias: ${operand}`)
  }
  if (!isNumeric(operand)) throw badValue('type must be represented as a number or a string')
  const number = toSafeInteger(operand)
  const name = number === undefined ? undefined : byNumber.get(number)
  if (name === undefined) throw badValue(`Invalid numerical type code: ${number ?? 'fractional'}`)
  return [name]
}
