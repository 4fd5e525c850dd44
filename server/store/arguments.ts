/**
 * How operators of expressions take their arguments: a list of a known length, a single value
 * written without brackets, or named fields. Shared so that each operator is only its meaning.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { located } from './errors.ts'
import type { Evaluate, Operator, Scope } from './expression.ts'
import { isNumeric } from './numbers.ts'
import { UndefinedKind } from './values.ts'
import type { Numeric, Value } from './values.ts'
import { typeName } from './types.ts'

export type Maybe = Value | undefined

/** Null, BSON's undefined and missing are alike to most operators. */
export const isNullish = (value: Maybe): value is null | undefined | UndefinedKind =>
  value === undefined || value === null || value instanceof UndefinedKind

/** A type's name for a message; missing has one too. */
export const kindOf = (value: Maybe): string => (value === undefined ? 'missing' : typeName(value))

const counted = (name: string, min: number, max: number, given: number): Error =>
  located(
    min === max ? 16020 : 28667,
    min === max
      ? `Expression ${name} takes exactly ${min} arguments. ${given} were passed in.`
      : `Expression ${name} takes at least ${min} arguments, and at most ${max}, ` +
          `but ${given} were passed in.`,
  )

/** The compiled arguments; a value that is no array is one argument. */
export function argumentsOf(
  operand: Value,
  scope: Scope,
  name: string,
  min: number,
  max = min,
): Evaluate[] {
  const list = Array.isArray(operand) ? operand : [operand]
  if (list.length < min || list.length > max) throw counted(name, min, max, list.length)
  return list.map((item) => scope.compile(item))
}

export const unary =
  (meaning: (value: Maybe, collation: Collation | undefined) => Maybe): Operator =>
  (operand, scope, name) => {
    const [only] = argumentsOf(operand, scope, name, 1) as [Evaluate]
    const { collation } = scope
    return (doc, slots) => meaning(only(doc, slots), collation)
  }

export const binary =
  (meaning: (a: Maybe, b: Maybe, collation: Collation | undefined) => Maybe): Operator =>
  (operand, scope, name) => {
    const [first, second] = argumentsOf(operand, scope, name, 2) as [Evaluate, Evaluate]
    const { collation } = scope
    return (doc, slots) => meaning(first(doc, slots), second(doc, slots), collation)
  }

/** Any number of arguments between the two, all evaluated. */
export const variadic =
  (
    min: number,
    max: number,
    meaning: (values: Maybe[], collation: Collation | undefined, name: string) => Maybe,
  ): Operator =>
  (operand, scope, name) => {
    const list = argumentsOf(operand, scope, name, min, max)
    const { collation } = scope
    return (doc, slots) =>
      meaning(
        list.map((item) => item(doc, slots)),
        collation,
        name,
      )
  }

/** Named arguments: every required one present and no other than the optional ones. */
export function fieldsOf(
  operand: Value,
  name: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc {
  if (!(operand instanceof Doc)) {
    throw located(40075, `${name} only supports an object as its argument`)
  }
  for (const key of operand.keys()) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw located(40076, `Unrecognized argument to ${name}: ${key}`)
    }
  }
  for (const key of required) {
    if (!operand.has(key)) throw located(40077, `Missing '${key}' parameter to ${name}`)
  }
  return operand
}

/** An operator over named arguments; an absent optional one is missing. */
export const named =
  (
    required: readonly string[],
    optional: readonly string[],
    meaning: (values: Record<string, Maybe>, collation: Collation | undefined) => Maybe,
  ): Operator =>
  (operand, scope, name) => {
    const fields = fieldsOf(operand, name, required, optional)
    const list = [...fields.entries()].map(([key, value]) => [key, scope.compile(value)] as const)
    const { collation } = scope
    return (doc, slots) => {
      const values: Record<string, Maybe> = {}
      for (const [key, evaluate] of list) values[key] = evaluate(doc, slots)
      return meaning(values, collation)
    }
  }

/** Requires a number. Throws `code` naming the operator and the type that came. */
export function numberOf(value: Maybe, name: string, code: number): Numeric {
  if (value !== undefined && isNumeric(value)) return value
  throw located(code, `${name} only supports numeric types, not ${kindOf(value)}`)
}
