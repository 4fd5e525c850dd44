/**
 * Comparison, truth and choice in expressions. Comparison here orders all types, without the
 * bracketing of filters, and a missing value is below null.
 */
import { argumentsOf, binary, fieldsOf, isNullish, unary } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { compare, isTrue } from './compare.ts'
import { located } from './errors.ts'
import type { Evaluate, Operator } from './expression.ts'
import { Int32, MinKeyKind, UndefinedKind } from './values.ts'

/** The order of expressions: missing is between MinKey and everything else. */
export function compareMaybe(a: Maybe, b: Maybe, collation?: Collation): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0
    const other = a ?? b
    const below = other instanceof MinKeyKind ? 1 : other instanceof UndefinedKind ? 0 : -1
    return a === undefined ? below : -below
  }
  return compare(a, b, collation)
}

const comparison = (verdict: (difference: number) => boolean): Operator =>
  binary((a, b, collation) => verdict(compareMaybe(a, b, collation)))

function condition(operand: Parameters<Operator>[0], scope: Parameters<Operator>[1]): Evaluate {
  let parts: Evaluate[]
  if (operand instanceof Doc) {
    const fields = fieldsOf(operand, '$cond', ['if', 'then', 'else'])
    parts = ['if', 'then', 'else'].map((name) => scope.compile(fields.get(name) ?? null))
  } else parts = argumentsOf(operand, scope, '$cond', 3)
  const [test, then, otherwise] = parts as [Evaluate, Evaluate, Evaluate]
  return (doc, slots) => (isTrue(test(doc, slots)) ? then(doc, slots) : otherwise(doc, slots))
}

const choose: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$switch', ['branches'], ['default'])
  const list = fields.get('branches')
  if (!Array.isArray(list) || list.length === 0) {
    throw located(40068, '$switch requires at least one branch.')
  }
  const branches = list.map((branch) => {
    const parts = fieldsOf(branch, '$switch branch', ['case', 'then'])
    return {
      test: scope.compile(parts.get('case') ?? null),
      answer: scope.compile(parts.get('then') ?? null),
    }
  })
  const otherwise = fields.get('default')
  const fallback = otherwise === undefined ? undefined : scope.compile(otherwise)
  return (doc, slots) => {
    for (const { test, answer } of branches) {
      if (isTrue(test(doc, slots))) return answer(doc, slots)
    }
    if (fallback !== undefined) return fallback(doc, slots)
    throw located(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    )
  }
}

const firstPresent: Operator = (operand, scope, name) => {
  const list = argumentsOf(operand, scope, name, 2, Number.MAX_SAFE_INTEGER)
  const last = list.at(-1) as Evaluate
  return (doc, slots) => {
    for (const evaluate of list) {
      const value = evaluate(doc, slots)
      if (!isNullish(value)) return value
    }
    return last(doc, slots)
  }
}

/** Binds all variables from outside values first, then evaluates `in`. */
const bindings: Operator = (operand, scope) => {
  const fields = fieldsOf(operand, '$let', ['vars', 'in'])
  const given = fields.get('vars')
  if (!(given instanceof Doc)) throw located(16874, 'invalid parameter: expected an object (vars)')
  let inner = scope
  const parts: { readonly slot: number; readonly evaluate: Evaluate }[] = []
  for (const [name, value] of given) {
    const bound = inner.bind(name)
    parts.push({ slot: bound.slot, evaluate: scope.compile(value) })
    inner = bound.scope
  }
  const body = inner.compile(fields.get('in') ?? null)
  return (doc, slots) => {
    for (const { slot, evaluate } of parts) slots[slot] = evaluate(doc, slots)
    return body(doc, slots)
  }
}

const junction =
  (stop: boolean): Operator =>
  (operand, scope, name) => {
    const list = argumentsOf(operand, scope, name, 0, Number.MAX_SAFE_INTEGER)
    return (doc, slots) => {
      for (const evaluate of list) if (isTrue(evaluate(doc, slots)) === stop) return stop
      return !stop
    }
  }

const literal: Operator = (operand) => () => operand

export const logicOperators: Readonly<Record<string, Operator>> = {
  $and: junction(false),
  $cmp: binary((a, b, collation) => new Int32(Math.sign(compareMaybe(a, b, collation)))),
  $cond: condition,
  $const: literal,
  $eq: comparison((difference) => difference === 0),
  $expr: (operand, scope) => scope.compile(operand),
  $gt: comparison((difference) => difference > 0),
  $gte: comparison((difference) => difference >= 0),
  $ifNull: firstPresent,
  $let: bindings,
  $literal: literal,
  $lt: comparison((difference) => difference < 0),
  $lte: comparison((difference) => difference <= 0),
  $ne: comparison((difference) => difference !== 0),
  $not: unary((value) => !isTrue(value)),
  $or: junction(true),
  $switch: choose,
}
