/**
 * How a dotted path finds values in a document. Arrays on the way are entered, a number may name a
 * position, and an array at the end offers its elements and itself; each rule of filters rests
 * here.
 */
import { Doc } from './bson.ts'
import type { MatchDetails, Matcher } from './match.ts'
import type { Value } from './values.ts'

/** A question about one value; undefined stands for a missing field. */
export type Test = (value: Value | undefined) => boolean

const numeric = /^(?:0|[1-9]\d*)$/

/** Whether a step may name a position in an array. */
export const isPosition = (step: string): boolean => numeric.test(step)

/** An array seen as a document with its positions as field names. */
export const arrayAsDoc = (items: readonly Value[]): Doc =>
  Doc.fromLists(
    items.map((_, at) => String(at)),
    items.slice(),
  )

interface Walk {
  readonly steps: readonly string[]
  readonly leaves: boolean
  readonly test: Test
  readonly details: MatchDetails | undefined
}

function found(walk: Walk, arrayIndex: number): true {
  if (walk.details !== undefined) walk.details.arrayIndex = arrayIndex
  return true
}

function visitLeaf(walk: Walk, value: Value | undefined): boolean {
  if (walk.leaves && Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) {
      if (walk.test(value[at])) return found(walk, at)
    }
  }
  return walk.test(value)
}

function visitArray(walk: Walk, array: readonly Value[], depth: number): boolean {
  const step = walk.steps[depth] as string
  const position = isPosition(step) ? Number(step) : -1
  const last = depth + 1 === walk.steps.length
  for (let at = 0; at < array.length; at += 1) {
    const item = array[at] as Value
    if (item instanceof Doc && visit(walk, item, depth)) return found(walk, at)
    if (at !== position) continue
    if (last) {
      // A position that ends the path offers the element itself, not the elements within it.
      if (walk.test(item)) return found(walk, at)
    } else if (item instanceof Doc) {
      if (visit(walk, item, depth + 1)) return found(walk, at)
    } else if (Array.isArray(item)) {
      if (visit(walk, arrayAsDoc(item), depth + 1)) return found(walk, at)
    }
  }
  return false
}

function visit(walk: Walk, from: Doc, depth: number): boolean {
  const { steps } = walk
  let value: Value | undefined = from
  for (let at = depth; at < steps.length; at += 1) {
    if (value instanceof Doc) value = value.get(steps[at] as string)
    else if (Array.isArray(value)) return visitArray(walk, value, at)
    else return walk.test(undefined)
  }
  return visitLeaf(walk, value)
}

/**
 * A matcher that is true when some value at the path passes the test. With `leaves` an array at the
 * end offers each of its elements before itself.
 */
export function somewhere(steps: readonly string[], leaves: boolean, test: Test): Matcher {
  const [only] = steps
  if (steps.length === 1 && only !== undefined) {
    return (doc, details) => {
      const value = doc.get(only)
      if (!leaves || !Array.isArray(value)) return test(value)
      return visitLeaf({ steps, leaves, test, details }, value)
    }
  }
  return (doc, details) => visit({ steps, leaves, test, details }, doc, 0)
}

/**
 * The values a path leads to in sort order terms: arrays give their elements, nothing gives none.
 */
export function valuesAt(doc: Doc, steps: readonly string[]): Value[] {
  const values: Value[] = []
  const collect: Test = (value) => {
    if (value !== undefined) values.push(value)
    return false
  }
  visit({ steps, leaves: false, test: collect, details: undefined }, doc, 0)
  return values
}
