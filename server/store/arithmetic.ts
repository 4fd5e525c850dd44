/**
 * Arithmetic in expressions. Number kinds widen as in updates; a null or missing argument makes the
 * result null; an integer result beyond 64 bits becomes a double, where an update would fail.
 */
import { argumentsOf, binary, isNullish, kindOf, numberOf, unary, variadic } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { Decimal128, decimalDivide, decimalNegate, decimalRemainder } from './decimal.ts'
import { decimalRound, parseDecimal } from './decimal.ts'
import { badValue, located, typeMismatch } from './errors.ts'
import type { Operator } from './expression.ts'
import { calculate, fitInteger, isNumeric, toDecimal, toDouble } from './numbers.ts'
import { toInteger, toSafeInteger } from './numbers.ts'
import { DateTime, Int32 } from './values.ts'
import type { Numeric, Value } from './values.ts'

type Operation = 'add' | 'subtract' | 'multiply'

/** As `calculate`, but an integer overflow goes on as a double. */
export function widened(operation: Operation, a: Numeric, b: Numeric): Numeric {
  const result = calculate(operation, a, b)
  return result === 'overflow' ? (calculate(operation, toDouble(a), toDouble(b)) as number) : result
}

/** Whole milliseconds of a number, rounded half away from zero as mongod does for dates. */
function millisOf(value: Numeric): bigint {
  const whole = toInteger(value)
  if (whole !== undefined) return whole
  const near = Math.round(toDouble(value))
  if (!Number.isFinite(near)) throw badValue('a date cannot be moved by a number without end')
  return BigInt(near)
}

function add(values: Maybe[]): Maybe {
  let date: DateTime | undefined
  let total: Numeric = new Int32(0)
  if (values.some(isNullish)) return null
  for (const value of values as Value[]) {
    if (value instanceof DateTime) {
      if (date !== undefined) throw located(16612, 'only one date allowed in an $add expression')
      date = value
    } else if (isNumeric(value)) total = widened('add', total, value)
    else {
      throw typeMismatch(`$add only supports numeric or date types, not ${kindOf(value)}`)
    }
  }
  return date === undefined ? total : new DateTime(date.millis + millisOf(total))
}

function subtract(a: Maybe, b: Maybe): Maybe {
  if (isNullish(a) || isNullish(b)) return null
  if (isNumeric(a) && isNumeric(b)) return widened('subtract', a, b)
  if (a instanceof DateTime && b instanceof DateTime) return a.millis - b.millis
  if (a instanceof DateTime && isNumeric(b)) return new DateTime(a.millis - millisOf(b))
  throw typeMismatch(`can't $subtract ${kindOf(b)} from ${kindOf(a)}`)
}

function multiply(values: Maybe[]): Maybe {
  if (values.some(isNullish)) return null
  let product: Numeric = new Int32(1)
  for (const value of values)
    product = widened('multiply', product, numberOf(value, '$multiply', 14))
  return product
}

function divide(a: Maybe, b: Maybe): Maybe {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumeric(a) || !isNumeric(b)) {
    throw typeMismatch(`$divide only supports numeric types, not ${kindOf(a)} and ${kindOf(b)}`)
  }
  if (toDouble(b) === 0) throw badValue("can't $divide by zero")
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalDivide(toDecimal(a), toDecimal(b))
  }
  return toDouble(a) / toDouble(b)
}

function modulo(a: Maybe, b: Maybe): Maybe {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumeric(a) || !isNumeric(b)) {
    throw located(16611, `$mod only supports numeric types, not ${kindOf(a)} and ${kindOf(b)}`)
  }
  if (toDouble(b) === 0) throw located(16610, "can't $mod by zero")
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalRemainder(toDecimal(a), toDecimal(b))
  }
  if (typeof a === 'number' || typeof b === 'number') return toDouble(a) % toDouble(b)
  const [x, y] = [toInteger(a) ?? 0n, toInteger(b) ?? 1n]
  return fitInteger(x % y, typeof a === 'bigint' || typeof b === 'bigint') ?? x % y
}

