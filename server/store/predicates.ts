/**
 * What a planner may learn from a filter. Everything here only narrows: a predicate is always
 * implied by the filter, and the matcher rechecks each document, so an overlooked predicate costs
 * time only.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { identical, isTrue } from './compare.ts'
import { compileOperators, isOperators } from './match.ts'
import { isPosition } from './paths.ts'
import { prefixOf } from './regexes.ts'
import { MaxKeyKind, MinKeyKind, Regex, Undefined, UndefinedKind } from './values.ts'
import type { Value } from './values.ts'

type RangeName = 'gt' | 'gte' | 'lt' | 'lte'

/**
 * One condition that every matching document meets. Values are as written: `eq null` is also met by
 * a missing field, and an array by an array holding it. `regexPrefix`: some string value starts
 * with the prefix, or a stored regex equals the filter's. `elemMatch`: one element of the array at
 * `path` meets all of `inner` (paths relative to it; the empty path is the element itself), so both
 * bounds of a range may be used together. Paths with a position (`a.0`) give no predicate.
 */
export type Predicate =
  | { readonly path: string; readonly op: 'eq' | RangeName; readonly value: Value }
  | { readonly path: string; readonly op: 'in'; readonly values: readonly Value[] }
  | { readonly path: string; readonly op: 'exists'; readonly value: boolean }
  | { readonly path: string; readonly op: 'regexPrefix'; readonly value: string }
  | { readonly path: string; readonly op: 'elemMatch'; readonly inner: readonly Predicate[] }

/** The predicates that hold together: top-level fields, inside $and, and a $or of one branch. */
export function conjuncts(filter: Doc): Predicate[] {
  const found: Predicate[] = []
  for (const [key, operand] of filter) {
    if (key.startsWith('$')) {
      const joined =
        key === '$and' || (key === '$or' && Array.isArray(operand) && operand.length === 1)
      if (!joined || !Array.isArray(operand)) continue
      for (const branch of operand) if (branch instanceof Doc) found.push(...conjuncts(branch))
    } else if (!key.split('.').some(isPosition)) {
      found.push(...fieldPredicates(key, operand))
    }
  }
  return found
}

function fieldPredicates(path: string, operand: Value): Predicate[] {
  if (operand instanceof Regex) return regexPredicates(path, operand)
  if (!isOperators(operand)) return [{ path, op: 'eq', value: operand }]
  return [...operand.entries()].flatMap(([name, value]) =>
    operatorPredicates(path, name, value, operand),
  )
}

function regexPredicates(path: string, regex: Regex): Predicate[] {
  const prefix = prefixOf(regex)
  return prefix === undefined ? [] : [{ path, op: 'regexPrefix', value: prefix }]
}

function operatorPredicates(path: string, name: string, value: Value, all: Doc): Predicate[] {
  switch (name) {
    case '$eq':
      return [{ path, op: 'eq', value }]
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [{ path, op: name.slice(1) as RangeName, value }]
    case '$in':
      if (!Array.isArray(value) || value.some((item) => item instanceof Regex)) return []
      return [{ path, op: 'in', values: value }]
    case '$exists':
      return [{ path, op: 'exists', value: isTrue(value) }]
    case '$all':
      return Array.isArray(value) ? value.flatMap((item) => fieldPredicates(path, item)) : []
    case '$elemMatch':
      return elementPredicates(path, value)
    case '$regex': {
      const options = all.get('$options')
      const flags = typeof options === 'string' ? options : ''
      if (value instanceof Regex)
        return regexPredicates(path, new Regex(value.pattern, value.flags + flags))
      return typeof value === 'string' ? regexPredicates(path, new Regex(value, flags)) : []
    }
    default:
      return []
  }
}

const logical = /^\$(?:and|or|nor|expr|comment)$/

function elementPredicates(path: string, operand: Value): Predicate[] {
  if (!(operand instanceof Doc)) return []
  const [first = ''] = operand.keys()
  const direct = isOperators(operand) && !logical.test(first)
  // An index holds the elements of one array, not those of an array within it.
  const inner = direct
    ? fieldPredicates('', operand).filter((predicate) => predicate.op !== 'elemMatch')
    : conjuncts(operand)
  return inner.length === 0 ? [] : [{ path, op: 'elemMatch', inner }]
}

