/**
 * The update operators that change an array: adding, removing, cutting and ordering its elements.
 */
import { elementOrder } from './arrays.ts'
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { equals, identical } from './compare.ts'
import { badValue, failedToParse, typeMismatch } from './errors.ts'
import type { StoreError } from './errors.ts'
import { compileFilter, isOperators } from './match.ts'
import type { Build } from './modifiers.ts'
import { toSafeInteger } from './numbers.ts'
import { ValueSet } from './sets.ts'
import { show } from './show.ts'
import { typeName } from './types.ts'
import type { Modifier, Moment } from './updatetree.ts'
import { Regex } from './values.ts'
import type { Value } from './values.ts'

const always = (): boolean => true
const never = (): boolean => false

function notArray(path: string, value: Value, { original }: Moment): StoreError {
  const id = original.get('_id')
  return badValue(
    `The field '${path}' must be an array but is of type ${typeName(value)} in document ` +
      `{_id: ${id === undefined ? 'no id' : show(id)}}`,
  )
}

interface PushPlan {
  readonly items: readonly Value[]
  readonly position: number | undefined
  readonly slice: number | undefined
  readonly order: ((a: Value, b: Value) => number) | undefined
}

function integerClause(clauses: Doc, name: string): number | undefined {
  const value = clauses.get(name)
  if (value === undefined) return undefined
  const whole = toSafeInteger(value)
  if (whole !== undefined) return whole
  throw badValue(
    `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
  )
}

function sortClause(clauses: Doc, collation: Collation | undefined): PushPlan['order'] {
  const spec = clauses.get('$sort')
  if (spec === undefined) return undefined
  const fields = spec instanceof Doc && spec.size > 0
  if (!fields && toSafeInteger(spec) !== 1 && toSafeInteger(spec) !== -1) {
    throw badValue('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}')
  }
  return elementOrder(spec, collation)
}

const pushClauses = new Set(['$each', '$position', '$slice', '$sort'])

function pushPlan(operand: Value, collation: Collation | undefined): PushPlan {
  if (!(operand instanceof Doc) || !operand.has('$each')) {
    return { items: [operand], position: undefined, slice: undefined, order: undefined }
  }
  for (const name of operand.keys()) {
    if (!pushClauses.has(name)) throw badValue(`Unrecognized clause in $push: ${name}`)
  }
  const items = operand.get('$each')
  if (!Array.isArray(items)) {
    throw badValue(
      `The argument to $each in $push must be an array but it was of type: ` +
        (items === undefined ? 'missing' : typeName(items)),
    )
  }
  return {
    items,
    position: integerClause(operand, '$position'),
    slice: integerClause(operand, '$slice'),
    order: sortClause(operand, collation),
  }
}

function pushed(array: readonly Value[], plan: PushPlan): Value[] {
  const { items, position, slice, order } = plan
  const at = position ?? array.length
  let result = array.slice()
  result.splice(at < 0 ? Math.max(array.length + at, 0) : at, 0, ...items)
  if (order !== undefined) result.sort(order)
  if (slice !== undefined) {
    result = slice === 0 ? [] : slice < 0 ? result.slice(slice) : result.slice(0, slice)
  }
  return result
}

const push: Build = (path, operand, collation) => {
  const plan = pushPlan(operand, collation)
  return [
    {
      path,
      creates: always,
      apply: (value, moment) => {
        if (value !== undefined && !Array.isArray(value)) throw notArray(path, value, moment)
        const result = pushed(value ?? [], plan)
        return value !== undefined && identical(value, result) ? value : result
      },
    },
  ]
}

const addToSet: Build = (path, operand, collation) => {
  let items: readonly Value[] = [operand]
  if (operand instanceof Doc && operand.keys()[0] === '$each') {
    const each = operand.get('$each')
    if (!Array.isArray(each)) {
      throw typeMismatch('The argument to $each in $addToSet must be an array')
    }
    if (operand.size > 1) throw badValue('Found unexpected fields after $each in $addToSet')
    items = each
  }
  return [
    {
      path,
      creates: always,
      apply: (value, moment) => {
        if (value !== undefined && !Array.isArray(value)) throw notArray(path, value, moment)
        const present = new ValueSet(collation, value ?? [])
        const added = items.filter((item) => present.add(item))
        return value !== undefined && added.length === 0 ? value : [...(value ?? []), ...added]
      },
    },
  ]
}

/** Keeps the elements that the test does not name. */
const removing = (path: string, test: (element: Value) => boolean, name: string): Modifier[] => [
  {
    path,
    creates: never,
    apply: (value) => {
      if (value === undefined) return value
      if (!Array.isArray(value)) throw badValue(`Cannot apply ${name} to a non-array value`)
      const kept = value.filter((element) => !test(element))
      return kept.length === value.length ? value : kept
    },
  },
]

/** Operators that speak of a value, as against those that join filters over documents. */
const joining = new Set(['$and', '$or', '$nor', '$expr', '$comment'])

/**
 * A document is a filter for document elements, operators and regular expressions are asked of the
 * element as of a field, and everything else means equality.
 */
function pullTest(operand: Value, collation: Collation | undefined): (element: Value) => boolean {
  if (operand instanceof Regex || (isOperators(operand) && !joining.has(operand.keys()[0] ?? ''))) {
    const matches = compileFilter(Doc.from([['element', operand]]), { collation })
    return (element) => matches(Doc.from([['element', element]]))
  }
  if (operand instanceof Doc) {
    const matches = compileFilter(operand, { collation })
    return (element) => element instanceof Doc && matches(element)
  }
  return (element) => equals(element, operand, collation)
}

const pullAll: Build = (path, operand, collation) => {
  if (!Array.isArray(operand)) {
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  }
  const values = new ValueSet(collation, operand)
  return removing(path, (element) => values.has(element), '$pullAll')
}

const pop: Build = (path, operand) => {
  const direction = toSafeInteger(operand)
  if (direction !== 1 && direction !== -1) {
    throw failedToParse(`$pop expects 1 or -1, found: ${show(operand)}`)
  }
  return [
    {
      path,
      creates: never,
      apply: (value) => {
        if (value === undefined) return value
        if (!Array.isArray(value)) {
          throw typeMismatch(
            `Path '${path}' contains an element of non-array type '${typeName(value)}'`,
          )
        }
        if (value.length === 0) return value
        return direction === 1 ? value.slice(0, -1) : value.slice(1)
      },
    },
  ]
}

export const arrayModifiers: Readonly<Record<string, Build>> = {
  $addToSet: addToSet,
  $pop: pop,
  $pull: (path, operand, collation) => removing(path, pullTest(operand, collation), '$pull'),
  $pullAll: pullAll,
  $push: push,
}