function absolute(value: Maybe): Maybe {
  if (isNullish(value)) return null
  const number = numberOf(value, '$abs', 28765)
  if (number instanceof Decimal128) return number.parts.negative ? decimalNegate(number) : number
  if (typeof number === 'number') return Math.abs(number)
  const whole = toInteger(number) ?? 0n
  const fitted = fitInteger(whole < 0n ? -whole : whole, typeof number === 'bigint')
  if (fitted === undefined) throw located(28680, "can't take $abs of long long min")
  return fitted
}

const rounding = (name: string, code: number, mode: 'floor' | 'ceil'): Operator =>
  unary((value) => {
    if (isNullish(value)) return null
    const number = numberOf(value, name, code)
    if (number instanceof Decimal128) return decimalRound(number, 0, mode)
    return typeof number === 'number' ? Math[mode](number) : number
  })

/** $round and $trunc: to a number of places, which may be negative. */
const places = (name: string, mode: 'even' | 'truncate'): Operator =>
  variadic(1, 2, ([value, digits]) => {
    if (isNullish(value) || digits === null) return null
    const number = numberOf(value, name, 51081)
    const count = digits === undefined ? 0 : toSafeInteger(digits)
    if (count === undefined || count < -20 || count > 100) {
      throw located(51083, `cannot apply ${name} with precision value out of [-20, 100]`)
    }
    if (number instanceof Decimal128) return decimalRound(number, count, mode)
    if (typeof number !== 'number') {
      if (count >= 0) return number
      const rounded = toInteger(decimalRound(toDecimal(number), count, mode)) ?? 0n
      return fitInteger(rounded, typeof number === 'bigint') ?? rounded
    }
    const exact = parseDecimal(String(number))
    if (exact === undefined || !Number.isFinite(number)) return number
    return Number(decimalRound(exact, count, mode).toString())
  })

/** Functions of a double; a decimal argument is answered as a double's decimal would mislead. */
const real = (name: string, calculateReal: (value: number) => number): Operator =>
  unary((value) => {
    if (isNullish(value)) return null
    return calculateReal(toDouble(numberOf(value, name, 28765)))
  })

function power(a: Maybe, b: Maybe): Maybe {
  if (isNullish(a) || isNullish(b)) return null
  const base = numberOf(a, '$pow', 28762)
  const exponent = numberOf(b, '$pow', 28763)
  if (toDouble(base) === 0 && toDouble(exponent) < 0) {
    throw located(28764, '$pow cannot take a base of 0 and a negative exponent')
  }
  const [x, y] = [toInteger(base), toInteger(exponent)]
  const whole = !(base instanceof Decimal128) && typeof base !== 'number'
  if (whole && typeof exponent !== 'number' && x !== undefined && y !== undefined) {
    const bounded = y >= 0n && (y <= 64n || (x >= -1n && x <= 1n))
    const wide = typeof base === 'bigint' || typeof exponent === 'bigint'
    const result = bounded ? fitInteger(x ** (y > 64n ? y % 2n : y), wide) : undefined
    if (result !== undefined) return result
  }
  return toDouble(base) ** toDouble(exponent)
}

function squareRoot(value: Maybe): Maybe {
  if (isNullish(value)) return null
  const number = toDouble(numberOf(value, '$sqrt', 28765))
  if (number < 0) throw located(28714, "$sqrt's argument must be greater than or equal to 0")
  return Math.sqrt(number)
}

/** Without arguments a sum is 0 and a product 1, so any number of them is allowed. */
const anyNumber = Number.MAX_SAFE_INTEGER

export const arithmeticOperators: Readonly<Record<string, Operator>> = {
  $abs: unary(absolute),
  $add: variadic(0, anyNumber, add),
  $ceil: rounding('$ceil', 28765, 'ceil'),
  $divide: binary(divide),
  $exp: real('$exp', Math.exp),
  $floor: rounding('$floor', 28765, 'floor'),
  $ln: real('$ln', Math.log),
  $log10: real('$log10', Math.log10),
  $mod: binary(modulo),
  $multiply: variadic(0, anyNumber, multiply),
  $pow: binary(power),
  $rand: (operand, scope, name) => {
    argumentsOf(operand, scope, name, 0, 1)
    return () => Math.random()
  },
  $round: places('$round', 'even'),
  $sqrt: unary(squareRoot),
  $subtract: binary(subtract),
  $trunc: places('$trunc', 'truncate'),
}
