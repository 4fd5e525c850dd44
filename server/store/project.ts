/**
 * Projections of `find`: which fields leave, in which shape. Inclusion, exclusion, computed fields,
 * $slice, $elemMatch and the positional `$` each keep the order that mongod gives.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { isTrue } from './compare.ts'
import { badValue, located } from './errors.ts'
import { compileExpression } from './expression.ts'
import { compileFilter } from './match.ts'
import type { MatchDetails } from './match.ts'
import { isNumeric, toSafeInteger } from './numbers.ts'
import { compute, exclude, include, newBranch, plant } from './shape.ts'
import type { Branch } from './shape.ts'
import type { Value } from './values.ts'

export interface ProjectionOptions {
  readonly collation?: Collation | undefined
  readonly let?: Doc | undefined
  readonly now?: Date | undefined
}

export type Projection = (doc: Doc, match?: MatchDetails) => Doc

/** What is done to the shaped document afterwards ($slice and the positional `$`). */
type Finish = (doc: Doc, match: MatchDetails | undefined) => Doc

interface Draft {
  readonly branch: Branch
  readonly finishes: Finish[]
  /** Paths named by $slice: part of an inclusion, no hindrance to an exclusion. */
  readonly sliced: string[]
  /** Whether every computed field was made by `find` itself ($elemMatch). */
  mode: 'include' | 'exclude' | undefined
  identity: boolean | undefined
  positional: boolean
}

const flagOf = (value: Value): boolean | undefined =>
  typeof value === 'boolean' || isNumeric(value) ? isTrue(value) : undefined

/** Throws 31253/31254 for mixing inclusion and exclusion, 51246 for a bad positional use. */
export function compileProjection(spec: Doc, options: ProjectionOptions = {}): Projection {
  const draft: Draft = {
    branch: newBranch(),
    finishes: [],
    sliced: [],
    mode: undefined,
    identity: undefined,
    positional: false,
  }
  for (const [path, value] of spec) read(draft, path, value, options)
  const bySlice = draft.sliced.length > 0
  draft.mode ??=
    draft.identity === true || (!bySlice && draft.branch.computes) ? 'include' : 'exclude'
  const { branch, finishes, mode } = draft
  if (spec.size === 0) return (doc) => doc
  if (mode === 'include') {
    if (draft.identity !== false && !branch.children.has('_id')) plant(branch, '_id', 'include')
    for (const path of draft.sliced) plant(branch, path, 'include')
  } else if (draft.identity === false) plant(branch, '_id', 'exclude')
  const shape = mode === 'include' ? include : exclude
  return (doc, match) => {
    let result = shape(branch, doc)
    if (branch.computes) result = compute(branch, result, doc)
    for (const finish of finishes) result = finish(result, match)
    return result
  }
}

function read(draft: Draft, path: string, value: Value, options: ProjectionOptions): void {
  if (path.endsWith('.$')) return readPositional(draft, path, value)
  if (path.startsWith('$')) {
    throw located(16410, `FieldPath field names may not start with '$'. Consider using $getField`)
  }
  const flag = flagOf(value)
  if (flag !== undefined) return readFlag(draft, path, flag)
  if (value instanceof Doc) {
    const [name] = value.keys()
    if (name === undefined) {
      throw located(51270, `An empty sub-projection is not a valid value. Found at path ${path}`)
    }
    if (!name.startsWith('$')) {
      for (const [inner, nested] of value) read(draft, `${path}.${inner}`, nested, options)
      return
    }
    if (name === '$slice' && isFindSlice(value.get(name))) return readSlice(draft, path, value)
    if (name === '$elemMatch') return readElement(draft, path, value, options)
    if (name === '$meta') throw badValue('$meta is not supported by this server')
  }
  if (draft.mode === 'exclude') {
    throw located(31252, `Cannot use expression for field ${path} in exclusion projection`)
  }
  draft.mode = 'include'
  if (path === '_id') draft.identity = false
  plant(draft.branch, path, compileExpression(value, options))
}

