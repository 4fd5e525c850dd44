/**
 * Grouping: documents with equal keys become one, with accumulators over the rest.
 */
import { isNullish } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { widened } from './arithmetic.ts'
import { meanOf } from './arrays.ts'
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { compare } from './compare.ts'
import { located } from './errors.ts'
import { compileExpression } from './expression.ts'
import type { Expression } from './expression.ts'
import { isNumeric, toSafeInteger } from './numbers.ts'
import { merge } from './objects.ts'
import { ValueMap, ValueSet } from './sets.ts'
import type { StageOptions } from './stages.ts'
import { Int32 } from './values.ts'
import type { Numeric, Value } from './values.ts'
import { Scales, weigh } from './weigh.ts'

/**
 * The running state of one accumulator in one group. `add` answers how many bytes it now keeps
 * more.
 */
interface Tally {
  add(value: Maybe): number
  result(): Value
}

type NewTally = (collation: Collation | undefined) => Tally

const one = new Int32(1)

function newSum(): Tally {
  let total: Numeric = new Int32(0)
  return {
    add: (value) => {
      if (value !== undefined && isNumeric(value)) total = widened('add', total, value)
      return 0
    },
    result: () => total,
  }
}

function newAverage(): Tally {
  let total: Numeric = new Int32(0)
  let count = 0
  return {
    add: (value) => {
      if (value !== undefined && isNumeric(value)) {
        total = widened('add', total, value)
        count += 1
      }
      return 0
    },
    result: () => (count === 0 ? null : meanOf(total, count)),
  }
}

const newExtreme =
  (sign: 1 | -1): NewTally =>
  (collation) => {
    let best: Maybe
    return {
      add: (value) => {
        if (isNullish(value)) return 0
        if (best === undefined || compare(value, best, collation) * sign > 0) best = value
        return 0
      },
      result: () => best ?? null,
    }
  }

function newFirst(): Tally {
  let first: Maybe
  let seen = false
  return {
    add: (value) => {
      if (!seen) first = value
      seen = true
      return 0
    },
    result: () => first ?? null,
  }
}

function newLast(): Tally {
  let last: Maybe
  return {
    add: (value) => {
      last = value
      return 0
    },
    result: () => last ?? null,
  }
}

function newList(): Tally {
  const items: Value[] = []
  return {
    add: (value) => {
      if (value === undefined) return 0
      items.push(value)
      return weigh(value)
    },
    result: () => items,
  }
}

function newSet(collation: Collation | undefined): Tally {
  const items = new ValueSet(collation)
  return {
    add: (value) => (value !== undefined && items.add(value) ? weigh(value) : 0),
    result: () => items.values(),
  }
}

function newMerge(): Tally {
  let merged = Doc.empty
  return {
    add: (value) => {
      const before = weigh(merged)
      merged = merge([merged, value])
      return weigh(merged) - before
    },
    result: () => merged,
  }
}

const tallies: Readonly<Record<string, NewTally>> = {
  $addToSet: newSet,
  $avg: newAverage,
  $count: newSum,
  $first: newFirst,
  $last: newLast,
  $max: newExtreme(1),
  $mergeObjects: newMerge,
  $min: newExtreme(-1),
  $push: newList,
  $sum: newSum,
}

interface Accumulator {
  readonly name: string
  readonly start: NewTally
  readonly evaluate: Expression
}

function accumulatorOf(name: string, spec: Value, options: StageOptions): Accumulator {
  if (name.includes('.')) {
    throw located(40235, `The field name '${name}' cannot contain '.'`)
  }
  if (name.startsWith('$')) {
    throw located(40236, `The field name '${name}' cannot be an operator name`)
  }
  if (!(spec instanceof Doc)) {
    throw located(40234, `The field '${name}' must be an accumulator object`)
  }
  const [operator = ''] = spec.keys()
  if (spec.size !== 1) {
    throw located(40238, `The field '${name}' must specify one accumulator`)
  }
  const start = Object.hasOwn(tallies, operator) ? tallies[operator] : undefined
  if (start === undefined) throw located(15952, `unknown group operator '${operator}'`)
  const operand = spec.get(operator) ?? null
  if (operator === '$count') {
    if (!(operand instanceof Doc) || operand.size > 0) {
      throw located(40238, '$count takes no arguments, i.e. $count: {}')
    }
    return { name, start, evaluate: () => one }
  }
  if (Array.isArray(operand) && operand.length !== 1) {
    throw located(40237, `The ${operator} accumulator is a unary operator`)
  }
  const [only] = Array.isArray(operand) ? operand : [operand]
  return { name, start, evaluate: compileExpression(only ?? null, options) }
}

/** A group under way: feed it documents, then take the results in order of first appearance. */
export interface Grouping {
  add(doc: Doc): void
  results(): Doc[]
}

/** Compiles $group. Throws 15947/15955 for a wrong specification, 15952 for an accumulator. */
export function compileGroup(
  spec: Value,
  options: StageOptions & { readonly memoryBytesMax: number },
): () => Grouping {
  if (!(spec instanceof Doc)) {
    throw located(15947, "a group's fields must be specified in an object")
  }
  const identity = spec.get('_id')
  if (identity === undefined) throw located(15955, 'a group specification must include an _id')
  const keyOf = compileExpression(identity, options)
  const accumulators = [...spec.entries()]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => accumulatorOf(name, value, options))
  const names = ['_id', ...accumulators.map(({ name }) => name)]
  return () => {
    const groups = new ValueMap<Tally[]>(options.collation)
    const scales = new Scales('$group', options.memoryBytesMax)
    return {
      add: (doc) => {
        const key = keyOf(doc) ?? null
        let group = groups.get(key)
        if (group === undefined) {
          group = accumulators.map(({ start }) => start(options.collation))
          groups.set(key, group)
          scales.add(weigh(key) * 2 + 64 * (1 + group.length))
        }
        for (let at = 0; at < accumulators.length; at += 1) {
          const { evaluate } = accumulators[at] as Accumulator
          const more = (group[at] as Tally).add(evaluate(doc))
          if (more !== 0) scales.add(more)
        }
      },
      results: () =>
        [...groups.entries()].map(([key, group]) =>
          Doc.fromLists(names.slice(), [key, ...group.map((tally) => tally.result())]),
        ),
    }
  }
}

/** A whole number in a stage's specification. Throws `code` when it is none or below `min`. */
export function countOf(value: Value, min: number, code: number, what: string): number {
  const whole = toSafeInteger(value)
  if (whole !== undefined && whole >= min) return whole
  throw located(code, what)
}
