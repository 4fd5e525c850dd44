/**
 * The paths of an update as one tree, walked once over the document. A path inside another is found
 * while the tree is built, and two array paths that turn out to mean one element while it is
 * walked.
 */
import { Doc } from './bson.ts'
import { identical } from './compare.ts'
import { StoreError, badValue, conflictingUpdate, failedToParse, pathNotViable } from './errors.ts'
import { isPosition } from './paths.ts'
import { show } from './show.ts'
import type { Value } from './values.ts'

/** What an operator may know while it is applied. */
export interface Moment {
  /** The document as it was before any change. */
  readonly original: Doc
  readonly insert: boolean
  readonly arrayIndex: number | undefined
  readonly now: Date
}

/** One operator on one path. An answer that is undefined removes the field or leaves it missing. */
export interface Modifier {
  readonly path: string
  /** Whether it may make a field, and the documents on the way, that do not exist. */
  creates(moment: Moment): boolean
  apply(value: Value | undefined, moment: Moment): Value | undefined
}

export interface Branch {
  readonly path: string
  readonly children: Map<string, Branch | Modifier>
}

/** Whether an array element passes the filter that `$[name]` refers to. */
export type ElementFilters = ReadonlyMap<string, (element: Value) => boolean>

const isBranch = (node: Branch | Modifier): node is Branch => 'children' in node

export const newBranch = (path: string): Branch => ({ path, children: new Map() })

const conflict = (path: string, at: string): StoreError =>
  conflictingUpdate(`Updating the path '${path}' would create a conflict at '${at}'`)

function checkSteps(path: string, steps: readonly string[]): void {
  if (path === '') {
    throw new StoreError(56, 'An empty update path is not valid.')
  }
  if (steps.includes('')) {
    throw new StoreError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  const [first = ''] = steps
  if (first === '$' || first.startsWith('$[')) {
    throw badValue(
      `Cannot have ${first === '$' ? "positional (i.e. '$')" : 'array filter'} element in the ` +
        `first position in path '${path}'`,
    )
  }
  if (steps.filter((step) => step === '$').length > 1) {
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`)
  }
  const dollar = steps.find((step) => /^\$(?!$|\[|ref$|id$|db$)/.test(step))
  if (dollar !== undefined) {
    throw new StoreError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${path}' is not valid for storage.`,
    )
  }
}

/** Puts a modifier at its path. Throws ConflictingUpdateOperators (40) where it meets another. */
export function plant(root: Branch, modifier: Modifier): void {
  const { path } = modifier
  const steps = path.split('.')
  checkSteps(path, steps)
  let branch = root
  for (let at = 0; at < steps.length - 1; at += 1) {
    const step = steps[at] as string
    const here = steps.slice(0, at + 1).join('.')
    let next = branch.children.get(step)
    if (next === undefined) {
      next = newBranch(here)
      branch.children.set(step, next)
    }
    if (!isBranch(next)) throw conflict(path, here)
    branch = next
  }
  const last = steps.at(-1) as string
  if (branch.children.has(last)) throw conflict(path, path)
  branch.children.set(last, modifier)
}

const creates = (node: Branch | Modifier, moment: Moment): boolean =>
  isBranch(node)
    ? [...node.children.values()].some((child) => creates(child, moment))
    : node.creates(moment)

/** Numbers come in their own order before and among names, so that new fields fall as in mongod. */
function compareSteps(a: string, b: string): number {
  if (isPosition(a) && isPosition(b)) return Number(a) - Number(b)
  return a < b ? -1 : a > b ? 1 : 0
}

const inOrder = (branch: Branch): [string, Branch | Modifier][] =>
  [...branch.children.entries()].sort(([a], [b]) => compareSteps(a, b))

/** Walks the tree over documents. */
export class Walker {
  private readonly filters: ElementFilters
  private readonly moment: Moment

  constructor(filters: ElementFilters, moment: Moment) {
    this.filters = filters
    this.moment = moment
  }

  /** The changed document, or the same one when nothing changed. */
  intoDoc(branch: Branch, doc: Doc): Doc {
    let result = doc
    for (const [step, node] of inOrder(branch)) {
      const name = this.resolve(step, node)
      if (name.startsWith('$[')) {
        throw badValue(
          `Cannot apply array updates to non-array element ${show(doc)} at '${branch.path}'`,
        )
      }
      const value = result.get(name)
      const next = this.intoValue(node, value)
      if (next === undefined) result = result.without(name)
      else if (value === undefined || !same(value, next)) result = result.with(name, next)
    }
    return result
  }