function readFlag(draft: Draft, path: string, flag: boolean): void {
  if (path === '_id') {
    draft.identity = flag
    return
  }
  const mode = flag ? 'include' : 'exclude'
  if (draft.mode !== undefined && draft.mode !== mode) {
    const [code, now, before] = flag
      ? [31253, 'inclusion', 'exclusion']
      : [31254, 'exclusion', 'inclusion']
    throw located(code, `Cannot do ${now} on field ${path} in ${before} projection`)
  }
  draft.mode = mode
  plant(draft.branch, path, mode)
}

/** Applies a change to whatever lies at a path, entering arrays of documents. */
function alter(doc: Doc, steps: readonly string[], change: (value: Value) => Value): Doc {
  const [step = '', ...rest] = steps
  const value = doc.get(step)
  if (value === undefined) return doc
  const within = (item: Value): Value => {
    if (item instanceof Doc) return alter(item, rest, change)
    return Array.isArray(item) ? item.map(within) : item
  }
  return doc.with(step, rest.length === 0 ? change(value) : within(value))
}

/** The find form has numbers only; with an array first it is the aggregation expression. */
const isFindSlice = (operand: Value | undefined): boolean =>
  isNumeric(operand) ||
  (Array.isArray(operand) && operand.length === 2 && operand.every((item) => isNumeric(item)))

function readSlice(draft: Draft, path: string, value: Doc): void {
  const operand = value.get('$slice')
  const [first, second] = (Array.isArray(operand) ? operand : [operand]).map(toSafeInteger)
  if (first === undefined || (Array.isArray(operand) && (second === undefined || second <= 0))) {
    throw located(28724, '$slice takes a number, or a skip and a positive limit')
  }
  draft.sliced.push(path)
  const steps = path.split('.')
  const cut = (array: Value): Value => {
    if (!Array.isArray(array)) return array
    if (second === undefined) return first < 0 ? array.slice(first) : array.slice(0, first)
    const start = first < 0 ? Math.max(array.length + first, 0) : first
    return array.slice(start, start + second)
  }
  draft.finishes.push((doc) => alter(doc, steps, cut))
}

function readElement(draft: Draft, path: string, value: Doc, options: ProjectionOptions): void {
  if (path.includes('.')) {
    throw located(31275, 'Cannot use $elemMatch projection on a nested field.')
  }
  if (value.size !== 1) throw badValue(`$elemMatch at ${path} must be its only operator`)
  if (draft.mode === 'exclude') {
    throw located(31252, `Cannot use $elemMatch for field ${path} in exclusion projection`)
  }
  draft.mode = 'include'
  const operand = value.get('$elemMatch') ?? null
  const matches = compileFilter(Doc.from([['a', Doc.from([['$elemMatch', operand]])]]), options)
  plant(draft.branch, path, (doc) => {
    const array = doc.get(path)
    if (!Array.isArray(array)) return undefined
    const index = array.findIndex((item) => matches(Doc.from([['a', [item]]])))
    return index < 0 ? undefined : [array[index] as Value]
  })
}

function readPositional(draft: Draft, path: string, value: Value): void {
  const field = path.slice(0, -2)
  if (draft.positional) {
    throw located(31276, 'Cannot specify more than one positional projection per query.')
  }
  if (flagOf(value) !== true) throw located(31271, 'positional projection must be an inclusion')
  if (field.split('.').includes('$')) {
    throw located(31394, "a projection path may hold the positional '$' only at its end")
  }
  draft.positional = true
  readFlag(draft, field, true)
  const steps = field.split('.')
  draft.finishes.push((doc, match) => keepMatched(doc, steps, match?.arrayIndex))
}

/** Reduces the first array on the path to the element that the filter matched. */
function keepMatched(doc: Doc, steps: readonly string[], index: number | undefined): Doc {
  const [step = '', ...rest] = steps
  const value = doc.get(step)
  if (Array.isArray(value)) {
    const item = index === undefined ? undefined : value[index]
    if (item === undefined) {
      throw located(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't " +
          'find a matching element in the array',
      )
    }
    return doc.with(step, [item])
  }
  if (!(value instanceof Doc)) return doc
  return doc.with(step, keepMatched(value, rest, index))
}

/** Whether the projection uses the positional `$`, so that the caller must supply the match. */
export function isPositional(spec: Doc): boolean {
  return spec.keys().some((path) => path.endsWith('.$'))
}