/**
 * Conservative: true only if every document matching `filter` surely matches `partial`. Both are
 * taken under the one collation given; a planner must not ask across different ones.
 */
export function implies(filter: Doc, partial: Doc, collation?: Collation): boolean {
  const given = conjuncts(filter)
  for (const [key, operand] of partial) {
    if (key.startsWith('$')) {
      if (!impliesLogical(filter, key, operand, collation)) return false
    } else if (!stated(filter, key, operand) && !impliesField(given, key, operand, collation)) {
      return false
    }
  }
  return true
}

/** Whether the filter demands the very same clause. */
function stated(filter: Doc, key: string, operand: Value): boolean {
  return [...filter.entries()].some(([name, value]) => {
    if (name === key) return identical(value, operand)
    if (name !== '$and' || !Array.isArray(value)) return false
    return value.some((branch) => branch instanceof Doc && stated(branch, key, operand))
  })
}

function impliesLogical(filter: Doc, key: string, operand: Value, collation?: Collation): boolean {
  if (stated(filter, key, operand)) return true
  if (!Array.isArray(operand)) return false
  const branches = operand.filter((branch) => branch instanceof Doc)
  if (key === '$and') return branches.every((branch) => implies(filter, branch, collation))
  return key === '$or' && branches.some((branch) => implies(filter, branch, collation))
}

function impliesField(
  given: readonly Predicate[],
  path: string,
  operand: Value,
  collation: Collation | undefined,
): boolean {
  const about = given.filter((predicate) => predicate.path === path)
  const wanted = isOperators(operand) ? operand : Doc.from([['$eq', operand]])
  if (operand instanceof Regex) return false
  return [...wanted.entries()].every(([name, value]) =>
    about.some((predicate) => covers(predicate, name, value, path, collation)),
  )
}

const nullish: readonly (Value | undefined)[] = [undefined, null, Undefined]

/** Whether each value that can meet the predicate also meets the wanted operator. */
function covers(
  predicate: Predicate,
  name: string,
  operand: Value,
  path: string,
  collation: Collation | undefined,
): boolean {
  if (name === '$exists' && isTrue(operand)) return demandsPresence(predicate)
  // `x > 5` covers `x > 5`: an open bound may be the very bound that is wanted open.
  const closed = name === `$${predicate.op}` && /^\$[gl]t$/.test(name) ? `${name}e` : name
  const conditions = compileOperators(path, Doc.from([[closed, operand]]), { collation })
  const meets = (value: Value | undefined): boolean =>
    conditions.every((condition) => condition.onElement(value))
  const accepted = (value: Value): boolean =>
    value === null ? nullish.every(meets) : simple.has(name) && meets(value)
  switch (predicate.op) {
    case 'eq':
      return accepted(predicate.value)
    case 'in':
      return predicate.values.length > 0 && predicate.values.every(accepted)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isOrdinary(predicate.value) && coversRange(predicate.op, name, predicate.value, meets)
    default:
      return false
  }
}

/** Operators that ask each value at the path by itself, so that one witness carries over. */
const simple = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type'])

/**
 * `x > 5` covers `x > 3`: the bound itself must meet the wanted one, or be it when both are open.
 */
function coversRange(
  op: RangeName,
  name: string,
  bound: Value,
  meets: (value: Value) => boolean,
): boolean {
  const down = op === 'gt' || op === 'gte'
  const wantedDown = name === '$gt' || name === '$gte'
  if (down !== wantedDown || !/^\$[gl]te?$/.test(name)) return false
  return meets(bound)
}

const isOrdinary = (value: Value): boolean =>
  value !== null &&
  !(value instanceof MinKeyKind) &&
  !(value instanceof MaxKeyKind) &&
  !(value instanceof UndefinedKind)

function demandsPresence(predicate: Predicate): boolean {
  switch (predicate.op) {
    case 'exists':
      return predicate.value
    case 'in':
      return predicate.values.every(isOrdinary)
    case 'regexPrefix':
    case 'elemMatch':
      return true
    default:
      return isOrdinary(predicate.value)
  }
}
