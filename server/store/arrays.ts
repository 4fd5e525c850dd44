/**
 * Arrays in expressions. Most answer null for a null or missing array and refuse anything else.
 */
import { argumentsOf, binary, fieldsOf, isNullish, kindOf, unary, variadic } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { widened } from './arithmetic.ts'
import { Doc } from './bson.ts'
import { compare, equals, isTrue } from './compare.ts'
import { Decimal128, decimalDivide, decimalFromInteger } from './decimal.ts'
import { located } from './errors.ts'
import type { Evaluate, Operator } from './expression.ts'
import { isNumeric, toDouble, toSafeInteger } from './numbers.ts'
import { compileSort } from './sort.ts'
import { Int32 } from './values.ts'
import type { Numeric, Value } from './values.ts'

const notArray = (name: string, code: number, value: Maybe): Error =>
  located(code, `The argument to ${name} must be an array, but was of type: ${kindOf(value)}`)

const wholeNumber = (value: Maybe, name: string, code: number): number => {
  const whole = toSafeInteger(value)
  if (whole !== undefined) return whole
  throw located(code, `${name} requires an integer, not ${kindOf(value)}`)
}

/** The element at a position, from the end when negative; missing outside the array. */
function elementAt(array: Maybe, position: Maybe): Maybe {
  if (isNullish(array) || isNullish(position)) return null
  if (!Array.isArray(array)) throw notArray('$arrayElemAt', 28689, array)
  return array.at(wholeNumber(position, '$arrayElemAt', 28690))
}

const end = (name: string, position: 0 | -1): Operator =>
  unary((value) => {
    if (isNullish(value)) return null
    if (!Array.isArray(value)) throw notArray(name, 28689, value)
    return value.at(position)
  })

const slice = variadic(2, 3, ([array, first, second]) => {
  if (isNullish(array) || isNullish(first) || second === null) return null
  if (!Array.isArray(array)) throw notArray('$slice', 28724, array)
  const start = wholeNumber(first, '$slice', 28725)
  if (second === undefined) return start < 0 ? array.slice(start) : array.slice(0, start)
  const count = wholeNumber(second, '$slice', 28727)
  if (count <= 0) throw located(28729, 'Third argument to $slice must be positive')
  const from = start < 0 ? Math.max(array.length + start, 0) : start
  return array.slice(from, from + count)
})

const concatenate = variadic(0, Number.MAX_SAFE_INTEGER, (values) => {
  if (values.some(isNullish)) return null
  return values.flatMap((value) => {
    if (!Array.isArray(value)) {
      throw located(28664, `$concatArrays only supports arrays, not ${kindOf(value)}`)
    }
    return value
  })
})

const filter: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$filter', ['input', 'cond'], ['as', 'limit'])
  const input = scope.compile(fields.get('input') ?? null)
  const { scope: inner, slot } = scope.bind(nameOf(fields, 'this'))
  const test = inner.compile(fields.get('cond') ?? null)
  const limit = scope.compile(fields.get('limit') ?? null)
  return (doc, slots) => {
    const array = input(doc, slots)
    if (isNullish(array)) return null
    if (!Array.isArray(array)) throw notArray('$filter', 28651, array)
    const most = limit(doc, slots)
    const countMax = isNullish(most) ? Infinity : wholeNumber(most, '$filter limit', 327391)
    const kept: Value[] = []
    for (const item of array) {
      if (kept.length >= countMax) break
      slots[slot] = item
      if (isTrue(test(doc, slots))) kept.push(item)
    }
    return kept
  }
}

function nameOf(fields: Doc, fallback: string): string {
  const name = fields.get('as')
  return typeof name === 'string' ? name : fallback
}

const map: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$map', ['input', 'in'], ['as'])
  const input = scope.compile(fields.get('input') ?? null)
  const { scope: inner, slot } = scope.bind(nameOf(fields, 'this'))
  const body = inner.compile(fields.get('in') ?? null)
  return (doc, slots) => {
    const array = input(doc, slots)
    if (isNullish(array)) return null
    if (!Array.isArray(array)) throw notArray('$map', 16883, array)
    return array.map((item) => {
      slots[slot] = item
      return body(doc, slots) ?? null
    })
  }
}

const reduce: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$reduce', ['input', 'initialValue', 'in'])
  const input = scope.compile(fields.get('input') ?? null)
  const initial = scope.compile(fields.get('initialValue') ?? null)
  const own = scope.bind('this')
  const held = own.scope.bind('value')
  const body = held.scope.compile(fields.get('in') ?? null)
  return (doc, slots) => {
    const array = input(doc, slots)
    if (isNullish(array)) return null
    if (!Array.isArray(array)) throw notArray('$reduce', 40080, array)
    let value = initial(doc, slots)
    for (const item of array) {
      slots[own.slot] = item
      slots[held.slot] = value
      value = body(doc, slots)
    }
    return value
  }
}

const indexOfArray = variadic(2, 4, ([array, wanted, first, last], collation) => {
  if (isNullish(array)) return null
  if (!Array.isArray(array)) throw notArray('$indexOfArray', 40090, array)
  const start = first === undefined ? 0 : wholeNumber(first, '$indexOfArray', 40096)
  const stop = last === undefined ? array.length : wholeNumber(last, '$indexOfArray', 40096)
  for (let at = start; at < Math.min(stop, array.length); at += 1) {
    if (wanted !== undefined && equals(array[at] as Value, wanted, collation)) return new Int32(at)
  }
  return new Int32(-1)
})

