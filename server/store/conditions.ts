/**
 * The conditions that filters are made of: a question that can be asked of a path in a document or,
 * inside $elemMatch, of one array element directly.
 */
import type { Collation } from './collation.ts'
import { classOf, classes, compare } from './compare.ts'
import { badValue } from './errors.ts'
import type { Matcher } from './match.ts'
import { isNaNumber, isNumeric } from './numbers.ts'
import { somewhere } from './paths.ts'
import type { Test } from './paths.ts'
import { compileRegex } from './regexes.ts'
import { BsonSymbol, Int32, MaxKeyKind, MinKeyKind, Regex, UndefinedKind } from './values.ts'
import type { Value } from './values.ts'

export interface Condition {
  onPath(steps: readonly string[]): Matcher
  readonly onElement: Test
}

/** A condition asked of each value at the path; with `leaves` also of an array's elements. */
export const leaf = (test: Test, leaves = true): Condition => ({
  onPath: (steps) => somewhere(steps, leaves, test),
  onElement: test,
})

export function negate(conditions: readonly Condition[]): Condition {
  return {
    onPath: (steps) => {
      const matchers = conditions.map((condition) => condition.onPath(steps))
      return (doc) => !matchers.every((matches) => matches(doc))
    },
    onElement: (value) => !conditions.every((condition) => condition.onElement(value)),
  }
}

export const isNullish = (value: Value | undefined): boolean =>
  value === undefined || value === null || value instanceof UndefinedKind

function equalTest(operand: Value, collation: Collation | undefined): Test {
  if (operand instanceof UndefinedKind) throw badValue('cannot compare to undefined')
  if (operand === null) return isNullish
  if (typeof operand === 'string' && collation === undefined) {
    return (value) => value === operand || (value instanceof BsonSymbol && value.value === operand)
  }
  if (operand instanceof Int32) {
    const number = operand.value
    return (value) => {
      if (value instanceof Int32) return value.value === number
      return value !== undefined && isNumeric(value) && compare(value, operand) === 0
    }
  }
  return (value) => value !== undefined && compare(value, operand, collation) === 0
}

export function regexTest(regex: Regex): Test {
  const compiled = compileRegex(regex)
  return (value) => {
    if (typeof value === 'string') return compiled.test(value)
    if (value instanceof BsonSymbol) return compiled.test(value.value)
    return value instanceof Regex && compare(value, regex) === 0
  }
}

/** Equality; a regular expression either matches text, or with $eq stands for itself. */
export function equalTo(
  operand: Value,
  collation: Collation | undefined,
  matching: boolean,
): Condition {
  return leaf(
    matching && operand instanceof Regex ? regexTest(operand) : equalTest(operand, collation),
  )
}

export type Range = '$gt' | '$gte' | '$lt' | '$lte'

const verdicts: Record<Range, (difference: number) => boolean> = {
  $gt: (difference) => difference > 0,
  $gte: (difference) => difference >= 0,
  $lt: (difference) => difference < 0,
  $lte: (difference) => difference <= 0,
}

/** Values of another class never compare, except that the two ends bound everything. */
export function rangeTest(name: Range, operand: Value, collation: Collation | undefined): Test {
  if (operand instanceof UndefinedKind) throw badValue('cannot compare to undefined')
  const closed = name === '$gte' || name === '$lte'
  if (operand === null) return closed ? isNullish : () => false
  const verdict = verdicts[name]
  if (operand instanceof MinKeyKind || operand instanceof MaxKeyKind) {
    const bounded = operand instanceof MinKeyKind ? name.startsWith('$g') : name.startsWith('$l')
    return (value) =>
      value !== undefined && classOf(value) === classOf(operand) ? closed : bounded
  }
  const kind = classOf(operand)
  if (kind === classes.number) {
    const nan = isNumeric(operand) && isNaNumber(operand)
    return (value) => {
      if (!isNumeric(value)) return false
      if (nan || isNaNumber(value)) return closed && nan && isNaNumber(value)
      return verdict(compare(value, operand))
    }
  }
  return (value) =>
    value !== undefined && classOf(value) === kind && verdict(compare(value, operand, collation))
}
