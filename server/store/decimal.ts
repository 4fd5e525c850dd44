/**
 * Decimal128: exact decimal numbers of up to 34 digits. JavaScript has none and the bson package
 * only converts them to text, so arithmetic is done here on a BigInt coefficient and a power of
 * ten, rounded half to even. Format: IEEE 754-2008, binary integer significand.
 */

/** A finite decimal is (-1)^negative * coefficient * 10^exponent. */
export interface DecimalParts {
  readonly kind: 'finite' | 'infinite' | 'nan'
  readonly negative: boolean
  readonly coefficient: bigint
  readonly exponent: number
}

const digitsMax = 34
const bias = 6176
const exponentMin = -6176
const exponentMax = 6111
const coefficientLimit = 10n ** 34n
const lowMask = (1n << 113n) - 1n

/** The 16 bytes of a decimal, little endian, with its parts read when first asked for. */
export class Decimal128 {
  readonly bytes: Uint8Array
  private known: DecimalParts | undefined

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get parts(): DecimalParts {
    this.known ??= readParts(this.bytes)
    return this.known
  }

  toString(): string {
    return decimalText(this)
  }
}

function readParts(bytes: Uint8Array): DecimalParts {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, 16)
  const high = view.readBigUInt64LE(8)
  const negative = high >> 63n === 1n
  const top = Number((high >> 58n) & 31n)
  if (top === 31) return { kind: 'nan', negative, coefficient: 0n, exponent: 0 }
  if (top === 30) return { kind: 'infinite', negative, coefficient: 0n, exponent: 0 }
  // The second layout can only hold coefficients above the limit, which count as zero.
  const large = top >= 24
  const exponent = Number((high >> (large ? 47n : 49n)) & 0x3fffn) - bias
  const coefficient = large ? 0n : ((high << 64n) | view.readBigUInt64LE(0)) & lowMask
  return {
    kind: 'finite',
    negative,
    coefficient: coefficient < coefficientLimit ? coefficient : 0n,
    exponent,
  }
}

function pack(high: bigint, low: bigint): Decimal128 {
  const bytes = Buffer.alloc(16)
  bytes.writeBigUInt64LE(low, 0)
  bytes.writeBigUInt64LE(high, 8)
  return new Decimal128(bytes)
}

export const decimalNaN = pack(31n << 58n, 0n)

export const decimalInfinity = (negative: boolean): Decimal128 =>
  pack((30n << 58n) | (negative ? 1n << 63n : 0n), 0n)

/** How many decimal digits a coefficient has; zero has one. */
export const digitCount = (coefficient: bigint): number => coefficient.toString().length

/** Drops `count` digits, rounding half to even. */
function shorten(coefficient: bigint, count: number): bigint {
  const unit = 10n ** BigInt(count)
  const quotient = coefficient / unit
  const twice = (coefficient % unit) * 2n
  const up = twice > unit || (twice === unit && (quotient & 1n) === 1n)
  return up ? quotient + 1n : quotient
}

/** The nearest decimal to (-1)^negative * coefficient * 10^exponent. */
export function decimalOf(negative: boolean, coefficient: bigint, exponent: number): Decimal128 {
  let digits = coefficient
  let power = exponent
  const excess = Math.max(digitCount(digits) - digitsMax, exponentMin - power, 0)
  if (excess > 0) {
    // Beyond one digit more than there are, everything rounds to zero alike.
    digits = excess > digitCount(digits) + 1 ? 0n : shorten(digits, excess)
    power += excess
    if (digits === coefficientLimit) {
      digits /= 10n
      power += 1
    }
  }
  if (digits === 0n) power = Math.min(power, exponentMax)
  while (power > exponentMax && digitCount(digits) < digitsMax) {
    digits *= 10n
    power -= 1
  }
  if (power > exponentMax) return decimalInfinity(negative)
  const high = (negative ? 1n << 63n : 0n) | (BigInt(power + bias) << 49n) | (digits >> 64n)
  return pack(high, BigInt.asUintN(64, digits))
}