const rangeItemsMax = 1_000_000

const range = variadic(2, 3, ([from, to, by]) => {
  const start = wholeNumber(from, '$range', 34443)
  const stop = wholeNumber(to, '$range', 34444)
  const step = by === undefined ? 1 : wholeNumber(by, '$range', 34447)
  if (step === 0) throw located(34449, '$range requires a non-zero step value')
  const count = Math.max(Math.ceil((stop - start) / step), 0)
  if (count > rangeItemsMax) throw located(5398602, '$range would hold too many items')
  return Array.from({ length: count }, (_, at) => new Int32(start + at * step))
})

const zip: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$zip', ['inputs'], ['useLongestLength'])
  const inputs = fields.get('inputs') ?? null
  const list = argumentsOf(inputs, scope, '$zip', 1, Number.MAX_SAFE_INTEGER)
  const longest = isTrue(fields.get('useLongestLength'))
  return (doc, slots) => {
    const arrays = list.map((item) => item(doc, slots))
    if (arrays.some(isNullish)) return null
    const lists = arrays.map((array) => {
      if (!Array.isArray(array)) throw notArray('$zip', 34468, array)
      return array
    })
    const lengths = lists.map((array) => array.length)
    const length = longest ? Math.max(...lengths) : Math.min(...lengths)
    return Array.from({ length }, (_, at) => lists.map((array) => array[at] ?? null))
  }
}

const sortArray: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$sortArray', ['input', 'sortBy'])
  const input = scope.compile(fields.get('input') ?? null)
  const order = elementOrder(fields.get('sortBy') ?? null, scope.collation)
  return (doc, slots) => {
    const array = input(doc, slots)
    if (isNullish(array)) return null
    if (!Array.isArray(array)) throw notArray('$sortArray', 2942504, array)
    return [...array].sort(order)
  }
}

/** Elements by value, or by fields of theirs; shared with $push's $sort. */
export function elementOrder(
  spec: Value,
  collation: Parameters<typeof compare>[2],
): (a: Value, b: Value) => number {
  if (spec instanceof Doc) {
    const order = compileSort(spec, collation)
    return (a, b) => order(a instanceof Doc ? a : Doc.empty, b instanceof Doc ? b : Doc.empty)
  }
  const direction = toSafeInteger(spec)
  if (direction !== 1 && direction !== -1) {
    throw located(2942507, 'the sort must be 1, -1 or a document of fields')
  }
  return (a, b) => compare(a, b, collation) * direction
}

/** $sum, $avg, $min and $max take a list of arguments, or one argument that is an array. */
const over =
  (meaning: (values: Value[], collation: Parameters<typeof compare>[2]) => Maybe): Operator =>
  (operand, scope, name) => {
    const list = argumentsOf(operand, scope, name, 0, Number.MAX_SAFE_INTEGER)
    const only: Evaluate | undefined = list.length === 1 ? list[0] : undefined
    return (doc, slots) => {
      const single = only?.(doc, slots)
      const values = Array.isArray(single) ? single : list.map((item) => item(doc, slots))
      return meaning(
        values.filter((value) => value !== undefined),
        scope.collation,
      )
    }
  }

const sum = (values: readonly Value[]): Numeric =>
  values
    .filter(isNumeric)
    .reduce<Numeric>((total, value) => widened('add', total, value), new Int32(0))

function average(values: readonly Value[]): Maybe {
  const numbers = values.filter(isNumeric)
  return numbers.length === 0 ? null : meanOf(sum(numbers), numbers.length)
}

/** A sum divided by a count, in decimal when the sum is. */
export function meanOf(total: Numeric, count: number): Numeric {
  if (total instanceof Decimal128) return decimalDivide(total, decimalFromInteger(BigInt(count)))
  return toDouble(total) / count
}

const extreme =
  (sign: 1 | -1) =>
  (values: readonly Value[], collation: Parameters<typeof compare>[2]): Maybe => {
    const present = values.filter((value) => !isNullish(value))
    if (present.length === 0) return null
    return present.reduce((best, value) =>
      compare(value, best, collation) * sign > 0 ? value : best,
    )
  }

export const arrayOperators: Readonly<Record<string, Operator>> = {
  $arrayElemAt: binary(elementAt),
  $avg: over(average),
  $concatArrays: concatenate,
  $filter: filter,
  $first: end('$first', 0),
  $in: binary((value, array, collation) => {
    if (!Array.isArray(array)) {
      throw located(40081, `$in requires an array as a second argument, found: ${kindOf(array)}`)
    }
    return value !== undefined && array.some((item) => equals(item, value, collation))
  }),
  $indexOfArray: indexOfArray,
  $isArray: unary((value) => Array.isArray(value)),
  $last: end('$last', -1),
  $map: map,
  $max: over(extreme(1)),
  $min: over(extreme(-1)),
  $range: range,
  $reduce: reduce,
  $reverseArray: unary((value) => {
    if (isNullish(value)) return null
    if (!Array.isArray(value)) throw notArray('$reverseArray', 34435, value)
    return value.toReversed()
  }),
  $size: unary((value) => {
    if (!Array.isArray(value)) throw notArray('$size', 17124, value)
    return new Int32(value.length)
  }),
  $slice: slice,
  $sortArray: sortArray,
  $sum: over(sum),
  $zip: zip,
}
