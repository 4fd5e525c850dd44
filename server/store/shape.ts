/**
 * The shapes that $project, $addFields and the projections of find share: a tree of paths that are
 * kept, dropped or computed. Arrays on a path are entered element by element.
 */
import { Doc } from './bson.ts'
import { located } from './errors.ts'
import type { Expression } from './expression.ts'
import type { Value } from './values.ts'

/** A leaf keeps its field, drops it, or computes it from the whole document. */
export type Leaf = 'include' | 'exclude' | Expression

/** A level of the tree; `computes` says whether anything at or below it is computed. */
export interface Branch {
  readonly children: Map<string, Branch | Leaf>
  computes: boolean
}

export const newBranch = (): Branch => ({ children: new Map(), computes: false })

export const isBranch = (node: Branch | Leaf | undefined): node is Branch =>
  typeof node === 'object'

/** Puts a leaf into the tree. Throws 31249/31250 when one path is within another. */
export function plant(root: Branch, path: string, leaf: Leaf): void {
  const steps = path.split('.')
  if (steps.includes('')) throw located(15998, `FieldPath field names may not be empty: '${path}'`)
  let branch = root
  for (let at = 0; at < steps.length - 1; at += 1) {
    if (typeof leaf === 'function') branch.computes = true
    const step = steps[at] as string
    let next = branch.children.get(step)
    if (next === undefined) {
      next = newBranch()
      branch.children.set(step, next)
    }
    if (!isBranch(next)) {
      const rest = steps.slice(at + 1).join('.')
      throw located(31249, `Path collision at ${path} remaining portion ${rest}`)
    }
    branch = next
  }
  if (typeof leaf === 'function') branch.computes = true
  const last = steps.at(-1) as string
  if (branch.children.has(last)) throw located(31250, `Path collision at ${path}`)
  branch.children.set(last, leaf)
}

function includeValue(branch: Branch, value: Value): Value | undefined {
  if (value instanceof Doc) return include(branch, value)
  if (!Array.isArray(value)) return undefined
  const kept: Value[] = []
  for (const item of value) {
    const result = includeValue(branch, item)
    if (result !== undefined) kept.push(result)
  }
  return kept
}

/** Only the included fields, in the document's order. */
export function include(branch: Branch, doc: Doc): Doc {
  const names: string[] = []
  const values: Value[] = []
  for (const [name, value] of doc) {
    const node = branch.children.get(name)
    const kept = node === 'include' ? value : isBranch(node) ? includeValue(node, value) : undefined
    if (kept === undefined) continue
    names.push(name)
    values.push(kept)
  }
  return Doc.fromLists(names, values)
}

function excludeValue(branch: Branch, value: Value): Value {
  if (value instanceof Doc) return exclude(branch, value)
  return Array.isArray(value) ? value.map((item) => excludeValue(branch, item)) : value
}

/** All but the excluded fields. */
export function exclude(branch: Branch, doc: Doc): Doc {
  const names: string[] = []
  const values: Value[] = []
  for (const [name, value] of doc) {
    const node = branch.children.get(name)
    if (node === 'exclude') continue
    names.push(name)
    values.push(isBranch(node) ? excludeValue(node, value) : value)
  }
  return Doc.fromLists(names, values)
}

function computeValue(branch: Branch, value: Value | undefined, root: Doc): Value {
  if (Array.isArray(value)) return value.map((item) => computeValue(branch, item, root))
  return compute(branch, value instanceof Doc ? value : Doc.empty, root)
}

/**
 * Sets the computed fields. An existing field keeps its place and a new one goes to the end; a
 * result that is missing removes the field.
 */
export function compute(branch: Branch, doc: Doc, root: Doc): Doc {
  const names = doc.keys().slice()
  const values: (Value | undefined)[] = doc.listValues().slice()
  for (const [name, node] of branch.children) {
    if (typeof node === 'string' || (isBranch(node) && !node.computes)) continue
    const at = names.indexOf(name)
    const result = isBranch(node)
      ? computeValue(node, at < 0 ? undefined : values[at], root)
      : node(root)
    if (at >= 0) values[at] = result
    else if (result !== undefined) {
      names.push(name)
      values.push(result)
    }
  }
  const kept = names.filter((_, at) => values[at] !== undefined)
  return Doc.fromLists(
    kept,
    values.filter((value) => value !== undefined),
  )
}
