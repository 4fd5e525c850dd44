/**
 * The operators of a field in a filter, one table: what an operand must look like and which
 * condition it becomes.
 */
import { Doc } from './bson.ts'
import { bitOperators } from './bits.ts'
import type { Collation } from './collation.ts'
import { isTrue } from './compare.ts'
import { equalTo, isNullish, leaf, negate, rangeTest, regexTest } from './conditions.ts'
import type { Condition, Range } from './conditions.ts'
import { Decimal128, decimalRound } from './decimal.ts'
import { badValue, located } from './errors.ts'
import type { MatchDetails, Matcher } from './match.ts'
import { isNumeric, toInteger, toSafeInteger } from './numbers.ts'
import { arrayAsDoc, somewhere } from './paths.ts'
import type { Test } from './paths.ts'
import { ValueSet } from './sets.ts'
import { typeName, typesOf } from './types.ts'
import { Regex, UndefinedKind } from './values.ts'
import type { Value } from './values.ts'

export interface OperatorContext {
  readonly path: string
  /** The document the operator stands in, for those that read a neighbour ($options). */
  readonly document: Doc
  readonly collation: Collation | undefined
  filter(inner: Doc): Matcher
  conditions(inner: Doc): Condition[]
}

type Build = (operand: Value, context: OperatorContext) => Condition | undefined

const range =
  (name: Range): Build =>
  (operand, { path, collation }) => {
    if (operand instanceof Regex) {
      throw badValue(`Can't have RegEx as arg to predicate over field '${path}'.`)
    }
    return leaf(rangeTest(name, operand, collation))
  }

function membership(name: string, operand: Value, collation: Collation | undefined): Condition {
  if (!Array.isArray(operand)) throw badValue(`${name} needs an array`)
  const expressions: Test[] = []
  const set = new ValueSet(collation)
  let nullish = false
  for (const item of operand) {
    if (item instanceof Regex) expressions.push(regexTest(item))
    else if (item instanceof UndefinedKind) throw badValue('cannot compare to undefined')
    else if (item === null) nullish = true
    else if (
      item instanceof Doc &&
      item.keys()[0]?.startsWith('$') === true &&
      !isReference(item)
    ) {
      throw badValue(`cannot nest $ under ${name}`)
    } else set.add(item)
  }
  return leaf((value) => {
    if (isNullish(value)) return nullish
    if (set.has(value as Value)) return true
    return expressions.some((test) => test(value))
  })
}

const isReference = (doc: Doc): boolean => /^\$(?:ref|id|db)$/.test(doc.keys()[0] ?? '')

function modulo(operand: Value): Condition {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array')
  if (operand.length < 2) throw badValue('malformed mod, not enough elements')
  if (operand.length > 2) throw badValue('malformed mod, too many elements')
  const [divisor, remainder] = operand.map(truncated)
  if (divisor === undefined) throw badValue('malformed mod, divisor not a number')
  if (remainder === undefined) throw badValue('malformed mod, remainder not a number')
  if (divisor === 0n) throw badValue('divisor cannot be 0')
  return leaf((value) => {
    const whole = truncated(value)
    return whole !== undefined && whole % divisor === remainder
  })
}

/** The integer part of a number; undefined for anything else, and for what is not finite. */
function truncated(value: Value | undefined): bigint | undefined {
  if (value === undefined || !isNumeric(value)) return undefined
  if (typeof value === 'number') {
    return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined
  }
  const whole = toInteger(value)
  if (whole !== undefined || !(value instanceof Decimal128)) return whole
  return toInteger(decimalRound(value, 0, 'truncate'))
}

const regex: Build = (operand, { document }) => {
  const options = document.get('$options')
  if (options !== undefined && typeof options !== 'string') {
    throw badValue('$options has to be a string')
  }
  if (typeof operand === 'string') return leaf(regexTest(new Regex(operand, options ?? '')))
  if (!(operand instanceof Regex)) throw badValue('$regex has to be a string')
  if (options !== undefined && operand.flags !== '') {
    throw located(51075, 'options set in both $regex and $options')
  }
  return leaf(regexTest(options === undefined ? operand : new Regex(operand.pattern, options)))
}

