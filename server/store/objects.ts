/**
 * Documents in expressions: taking fields by name, merging, and turning fields into lists and back.
 */
import { fieldsOf, isNullish, kindOf, unary, variadic } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { Doc } from './bson.ts'
import { located } from './errors.ts'
import type { Operator } from './expression.ts'
import type { Value } from './values.ts'

const getField: Operator = (operand, scope) => {
  const short = !(operand instanceof Doc) || operand.keys()[0]?.startsWith('$') === true
  const fields = short
    ? Doc.from([['field', operand]])
    : fieldsOf(operand, '$getField', ['field'], ['input'])
  const name = scope.compile(fields.get('field') ?? null)
  const given = fields.get('input')
  const input = scope.compile(given ?? '$$CURRENT')
  return (doc, slots) => {
    const field = name(doc, slots)
    if (typeof field !== 'string') {
      throw located(3041704, `$getField requires 'field' to be a string, not ${kindOf(field)}`)
    }
    const from = input(doc, slots)
    if (from instanceof Doc) return from.get(field)
    return isNullish(from) && from !== undefined ? null : undefined
  }
}

const setField: Operator = (operand, scope, operator) => {
  const keys = operator === '$setField' ? ['field', 'input', 'value'] : ['field', 'input']
  const fields = fieldsOf(operand, operator, keys)
  const name = scope.compile(fields.get('field') ?? null)
  const input = scope.compile(fields.get('input') ?? null)
  const value = scope.compile(fields.get('value') ?? '$$REMOVE')
  return (doc, slots) => {
    const from = input(doc, slots)
    const field = name(doc, slots)
    if (isNullish(from)) return null
    if (!(from instanceof Doc) || typeof field !== 'string') {
      throw located(4161105, `${operator} requires 'input' to be an object and 'field' a string`)
    }
    const result = value(doc, slots)
    return result === undefined ? from.without(field) : from.with(field, result)
  }
}

/** Later documents win; null and missing ones are passed over. */
export function merge(values: readonly Maybe[]): Doc {
  const fields = new Map<string, Value>()
  for (const value of values) {
    if (isNullish(value)) continue
    if (!(value instanceof Doc)) {
      throw located(40400, `$mergeObjects requires object inputs, but input is ${kindOf(value)}`)
    }
    for (const [name, inner] of value) fields.set(name, inner)
  }
  return Doc.from(fields)
}

function objectToArray(value: Maybe): Maybe {
  if (isNullish(value)) return null
  if (!(value instanceof Doc)) {
    throw located(40390, `$objectToArray requires a document input, found: ${kindOf(value)}`)
  }
  return [...value.entries()].map(([name, inner]) =>
    Doc.from([
      ['k', name],
      ['v', inner],
    ]),
  )
}

function pairOf(item: Value): [string, Value] {
  const [name, value] = Array.isArray(item)
    ? item.length === 2
      ? item
      : []
    : item instanceof Doc && item.size === 2
      ? [item.get('k'), item.get('v')]
      : []
  if (typeof name !== 'string' || value === undefined) {
    throw located(40386, '$arrayToObject requires pairs: [key, value] or {k: key, v: value}')
  }
  return [name, value]
}

function arrayToObject(value: Maybe): Maybe {
  if (isNullish(value)) return null
  if (!Array.isArray(value)) {
    throw located(40386, `$arrayToObject requires an array input, found: ${kindOf(value)}`)
  }
  return Doc.from(new Map(value.map(pairOf)))
}

export const objectOperators: Readonly<Record<string, Operator>> = {
  $arrayToObject: unary(arrayToObject),
  $getField: getField,
  $mergeObjects: (operand, scope, name) => {
    const evaluate = variadic(0, Number.MAX_SAFE_INTEGER, (values) => {
      const [only] = values
      return merge(values.length === 1 && Array.isArray(only) ? only : values)
    })
    return evaluate(operand, scope, name)
  },
  $objectToArray: unary(objectToArray),
  $setField: setField,
  $unsetField: setField,
}
