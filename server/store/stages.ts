/**
 * The stages that turn one document into one document: $project, $set, $unset, $replaceRoot. They
 * serve pipelines and, as the only ones allowed there, updates written as pipelines.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { isTrue } from './compare.ts'
import { invalidOptions, located } from './errors.ts'
import { compileExpression } from './expression.ts'
import type { Expression } from './expression.ts'
import { isNumeric } from './numbers.ts'
import { compute, exclude, include, newBranch, plant } from './shape.ts'
import type { Branch } from './shape.ts'
import { show } from './show.ts'
import { typeName } from './types.ts'
import type { Value } from './values.ts'

export interface StageOptions {
  readonly collation?: Collation | undefined
  readonly let?: Doc | undefined
  readonly now: Date
}

export type DocStage = (doc: Doc) => Doc

interface Draft {
  readonly branch: Branch
  mode: 'include' | 'exclude' | undefined
  identity: boolean | undefined
  computed: boolean
}

function readField(draft: Draft, path: string, value: Value, options: StageOptions): void {
  if (path.startsWith('$') || path === '') {
    throw located(16410, `Invalid $project :: field path '${path}'`)
  }
  if (typeof value === 'boolean' || isNumeric(value)) {
    return readFlag(draft, path, isTrue(value))
  }
  if (value instanceof Doc && value.keys()[0]?.startsWith('$') !== true) {
    if (value.size === 0) {
      throw located(51270, `An empty sub-projection is not a valid value. Found at path ${path}`)
    }
    for (const [name, inner] of value) readField(draft, `${path}.${name}`, inner, options)
    return
  }
  if (draft.mode === 'exclude') {
    throw located(31252, `Cannot use an expression for field ${path} in exclusion projection`)
  }
  draft.mode = 'include'
  draft.computed = true
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
    const said = `Cannot do ${now} on field ${path} in ${before} projection`
    throw located(code, `Invalid $project :: caused by :: ${said}`)
  }
  draft.mode = mode
  plant(draft.branch, path, mode)
}

function project(spec: Value, options: StageOptions): DocStage {
  if (!(spec instanceof Doc)) {
    throw located(15969, '$project specification must be an object')
  }
  if (spec.size === 0) {
    throw located(51272, 'Invalid $project :: projection must have at least one field')
  }
  const draft: Draft = {
    branch: newBranch(),
    mode: undefined,
    identity: undefined,
    computed: false,
  }
  for (const [path, value] of spec) readField(draft, path, value, options)
  const { branch, identity } = draft
  if ((draft.mode ?? (identity === true ? 'include' : 'exclude')) === 'exclude') {
    if (identity === false) plant(branch, '_id', 'exclude')
    return (doc) => exclude(branch, doc)
  }
  if (identity !== false && !branch.children.has('_id')) plant(branch, '_id', 'include')
  return (doc) => {
    const kept = include(branch, doc)
    return branch.computes ? compute(branch, kept, doc) : kept
  }
}

function plantFields(branch: Branch, path: string, value: Value, options: StageOptions): void {
  if (path.startsWith('$') || path === '') {
    throw located(16410, `Invalid $set :: field path '${path}'`)
  }
  if (value instanceof Doc && value.keys()[0]?.startsWith('$') !== true) {
    if (value.size === 0) {
      throw located(40180, `an empty object is not a valid value. Found empty object at ${path}`)
    }
    for (const [name, inner] of value) plantFields(branch, `${path}.${name}`, inner, options)
    return
  }
  plant(branch, path, compileExpression(value, options))
}

function addFields(spec: Value, options: StageOptions, name: string): DocStage {
  if (!(spec instanceof Doc)) {
    throw located(40272, `${name} specification stage must be an object, got ${typeName(spec)}`)
  }
  const branch = newBranch()
  for (const [path, value] of spec) plantFields(branch, path, value, options)
  return (doc) => compute(branch, doc, doc)
}

function unset(spec: Value): DocStage {
  const paths = Array.isArray(spec) ? spec : [spec]
  const branch = newBranch()
  for (const path of paths) {
    if (typeof path !== 'string' || path === '' || path.startsWith('$')) {
      throw located(31002, '$unset specification must be a string or an array of field paths')
    }
    plant(branch, path, 'exclude')
  }
  if (paths.length === 0) {
    throw located(
      31119,
      '$unset specification must be a string or an array with at least one field',
    )
  }
  return (doc) => exclude(branch, doc)
}

function replace(expression: Expression, name: string): DocStage {
  return (doc) => {
    const root = expression(doc)
    if (root instanceof Doc) return root
    throw located(
      40228,
      `'${name}' expression must evaluate to an object, but resulting value was: ${show(root)}. ` +
        `Type of resulting value: '${root === undefined ? 'missing' : typeName(root)}'`,
    )
  }
}

function replaceRoot(spec: Value, options: StageOptions): DocStage {
  const root = spec instanceof Doc && spec.size === 1 ? spec.get('newRoot') : undefined
  if (root === undefined) {
    throw located(40229, '$replaceRoot specification must be an object with only newRoot')
  }
  return replace(compileExpression(root, options), 'newRoot')
}

/** The stage of this name; undefined when it is not one that maps single documents. */
export function docStage(name: string, spec: Value, options: StageOptions): DocStage | undefined {
  switch (name) {
    case '$project':
      return project(spec, options)
    case '$addFields':
    case '$set':
      return addFields(spec, options, name)
    case '$unset':
      return unset(spec)
    case '$replaceRoot':
      return replaceRoot(spec, options)
    case '$replaceWith':
      return replace(compileExpression(spec, options), 'replacement document')
    default:
      return undefined
  }
}

/** The name and specification of a stage. Throws 40323 unless it has exactly one field. */
export function stageOf(stage: Doc): { readonly name: string; readonly spec: Value } {
  const [name] = stage.keys()
  if (name === undefined || stage.size !== 1) {
    throw located(40323, 'A pipeline stage specification object must contain exactly one field.')
  }
  return { name, spec: stage.get(name) ?? null }
}

/** A stage of an update. Throws 72 for stages that may not change a single document. */
export function updateStage(stage: Doc, options: StageOptions): DocStage {
  const { name, spec } = stageOf(stage)
  const compiled = docStage(name, spec, options)
  if (compiled === undefined)
    throw invalidOptions(`${name} is not allowed to be used within an update`)
  return compiled
}
