/**
 * Arithmetic and comparison over the four number kinds. MongoDB keeps the widest kind met, moves a
 * 32-bit result that does not fit to 64 bits, and compares across kinds by exact value; doing it in
 * one place keeps updates and expressions from disagreeing.
 */
import { Decimal128, decimalAdd, decimalFromDouble, decimalFromInteger } from './decimal.ts'
import { decimalMultiply, decimalNegate, digitCount } from './decimal.ts'
import { Int32 } from './values.ts'
import type { Numeric, Value } from './values.ts'

export const int32Min = -2147483648
export const int32Max = 2147483647
export const int64Min = -(2n ** 63n)
export const int64Max = 2n ** 63n - 1n

export function isNumeric(value: Value | undefined): value is Numeric {
  return (
    value instanceof Int32 ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Decimal128
  )
}

/** As a double, possibly rounded. */
export function toDouble(value: Numeric): number {
  if (value instanceof Int32) return value.value
  if (typeof value === 'number') return value
  return typeof value === 'bigint' ? Number(value) : Number(value.toString())
}

export function toDecimal(value: Numeric): Decimal128 {
  if (value instanceof Decimal128) return value
  if (typeof value === 'number') return decimalFromDouble(value)
  return decimalFromInteger(value instanceof Int32 ? BigInt(value.value) : value)
}

export function isNaNumber(value: Numeric): boolean {
  if (typeof value === 'number') return Number.isNaN(value)
  return value instanceof Decimal128 && value.parts.kind === 'nan'
}

/** The integer this number is exactly; undefined when it has a fraction or is not finite. */
export function toInteger(value: Numeric): bigint | undefined {
  if (value instanceof Int32) return BigInt(value.value)
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  const { kind, negative, coefficient, exponent } = value.parts
  if (kind !== 'finite') return undefined
  if (coefficient === 0n) return 0n
  const unit = 10n ** BigInt(Math.abs(exponent))
  if (exponent < 0 && coefficient % unit !== 0n) return undefined
  const size = exponent < 0 ? coefficient / unit : coefficient * unit
  return negative ? -size : size
}

/** As a JavaScript integer, for options such as limits; undefined when it is not a safe one. */
export function toSafeInteger(value: Value | undefined): number | undefined {
  if (!isNumeric(value)) return undefined
  const whole = toInteger(value)
  return whole === undefined || !Number.isSafeInteger(Number(whole)) ? undefined : Number(whole)
}

/** The smallest integer kind that holds the value; undefined beyond 64 bits. */
export function fitInteger(value: bigint, wide: boolean): Int32 | bigint | undefined {
  if (!wide && value >= BigInt(int32Min) && value <= BigInt(int32Max)) {
    return new Int32(Number(value))
  }
  return value >= int64Min && value <= int64Max ? value : undefined
}

type Operation = 'add' | 'subtract' | 'multiply'

const doubles: Record<Operation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
}
const integers: Record<Operation, (a: bigint, b: bigint) => bigint> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
}
const decimals: Record<Operation, (a: Decimal128, b: Decimal128) => Decimal128> = {
  add: decimalAdd,
  subtract: (a, b) => decimalAdd(a, decimalNegate(b)),
  multiply: decimalMultiply,
}

const asBig = (value: Int32 | bigint): bigint =>
  value instanceof Int32 ? BigInt(value.value) : value

/** The result in the widest kind met; 'overflow' when an integer result leaves 64 bits. */
export function calculate(operation: Operation, a: Numeric, b: Numeric): Numeric | 'overflow' {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimals[operation](toDecimal(a), toDecimal(b))
  }
  if (typeof a === 'number' || typeof b === 'number') {
    return doubles[operation](toDouble(a), toDouble(b))
  }
  if (a instanceof Int32 && b instanceof Int32) {
    const small = doubles[operation](a.value, b.value)
    if ((small | 0) === small) return new Int32(small)
  }
  const wide = typeof a === 'bigint' || typeof b === 'bigint'
  return fitInteger(integers[operation](asBig(a), asBig(b)), wide) ?? 'overflow'
}

const order = <T extends number | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

