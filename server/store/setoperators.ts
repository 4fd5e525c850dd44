/**
 * Arrays taken as sets in expressions: order and repeats do not count.
 */
import { binary, isNullish, kindOf, unary, variadic } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { isTrue } from './compare.ts'
import { located } from './errors.ts'
import type { Operator } from './expression.ts'
import { ValueSet } from './sets.ts'
import type { Value } from './values.ts'

function arrayOf(value: Maybe, name: string, code: number): Value[] {
  if (Array.isArray(value)) return value
  throw located(code, `All operands of ${name} must be arrays. One argument is: ${kindOf(value)}`)
}

const anyNumber = Number.MAX_SAFE_INTEGER

export const setOperators: Readonly<Record<string, Operator>> = {
  $allElementsTrue: unary((value) => arrayOf(value, '$allElementsTrue', 17040).every(isTrue)),
  $anyElementTrue: unary((value) => arrayOf(value, '$anyElementTrue', 17041).some(isTrue)),
  $setDifference: binary((a, b, collation) => {
    if (isNullish(a) || isNullish(b)) return null
    const taken = new ValueSet(collation, arrayOf(b, '$setDifference', 17049))
    const left = new ValueSet(collation, arrayOf(a, '$setDifference', 17048))
    return left.values().filter((value) => !taken.has(value))
  }),
  $setEquals: variadic(2, anyNumber, (values, collation) => {
    const sets = values.map((value) => new ValueSet(collation, arrayOf(value, '$setEquals', 17044)))
    return sets.every(
      (set) => set.size === sets[0]?.size && set.values().every((value) => sets[0]?.has(value)),
    )
  }),
  $setIntersection: variadic(0, anyNumber, (values, collation) => {
    if (values.some(isNullish)) return null
    const [first, ...rest] = values.map(
      (value) => new ValueSet(collation, arrayOf(value, '$setIntersection', 17047)),
    )
    return (first?.values() ?? []).filter((value) => rest.every((set) => set.has(value)))
  }),
  $setIsSubset: binary((a, b, collation) => {
    const whole = new ValueSet(collation, arrayOf(b, '$setIsSubset', 17042))
    return arrayOf(a, '$setIsSubset', 17046).every((value) => whole.has(value))
  }),
  $setUnion: variadic(0, anyNumber, (values, collation) => {
    if (values.some(isNullish)) return null
    const all = new ValueSet(collation)
    for (const value of values) {
      for (const item of arrayOf(value, '$setUnion', 17043)) all.add(item)
    }
    return all.values()
  }),
}