const size: Build = (operand) => {
  const length = toSafeInteger(operand)
  if (length === undefined || length < 0) {
    throw badValue('Failed to parse $size. Expected a non-negative whole number')
  }
  return leaf((value) => Array.isArray(value) && value.length === length, false)
}

function elementMatch(operand: Value, context: OperatorContext): Condition {
  if (!(operand instanceof Doc)) throw badValue('$elemMatch needs an Object')
  const test = elementTest(operand, context)
  return {
    onPath: (steps) => (doc, details) => {
      let index: number | undefined
      const matched = somewhere(steps, false, (value) => {
        index = Array.isArray(value) ? value.findIndex((item) => test(item)) : -1
        return index >= 0
      })
      const own: MatchDetails = {}
      if (!matched(doc, own)) return false
      // An array further out on the path is the outermost one and names the index.
      if (details !== undefined) details.arrayIndex = own.arrayIndex ?? index
      return true
    },
    onElement: (value) => Array.isArray(value) && value.some((item) => test(item)),
  }
}

const logical = new Set(['$and', '$or', '$nor', '$expr', '$comment'])

/** One element against operators, or against a filter of its own when it is a document. */
function elementTest(operand: Doc, context: OperatorContext): Test {
  const [first] = operand.keys()
  if (
    first !== undefined &&
    first.startsWith('$') &&
    !logical.has(first) &&
    !isReference(operand)
  ) {
    const conditions = context.conditions(operand)
    return (item) => conditions.every((condition) => condition.onElement(item))
  }
  const matches = context.filter(operand)
  return (item) => {
    if (item instanceof Doc) return matches(item)
    return Array.isArray(item) && matches(arrayAsDoc(item))
  }
}

function all(operand: Value, context: OperatorContext): Condition {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  const conditions = operand.map((item) => {
    if (!(item instanceof Doc) || item.keys()[0]?.startsWith('$') !== true || isReference(item)) {
      return equalTo(item, context.collation, true)
    }
    const inner = item.get('$elemMatch')
    if (inner === undefined || item.size !== 1) throw badValue('no $ expressions in $all')
    return elementMatch(inner, context)
  })
  return {
    onPath: (steps) => {
      const matchers = conditions.map((condition) => condition.onPath(steps))
      return (doc, details) =>
        matchers.length > 0 && matchers.every((matches) => matches(doc, details))
    },
    onElement: (value) =>
      conditions.length > 0 && conditions.every((condition) => condition.onElement(value)),
  }
}

function not(operand: Value, context: OperatorContext): Condition {
  if (operand instanceof Regex) return negate([leaf(regexTest(operand))])
  if (!(operand instanceof Doc)) throw badValue('$not needs a regex or a document')
  if (operand.size === 0) throw badValue('$not cannot be empty')
  return negate(context.conditions(operand))
}

function types(operand: Value): Condition {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(typesOf))
  if (wanted.size === 0) throw badValue('$type must match at least one type')
  return leaf((value) => value !== undefined && wanted.has(typeName(value)))
}

const exists: Condition = leaf((value) => value !== undefined, false)

/** Every operator a field may have in a filter. */
export const operators: Readonly<Record<string, Build>> = {
  ...bitOperators,
  $all: all,
  $comment: () => undefined,
  $elemMatch: elementMatch,
  $eq: (operand, { collation }) => equalTo(operand, collation, false),
  $exists: (operand) => (isTrue(operand) ? exists : negate([exists])),
  $gt: range('$gt'),
  $gte: range('$gte'),
  $in: (operand, { collation }) => membership('$in', operand, collation),
  $lt: range('$lt'),
  $lte: range('$lte'),
  $mod: modulo,
  $ne: (operand, { collation }) => {
    if (operand instanceof Regex) throw badValue("Can't have regex as arg to $ne.")
    return negate([equalTo(operand, collation, false)])
  },
  $nin: (operand, { collation }) => negate([membership('$nin', operand, collation)]),
  $not: not,
  $options: (_, { document }) => {
    if (!document.has('$regex')) throw badValue('$options needs a $regex')
    return undefined
  },
  $regex: regex,
  $size: size,
  $type: types,
}