/** By exact value over all kinds; NaN equals NaN and is below everything; -0 equals 0. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (a instanceof Int32 && b instanceof Int32) return order(a.value, b.value)
  const aNaN = isNaNumber(a)
  const bNaN = isNaNumber(b)
  if (aNaN || bNaN) return aNaN === bNaN ? 0 : aNaN ? -1 : 1
  const x = a instanceof Int32 ? a.value : a
  const y = b instanceof Int32 ? b.value : b
  // JavaScript compares number with bigint exactly, which is what is wanted here.
  if (!(x instanceof Decimal128) && !(y instanceof Decimal128)) return x < y ? -1 : x > y ? 1 : 0
  if (x instanceof Decimal128) return compareDecimal(x, y)
  return y instanceof Decimal128 ? -compareDecimal(y, x) : 0
}

/** A rational: coefficient times a power of ten times a power of two, the last never positive. */
interface Rational {
  readonly coefficient: bigint
  readonly ten: number
  readonly two: number
}

function compareDecimal(a: Decimal128, b: number | bigint | Decimal128): number {
  const quick = order(Number(a.toString()), toDouble(b))
  const x = rationalOf(a)
  const y = rationalOf(b)
  // The doubles decide unless they round to the same one; rounding never turns the order around.
  if (quick !== 0) return quick
  if (x === undefined || y === undefined) {
    return x === y ? 0 : compareInfinite(x, y, toDouble(b))
  }
  const ten = Math.min(x.ten, y.ten)
  const two = Math.min(x.two, y.two)
  const left = (x.coefficient * 10n ** BigInt(x.ten - ten)) << BigInt(x.two - two)
  const right = (y.coefficient * 10n ** BigInt(y.ten - ten)) << BigInt(y.two - two)
  return order(left, right)
}

/** One side is infinite and the other a finite decimal too large for a double. */
function compareInfinite(
  x: Rational | undefined,
  y: Rational | undefined,
  infinity: number,
): number {
  if (x === undefined && y === undefined) return 0
  const positive = infinity > 0
  return (x === undefined) === positive ? 1 : -1
}

const doubleView = new DataView(new ArrayBuffer(8))

function rationalOf(value: number | bigint | Decimal128): Rational | undefined {
  if (typeof value === 'bigint') return { coefficient: value, ten: 0, two: 0 }
  if (value instanceof Decimal128) {
    const { kind, negative, coefficient, exponent } = value.parts
    if (kind !== 'finite') return undefined
    return { coefficient: negative ? -coefficient : coefficient, ten: exponent, two: 0 }
  }
  if (!Number.isFinite(value)) return undefined
  if (Number.isInteger(value)) return { coefficient: BigInt(value), ten: 0, two: 0 }
  doubleView.setFloat64(0, value)
  const bits = doubleView.getBigUint64(0)
  const field = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const coefficient = field === 0 ? fraction : fraction | 0x10000000000000n
  const two = Math.max(field, 1) - 1075
  return { coefficient: value < 0 ? -coefficient : coefficient, ten: 0, two }
}

/** The largest double that is not above the value, which must not be NaN. */
export function floorDouble(value: Numeric): number {
  const near = toDouble(value)
  if (typeof value === 'number' || value instanceof Int32) return near
  return compareNumbers(near, value) > 0 ? nextBelow(near) : near
}

function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  doubleView.setFloat64(0, value)
  const bits = doubleView.getBigUint64(0)
  doubleView.setBigUint64(0, value > 0 ? bits - 1n : bits + 1n)
  return doubleView.getFloat64(0)
}

/** The sign, power and digits of an integer or finite decimal, for an order-preserving encoding. */
export function scientific(value: bigint | Decimal128): {
  readonly negative: boolean
  readonly power: number
  readonly digits: string
} {
  const parts =
    typeof value === 'bigint'
      ? { negative: value < 0n, coefficient: value < 0n ? -value : value, exponent: 0 }
      : value.parts
  const digits = parts.coefficient.toString().replace(/0+$/, '')
  return { negative: parts.negative, power: parts.exponent + digitCount(parts.coefficient), digits }
}
