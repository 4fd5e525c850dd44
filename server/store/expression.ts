/**
 * Aggregation expressions, compiled to closures once per command so that a pipeline over many
 * documents does not interpret its expressions again for each.
 */
import { arithmeticOperators } from './arithmetic.ts'
import { arrayOperators } from './arrays.ts'
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { conversionOperators } from './conversions.ts'
import { dateOperators } from './dates.ts'
import { invalidOperator, located } from './errors.ts'
import { failedToParse } from './errors.ts'
import { logicOperators } from './logic.ts'
import { objectOperators } from './objects.ts'
import { setOperators } from './setoperators.ts'
import { stringOperators } from './strings.ts'
import { DateTime } from './values.ts'
import type { Value } from './values.ts'

export interface ExpressionOptions {
  readonly collation?: Collation | undefined
  /** Variables usable as `$$name`, already evaluated. */
  readonly let?: Doc | undefined
  /** The value of `$$NOW`. */
  readonly now?: Date | undefined
}

/** Undefined means missing, which is not null: a missing result leaves its field out. */
export type Expression = (doc: Doc) => Value | undefined

/** The current values of variables bound by $let, $map, $filter and $reduce, one slot each. */
export type Slots = (Value | undefined)[]

export type Evaluate = (doc: Doc, slots: Slots) => Value | undefined

/** What an operator sees while it is compiled. */
export interface Scope {
  readonly collation: Collation | undefined
  compile(value: Value): Evaluate
  /** A scope in which `name` is bound, and the slot to put its value into. */
  bind(name: string): { readonly scope: Scope; readonly slot: number }
}

export type Operator = (operand: Value, scope: Scope, name: string) => Evaluate

const operators = new Map<string, Operator>(
  Object.entries({
    ...arithmeticOperators,
    ...arrayOperators,
    ...conversionOperators,
    ...dateOperators,
    ...logicOperators,
    ...objectOperators,
    ...setOperators,
    ...stringOperators,
  }),
)

/** Throws 168 "Unrecognized expression '$x'" and the documented codes for wrong arguments. */
export function compileExpression(value: Value, options: ExpressionOptions = {}): Expression {
  const variables = new Map<string, Evaluate>()
  for (const [name, given] of options.let ?? Doc.empty) variables.set(name, () => given)
  if (options.now !== undefined) {
    const now = DateTime.of(options.now)
    variables.set('NOW', () => now)
  }
  const counter = { slots: 0 }
  const evaluate = compile(value, scopeOf(options.collation, variables, counter))
  const slots: Slots = Array.from({ length: counter.slots }, () => undefined)
  return (doc) => evaluate(doc, slots)
}

type Variables = ReadonlyMap<string, Evaluate>

interface InnerScope extends Scope {
  readonly variables: Variables
}

function scopeOf(
  collation: Collation | undefined,
  variables: Variables,
  counter: { slots: number },
): InnerScope {
  const scope: InnerScope = {
    collation,
    variables,
    compile: (value) => compile(value, scope),
    bind: (name) => {
      if (!/^[a-z\u0080-\uffff]\w*$/.test(name)) {
        throw failedToParse(`'${name}' starts with an invalid character for a user variable name`)
      }
      const slot = counter.slots
      counter.slots += 1
      const bound = new Map(variables).set(name, (_, slots) => slots[slot])
      return { scope: scopeOf(collation, bound, counter), slot }
    },
  }
  return scope
}

function compile(value: Value, scope: InnerScope): Evaluate {
  if (typeof value === 'string' && value.startsWith('$')) return compilePath(value, scope)
  if (Array.isArray(value)) {
    const items = value.map((item) => compile(item, scope))
    return (doc, slots) => items.map((item) => item(doc, slots) ?? null)
  }
  if (!(value instanceof Doc)) return () => value
  const [first] = value.keys()
  if (first?.startsWith('$') !== true) return compileObject(value, scope)
  if (value.size !== 1) {
    throw located(
      15983,
      'an expression specification must contain exactly one field, the name of the expression',
    )
  }
  const operator = operators.get(first)
  if (operator === undefined) throw invalidOperator(`Unrecognized expression '${first}'`)
  return operator(value.get(first) ?? null, scope, first)
}

function compileObject(value: Doc, scope: InnerScope): Evaluate {
  const fields = [...value.entries()].map(([name, inner]) => {
    if (name.includes('.')) {
      throw located(16405, `FieldPath field names may not contain '.' in object: '${name}'`)
    }
    if (name.startsWith('$')) {
      throw located(16410, `FieldPath field names may not start with '$': '${name}'`)
    }
    return [name, compile(inner, scope)] as const
  })
  return (doc, slots) => {
    const names: string[] = []
    const values: Value[] = []
    for (const [name, evaluate] of fields) {
      const result = evaluate(doc, slots)
      if (result === undefined) continue
      names.push(name)
      values.push(result)
    }
    return Doc.fromLists(names, values)
  }
}

/** `$a.b` reads from the document, `$$v.a.b` from a variable. */
function compilePath(text: string, scope: InnerScope): Evaluate {
  if (!text.startsWith('$$')) return compileSteps((doc) => doc, text.slice(1), text)
  const dot = text.indexOf('.')
  const name = text.slice(2, dot < 0 ? undefined : dot)
  const from = variable(name, scope)
  return dot < 0 ? from : compileSteps(from, text.slice(dot + 1), text)
}

function variable(name: string, scope: InnerScope): Evaluate {
  const bound = scope.variables.get(name)
  if (bound !== undefined) return bound
  if (name === 'ROOT' || name === 'CURRENT') return (doc) => doc
  if (name === 'REMOVE') return () => undefined
  if (name === '') throw failedToParse('empty variable names are not allowed')
  throw located(17276, `Use of undefined variable: ${name}`)
}

function compileSteps(from: Evaluate, path: string, text: string): Evaluate {
  const steps = path.split('.')
  if (steps.includes('')) {
    throw located(path === '' ? 16872 : 15998, `'${text}' is not a valid field path`)
  }
  const [only] = steps
  if (steps.length === 1 && only !== undefined) {
    return (doc, slots) => {
      const value = from(doc, slots)
      return value instanceof Doc ? value.get(only) : stepInto(value, steps, 0)
    }
  }
  return (doc, slots) => stepInto(from(doc, slots), steps, 0)
}

/** A path through an array gives an array of what its documents have there. */
export function stepInto(
  value: Value | undefined,
  steps: readonly string[],
  at: number,
): Value | undefined {
  if (at === steps.length) return value
  if (value instanceof Doc) return stepInto(value.get(steps[at] as string), steps, at + 1)
  if (!Array.isArray(value)) return undefined
  const found: Value[] = []
  for (const item of value) {
    const inner = stepInto(item, steps, at)
    if (inner !== undefined) found.push(inner)
  }
  return found
}
