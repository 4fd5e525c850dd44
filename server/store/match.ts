/**
 * Filters, compiled once into a function over documents. Whatever an index proposed, this decides;
 * an operator it does not know is refused, never skipped.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { isTrue } from './compare.ts'
import { equalTo } from './conditions.ts'
import type { Condition } from './conditions.ts'
import { badValue } from './errors.ts'
import { compileExpression } from './expression.ts'
import { operators } from './operators.ts'
import { Regex } from './values.ts'
import type { Value } from './values.ts'

export interface FilterOptions {
  readonly collation?: Collation | undefined
  /** Variables of the command, for $expr. */
  readonly let?: Doc | undefined
  readonly now?: Date | undefined
}

/** Filled in by a matcher: the index of the element matched in the outermost array on the path. */
export interface MatchDetails {
  arrayIndex?: number | undefined
}

export type Matcher = (doc: Doc, details?: MatchDetails) => boolean

/** Throws BadValue (2) for an unknown operator or an operand of the wrong shape. */
export function compileFilter(filter: Doc, options: FilterOptions = {}): Matcher {
  const parts: Matcher[] = []
  for (const [key, operand] of filter) {
    const part = key.startsWith('$')
      ? compileTopLevel(key, operand, options)
      : compileField(key, operand, options)
    if (part !== undefined) parts.push(part)
  }
  return every(parts)
}

function every(parts: readonly Matcher[]): Matcher {
  const [first, second] = parts
  if (first === undefined) return () => true
  if (second === undefined) return first
  if (parts.length === 2) return (doc, details) => first(doc, details) && second(doc, details)
  return (doc, details) => {
    for (const part of parts) if (!part(doc, details)) return false
    return true
  }
}

function branches(name: string, operand: Value, options: FilterOptions): Matcher[] {
  if (!Array.isArray(operand) || operand.length === 0) {
    throw badValue(`${name} must be a nonempty array`)
  }
  return operand.map((branch) => {
    if (!(branch instanceof Doc)) throw badValue(`${name} argument's entries must be objects`)
    return compileFilter(branch, options)
  })
}

function compileTopLevel(
  name: string,
  operand: Value,
  options: FilterOptions,
): Matcher | undefined {
  switch (name) {
    case '$and':
      return every(branches(name, operand, options))
    case '$or': {
      const any = branches(name, operand, options)
      return (doc, details) => any.some((branch) => branch(doc, details))
    }
    case '$nor': {
      const none = branches(name, operand, options)
      return (doc) => !none.some((branch) => branch(doc))
    }
    case '$expr': {
      const evaluate = compileExpression(operand, options)
      return (doc) => isTrue(evaluate(doc))
    }
    case '$comment':
      return undefined
    case '$alwaysTrue':
      return () => true
    case '$alwaysFalse':
      return () => false
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      throw badValue(`${name} is not supported by this server`)
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' ` +
          'symbol, consider using $getField or $setField.',
      )
  }
}

const referenceKeys = new Set(['$ref', '$id', '$db'])

/** Whether a field's operand is operators and not a document to be equal to. */
export function isOperators(operand: Value): operand is Doc {
  if (!(operand instanceof Doc)) return false
  const [first] = operand.keys()
  return first !== undefined && first.startsWith('$') && !referenceKeys.has(first)
}

function compileField(path: string, operand: Value, options: FilterOptions): Matcher {
  const steps = path.split('.')
  const conditions = compileOperand(path, operand, options)
  return every(conditions.map((condition) => condition.onPath(steps)))
}

function compileOperand(path: string, operand: Value, options: FilterOptions): Condition[] {
  if (isOperators(operand)) return compileOperators(path, operand, options)
  return [equalTo(operand, options.collation, operand instanceof Regex)]
}

/**
 * The conditions of `{$gt: 1, $lt: 5}`. Those of one document each look at the path on their own.
 */
export function compileOperators(path: string, document: Doc, options: FilterOptions): Condition[] {
  const conditions: Condition[] = []
  for (const [name, operand] of document) {
    const build = operators[name]
    if (build === undefined) throw unknownOperator(name)
    const condition = build(operand, {
      path,
      document,
      collation: options.collation,
      filter: (inner) => compileFilter(inner, options),
      conditions: (inner) => compileOperators(path, inner, options),
    })
    if (condition !== undefined) conditions.push(condition)
  }
  return conditions
}

const unsupported = new Set(['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within'])

function unknownOperator(name: string): Error {
  if (unsupported.has(name)) return badValue(`${name} is not supported by this server`)
  return badValue(`unknown operator: ${name}`)
}

/** As compileFilter, but tells the array index for the positional `$`; undefined means no match. */
export function compilePositionalFilter(
  filter: Doc,
  options: FilterOptions = {},
): (doc: Doc) => MatchDetails | undefined {
  const matches = compileFilter(filter, options)
  return (doc) => {
    const details: MatchDetails = {}
    return matches(doc, details) ? details : undefined
  }
}
