/**
 * Changing one type into another in expressions. What has no meaning in the target type fails with
 * ConversionFailure (241) unless $convert says what to do instead.
 */
import { fieldsOf, isNullish, kindOf, unary } from './arguments.ts'
import { isTrue } from './compare.ts'
import { Decimal128, decimalRound, parseDecimal } from './decimal.ts'
import { StoreError, conversionFailure } from './errors.ts'
import type { Operator } from './expression.ts'
import { calendarOf, parseDate } from './calendar.ts'
import { fitInteger, isNumeric, toDecimal, toDouble, toInteger } from './numbers.ts'
import { typesOf } from './types.ts'
import type { TypeName } from './types.ts'
import { BsonSymbol, DateTime, Int32, ObjectId, Timestamp } from './values.ts'
import type { Numeric, Value } from './values.ts'

const impossible = (value: Value, to: string): StoreError =>
  conversionFailure(`Unsupported conversion from ${kindOf(value)} to ${to} in $convert`)

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** `2024-05-06T07:08:09.010Z`. */
export function isoText(date: DateTime): string {
  const { year, month, day, hour, minute, second, millisecond } = calendarOf(date.millis)
  const clock = `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}.${pad(millisecond, 3)}`
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}Z`
}

/** A value as text, as $toString gives it. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return doubleText(value)
  if (value instanceof Int32) return String(value.value)
  if (value instanceof Decimal128) return value.toString()
  if (value instanceof ObjectId) return value.toHex()
  if (value instanceof DateTime) return isoText(value)
  if (value instanceof BsonSymbol) return value.value
  throw impossible(value, 'string')
}

/** As C++ prints a double with 15 or more significant digits where JavaScript differs in form. */
function doubleText(value: number): string {
  if (Number.isFinite(value) && Object.is(value, -0)) return '-0'
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2')
}

function parsed(text: string, to: string): Decimal128 {
  const number = /^\s|\s$/.test(text) ? undefined : parseDecimal(text)
  if (number === undefined) {
    throw conversionFailure(`Failed to parse number '${text}' in $convert to ${to}`)
  }
  return number
}

function numberFrom(value: Value, to: string): Numeric {
  if (isNumeric(value)) return value
  if (typeof value === 'boolean') return new Int32(value ? 1 : 0)
  if (value instanceof DateTime && to !== 'int') return value.millis
  throw impossible(value, to)
}

function toWhole(value: Value, wide: boolean): Int32 | bigint {
  const to = wide ? 'long' : 'int'
  let whole: bigint | undefined
  if (typeof value === 'string') {
    whole = /^[+-]?\d+$/.test(value) ? BigInt(value.replace(/^\+/, '')) : undefined
    if (whole === undefined) {
      throw conversionFailure(`Failed to parse number '${value}' in $convert to ${to}`)
    }
  } else {
    const number = numberFrom(value, to)
    whole = toInteger(number) ?? toInteger(decimalRound(exactDecimal(number), 0, 'truncate'))
  }
  const fitted = whole === undefined ? undefined : fitInteger(whole, wide)
  if (fitted === undefined || (!wide && typeof fitted === 'bigint')) {
    throw conversionFailure(`Conversion would overflow target type in $convert to ${to}`)
  }
  return fitted
}

/** All digits of a double, where mixed arithmetic would keep fifteen. */
const exactDecimal = (value: Numeric): Decimal128 =>
  typeof value === 'number' ? (parseDecimal(String(value)) ?? toDecimal(value)) : toDecimal(value)

function toDoubleValue(value: Value): number {
  if (typeof value === 'string') return toDouble(parsed(value, 'double'))
  const number = numberFrom(value, 'double')
  const near = toDouble(number)
  if (!Number.isFinite(near) && number instanceof Decimal128 && number.parts.kind === 'finite') {
    throw conversionFailure('Conversion would overflow target type in $convert to double')
  }
  return near
}

function toDate(value: Value): DateTime {
  if (value instanceof DateTime) return value
  if (value instanceof Timestamp) return new DateTime((value.value >> 32n) * 1000n)
  if (value instanceof ObjectId) {
    return new DateTime(BigInt(Buffer.from(value.bytes).readUInt32BE(0)) * 1000n)
  }
  if (typeof value === 'string') {
    const date = parseDate(value)
    if (date === undefined) throw conversionFailure(`Error parsing date string '${value}'`)
    return date
  }
  if (!isNumeric(value) || value instanceof Int32) throw impossible(value, 'date')
  const millis = toWhole(value, true)
  return new DateTime(millis instanceof Int32 ? BigInt(millis.value) : millis)
}

function toObjectId(value: Value): ObjectId {
  if (value instanceof ObjectId) return value
  if (typeof value !== 'string') throw impossible(value, 'objectId')
  if (!/^[0-9a-fA-F]{24}$/.test(value)) {
    throw conversionFailure(`Failed to parse objectId '${value}' in $convert`)
  }
  return ObjectId.of(value)
}

const targets: Partial<Record<TypeName, (value: Value) => Value>> = {
  bool: (value) => isTrue(value),
  date: toDate,
  decimal: (value) =>
    typeof value === 'string' ? parsed(value, 'decimal') : toDecimal(numberFrom(value, 'decimal')),
  double: toDoubleValue,
  int: (value) => toWhole(value, false),
  long: (value) => toWhole(value, true),
  objectId: toObjectId,
  string: textOf,
}

const to = (name: TypeName): Operator =>
  unary((value) => (isNullish(value) ? null : targets[name]?.(value)))

const convert: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$convert', ['input', 'to'], ['onError', 'onNull'])
  const [input, type, failed, empty] = ['input', 'to', 'onError', 'onNull'].map((name) => {
    const value = fields.get(name)
    return value === undefined ? undefined : scope.compile(value)
  })
  return (doc, slots) => {
    const value = input?.(doc, slots)
    const wanted = type?.(doc, slots)
    if (isNullish(wanted)) return null
    const [name] = typesOf(wanted)
    const target = name === undefined ? undefined : targets[name]
    if (isNullish(value)) return empty === undefined ? null : empty(doc, slots)
    try {
      if (target === undefined) throw impossible(value, name ?? 'unknown')
      return target(value)
    } catch (error) {
      if (failed === undefined || !(error instanceof StoreError)) throw error
      return failed(doc, slots)
    }
  }
}

export const conversionOperators: Readonly<Record<string, Operator>> = {
  $convert: convert,
  $isNumber: unary((value) => value !== undefined && isNumeric(value)),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toDecimal: to('decimal'),
  $toDouble: to('double'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toObjectId: to('objectId'),
  $toString: to('string'),
  $type: unary((value) => kindOf(value)),
}