  /** `$` is the index that the query matched. */
  private resolve(step: string, node: Branch | Modifier): string {
    if (step !== '$') return step
    const { arrayIndex } = this.moment
    if (arrayIndex !== undefined) return String(arrayIndex)
    throw badValue(
      'The positional operator did not find the match needed from the query. ' +
        `Unexpanded update: ${node.path}`,
    )
  }

  private intoValue(node: Branch | Modifier, value: Value | undefined): Value | undefined {
    if (!isBranch(node)) return node.apply(value, this.moment)
    if (value instanceof Doc) return this.intoDoc(node, value)
    if (Array.isArray(value)) return this.intoArray(node, value)
    const array = [...node.children.keys()].find((step) => step.startsWith('$['))
    if (value === undefined) {
      if (array !== undefined) {
        throw badValue(
          `The path '${node.path}' must exist in the document in order to apply array updates.`,
        )
      }
      return creates(node, this.moment) ? this.intoDoc(node, Doc.empty) : undefined
    }
    if (array !== undefined) {
      throw badValue(`Cannot apply array updates to non-array element ${show(value)}`)
    }
    if (!creates(node, this.moment)) return value
    const [step = ''] = node.children.keys()
    throw this.notViable(node, step, value)
  }

  private notViable(branch: Branch, step: string, value: Value): StoreError {
    const name = branch.path.split('.').at(-1) ?? ''
    const element = show(Doc.from([[name, value]]))
    return pathNotViable(`Cannot create field '${step}' in element ${element}`)
  }

  private intoArray(branch: Branch, array: Value[]): Value[] {
    let result = array
    for (const [index, node] of this.targets(branch, array)) {
      const value = result[index]
      if (value === undefined && !creates(node, this.moment)) continue
      const next = this.intoValue(node, value)
      // An element cannot be missing: removing one leaves null in its place.
      const element = next ?? null
      if (value !== undefined && same(value, element)) continue
      if (result === array) result = array.slice()
      if (index - result.length > paddingMax) {
        throw badValue(`cannot pad the array by more than ${paddingMax} elements`)
      }
      while (result.length < index) result.push(null)
      result[index] = element
    }
    return result
  }

  /** Which node applies to which element; nodes that meet on one element are merged. */
  private targets(branch: Branch, array: readonly Value[]): [number, Branch | Modifier][] {
    const found = new Map<number, Branch | Modifier>()
    for (const [step, node] of inOrder(branch)) {
      for (const index of this.indexes(branch, step, node, array)) {
        const other = found.get(index)
        found.set(index, other === undefined ? node : merged(other, node))
      }
    }
    return [...found.entries()].sort(([a], [b]) => a - b)
  }

  private indexes(
    branch: Branch,
    step: string,
    node: Branch | Modifier,
    array: readonly Value[],
  ): number[] {
    if (step.startsWith('$[')) {
      const name = step.slice(2, -1)
      const filter = name === '' ? () => true : this.filters.get(name)
      if (filter === undefined) {
        throw badValue(`No array filter found for identifier '${name}' in path '${node.path}'`)
      }
      return [...array.keys()].filter((index) => filter(array[index] as Value))
    }
    const name = this.resolve(step, node)
    if (isPosition(name)) return [Number(name)]
    if (!creates(node, this.moment)) return []
    throw this.notViable(branch, name, array.slice())
  }
}

/** How far an array may be filled up with nulls to reach an index, as in mongod. */
const paddingMax = 1_500_000

const same = (a: Value, b: Value): boolean => a === b || identical(a, b)

function merged(a: Branch | Modifier, b: Branch | Modifier): Branch | Modifier {
  if (!isBranch(a) || !isBranch(b)) throw conflict(b.path, a.path)
  const both = newBranch(a.path)
  for (const [step, node] of a.children) both.children.set(step, node)
  for (const [step, node] of b.children) {
    const other = both.children.get(step)
    both.children.set(step, other === undefined ? node : merged(other, node))
  }
  return both
}

/** Every `$[name]` in a path. Throws FailedToParse (9) for a name that cannot be one. */
export function identifiersIn(path: string): string[] {
  return path
    .split('.')
    .filter((step) => step.startsWith('$['))
    .map((step) => {
      const match = /^\$\[([a-z][a-zA-Z0-9]*)?\]$/.exec(step)
      if (match === null)
        throw failedToParse(`'${step}' in '${path}' is no array filter identifier`)
      return match[1] ?? ''
    })
    .filter((name) => name !== '')
}