const decimalPattern = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?$/
const specialPattern = /^([+-]?)(?:(inf|infinity)|(nan))$/i

/** From text such as `-1.50E+3`, `Infinity` or `NaN`; undefined when it is not a number. */
export function parseDecimal(text: string): Decimal128 | undefined {
  const special = specialPattern.exec(text)
  if (special !== null) {
    return special[3] === undefined ? decimalInfinity(special[1] === '-') : decimalNaN
  }
  const match = decimalPattern.exec(text)
  if (match === null) return undefined
  const fraction = match[3] ?? match[4] ?? ''
  const exponent = Number(match[5] ?? '0') - fraction.length
  // Far outside the range the sign of the exponent decides; the bound keeps the powers small.
  const bounded = Math.max(Math.min(exponent, 20_000), -20_000 - fraction.length)
  return decimalOf(match[1] === '-', BigInt((match[2] ?? '') + fraction), bounded)
}

/** As the specification prints it: plain for moderate exponents, otherwise with `E`. */
export function decimalText(decimal: Decimal128): string {
  const { kind, negative, coefficient, exponent } = decimal.parts
  if (kind === 'nan') return 'NaN'
  const sign = negative ? '-' : ''
  if (kind === 'infinite') return `${sign}Infinity`
  const digits = coefficient.toString()
  const adjusted = exponent + digits.length - 1
  if (exponent > 0 || adjusted < -6) {
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : ''
    return `${sign}${digits[0] ?? ''}${rest}E${adjusted < 0 ? '' : '+'}${adjusted}`
  }
  if (exponent === 0) return sign + digits
  const padded = digits.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

/** A 64-bit or larger integer, rounded only beyond 34 digits. */
export const decimalFromInteger = (value: bigint): Decimal128 =>
  decimalOf(value < 0n, value < 0n ? -value : value, 0)

/** A double with 15 significant digits, as mongod converts one for mixed arithmetic. */
export function decimalFromDouble(value: number): Decimal128 {
  if (Number.isNaN(value)) return decimalNaN
  if (!Number.isFinite(value)) return decimalInfinity(value < 0)
  if (Object.is(value, -0)) return decimalOf(true, 0n, 0)
  const [digits = '0', power = '0'] = value.toExponential(14).split('e')
  const negative = digits.startsWith('-')
  const coefficient = BigInt(digits.replace(/[-.]/g, ''))
  const exact = trimZeros(coefficient, Number(power) - 14)
  return decimalOf(negative, exact.coefficient, exact.exponent)
}

/**
 * Without trailing zeros; zero has exponent 0. Two equal finite decimals trim to the same parts.
 */
export function trimZeros(
  coefficient: bigint,
  exponent: number,
): { readonly coefficient: bigint; readonly exponent: number } {
  if (coefficient === 0n) return { coefficient, exponent: 0 }
  const digits = coefficient.toString()
  const trimmed = digits.replace(/0+$/, '')
  return { coefficient: BigInt(trimmed), exponent: exponent + digits.length - trimmed.length }
}

const signed = (parts: DecimalParts): bigint =>
  parts.negative ? -parts.coefficient : parts.coefficient

export function decimalNegate(decimal: Decimal128): Decimal128 {
  const { kind, negative, coefficient, exponent } = decimal.parts
  if (kind === 'nan') return decimal
  return kind === 'infinite'
    ? decimalInfinity(!negative)
    : decimalOf(!negative, coefficient, exponent)
}

export function decimalAdd(a: Decimal128, b: Decimal128): Decimal128 {
  const x = a.parts
  const y = b.parts
  if (x.kind !== 'finite' || y.kind !== 'finite') {
    const opposite = x.kind === 'infinite' && y.kind === 'infinite' && x.negative !== y.negative
    if (x.kind === 'nan' || y.kind === 'nan' || opposite) return decimalNaN
    return x.kind === 'infinite' ? a : b
  }
  const exponent = Math.min(x.exponent, y.exponent)
  const left = signed(x) * 10n ** BigInt(x.exponent - exponent)
  const sum = left + signed(y) * 10n ** BigInt(y.exponent - exponent)
  const negative = sum < 0n || (sum === 0n && x.negative && y.negative)
  return decimalOf(negative, sum < 0n ? -sum : sum, exponent)
}

export function decimalMultiply(a: Decimal128, b: Decimal128): Decimal128 {
  const x = a.parts
  const y = b.parts
  const negative = x.negative !== y.negative
  if (x.kind === 'nan' || y.kind === 'nan') return decimalNaN
  if (x.kind === 'infinite' || y.kind === 'infinite') {
    const zero = isZero(x) || isZero(y)
    return zero ? decimalNaN : decimalInfinity(negative)
  }
  return decimalOf(negative, x.coefficient * y.coefficient, x.exponent + y.exponent)
}

const isZero = (parts: DecimalParts): boolean => parts.kind === 'finite' && parts.coefficient === 0n

/** The quotient rounded to 34 digits; x/0 is infinite and 0/0 is not a number, as in IEEE 754. */
export function decimalDivide(a: Decimal128, b: Decimal128): Decimal128 {
  const x = a.parts
  const y = b.parts
  const negative = x.negative !== y.negative
  if (x.kind === 'nan' || y.kind === 'nan') return decimalNaN
  if (x.kind === 'infinite') return y.kind === 'infinite' ? decimalNaN : decimalInfinity(negative)
  if (y.kind === 'infinite') return decimalOf(negative, 0n, 0)
  if (isZero(y)) return isZero(x) ? decimalNaN : decimalInfinity(negative)
  const exponent = x.exponent - y.exponent
  if (x.coefficient % y.coefficient === 0n) {
    return decimalOf(negative, x.coefficient / y.coefficient, exponent)
  }
  const shift = digitsMax + 3 + digitCount(y.coefficient)
  const scaled = x.coefficient * 10n ** BigInt(shift)
  // One sticky digit below the quotient keeps half-to-even right when digits were cut off.
  const quotient = scaled / y.coefficient
  const sticky = scaled % y.coefficient === 0n ? 0n : 1n
  const rounded = decimalOf(negative, quotient * 10n + sticky, exponent - shift - 1)
  return sticky === 1n ? rounded : preferExponent(rounded, exponent)
}

/** An exact quotient is written with an exponent as near as possible to the ideal one. */
function preferExponent(decimal: Decimal128, ideal: number): Decimal128 {
  const { negative, coefficient, exponent } = decimal.parts
  const trimmed = trimZeros(coefficient, exponent)
  if (trimmed.exponent <= ideal) return decimalOf(negative, trimmed.coefficient, trimmed.exponent)
  const widened = trimmed.coefficient * 10n ** BigInt(trimmed.exponent - ideal)
  return decimalOf(negative, widened, ideal)
}

/** The remainder of truncated division, with the sign of the dividend. */
export function decimalRemainder(a: Decimal128, b: Decimal128): Decimal128 {
  const x = a.parts
  const y = b.parts
  if (x.kind !== 'finite' || y.kind === 'nan' || isZero(y)) return decimalNaN
  if (y.kind === 'infinite') return a
  const exponent = Math.min(x.exponent, y.exponent)
  const left = x.coefficient * 10n ** BigInt(x.exponent - exponent)
  const right = y.coefficient * 10n ** BigInt(y.exponent - exponent)
  return decimalOf(x.negative, left % right, exponent)
}

/** Rounded to a number of digits after the point (negative: before it). */
export function decimalRound(
  decimal: Decimal128,
  places: number,
  mode: 'even' | 'truncate' | 'floor' | 'ceil',
): Decimal128 {
  const { kind, negative, coefficient, exponent } = decimal.parts
  const drop = -places - exponent
  if (kind !== 'finite' || drop <= 0) return decimal
  const unit = 10n ** BigInt(drop)
  let digits = coefficient / unit
  const rest = coefficient % unit !== 0n
  if (mode === 'even') digits = shorten(coefficient, drop)
  else if (rest && mode === (negative ? 'floor' : 'ceil')) digits += 1n
  return decimalOf(negative, digits, -places)
}
