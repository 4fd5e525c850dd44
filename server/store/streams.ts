/**
 * The stages over many documents. They pass batches along, because a step of an asynchronous
 * iterator costs more than most stages do for one document.
 */
import { Doc } from './bson.ts'
import { located } from './errors.ts'
import { countOf } from './group.ts'
import type { Grouping } from './group.ts'
import type { Matcher } from './match.ts'
import type { SortKeys } from './sort.ts'
import type { DocStage } from './stages.ts'
import { Int32 } from './values.ts'
import type { Value } from './values.ts'
import { Scales, weigh } from './weigh.ts'

export type Batches = AsyncIterable<Doc[]>
export type Stage = (source: Batches) => Batches

const batchDocs = 128

export async function* batched(source: AsyncIterable<Doc>): Batches {
  let batch: Doc[] = []
  for await (const doc of source) {
    batch.push(doc)
    if (batch.length < batchDocs) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

export async function* unbatched(source: Batches): AsyncIterable<Doc> {
  for await (const batch of source) yield* batch
}

function* split(docs: readonly Doc[]): Iterable<Doc[]> {
  for (let at = 0; at < docs.length; at += batchDocs) yield docs.slice(at, at + batchDocs)
}

export const matching = (matches: Matcher): Stage =>
  async function* (source) {
    for await (const batch of source) {
      const kept = batch.filter((doc) => matches(doc))
      if (kept.length > 0) yield kept
    }
  }

export const mapping = (change: DocStage): Stage =>
  async function* (source) {
    for await (const batch of source) yield batch.map((doc) => change(doc))
  }

export const limiting = (count: number): Stage =>
  async function* (source) {
    let left = count
    for await (const batch of source) {
      yield batch.length <= left ? batch : batch.slice(0, left)
      left -= batch.length
      if (left <= 0) return
    }
  }

export const skipping = (count: number): Stage =>
  async function* (source) {
    let left = count
    for await (const batch of source) {
      if (left < batch.length) yield batch.slice(left)
      left = Math.max(left - batch.length, 0)
    }
  }

interface Held {
  readonly doc: Doc
  readonly key: Value[]
  readonly bytes: number
}

/** Orders everything; with a limit only the first ones are ever held, up to twice their number. */
export const sorting = (keys: SortKeys, limit: number | undefined, memoryBytesMax: number): Stage =>
  async function* (source) {
    const scales = new Scales('$sort', memoryBytesMax)
    let held: Held[] = []
    const order = (a: Held, b: Held): number => keys.compare(a.key, b.key)
    const heldMax = limit === undefined ? Infinity : limit * 2 + batchDocs
    for await (const batch of source) {
      for (const doc of batch) {
        const key = keys.keyOf(doc)
        const bytes = weigh(doc) + weigh(key)
        scales.add(bytes)
        held.push({ doc, key, bytes })
      }
      if (held.length < heldMax) continue
      held.sort(order)
      for (const { bytes } of held.slice(limit)) scales.remove(bytes)
      held = held.slice(0, limit)
    }
    held.sort(order)
    yield* split(held.slice(0, limit).map(({ doc }) => doc))
  }

export const grouping = (start: () => Grouping): Stage =>
  async function* (source) {
    const group = start()
    for await (const batch of source) for (const doc of batch) group.add(doc)
    yield* split(group.results())
  }

export const counting = (spec: Value): Stage => {
  if (typeof spec !== 'string' || spec === '' || spec.startsWith('$') || spec.includes('.')) {
    throw located(40156, 'the count field must be a non-empty string without $ or .')
  }
  return async function* (source) {
    let count = 0
    for await (const batch of source) count += batch.length
    if (count > 0) yield [Doc.from([[spec, new Int32(count)]])]
  }
}

/** A fair choice of documents, in one pass (reservoir sampling). */
export const sampling = (spec: Value, memoryBytesMax: number): Stage => {
  const given = spec instanceof Doc && spec.size === 1 ? spec.get('size') : undefined
  if (given === undefined) throw located(28745, '$sample requires an object with only a size')
  const size = countOf(given, 1, 28747, 'size argument to $sample must be a positive number')
  return async function* (source) {
    const scales = new Scales('$sample', memoryBytesMax)
    const chosen: Doc[] = []
    let seen = 0
    for await (const batch of source) {
      for (const doc of batch) {
        seen += 1
        const at = chosen.length < size ? chosen.length : Math.floor(Math.random() * seen)
        if (at >= size) continue
        scales.remove(weigh(chosen[at]))
        scales.add(weigh(doc) + weigh(undefined))
        chosen[at] = doc
      }
    }
    yield* split(chosen)
  }
}

interface UnwindPlan {
  readonly steps: readonly string[]
  readonly index: string | undefined
  readonly preserve: boolean
}

function unwindPlan(spec: Value): UnwindPlan {
  const options = spec instanceof Doc ? spec : Doc.from([['path', spec]])
  for (const name of options.keys()) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) {
      throw located(28811, `unrecognized option to $unwind stage: ${name}`)
    }
  }
  const path = options.get('path')
  if (typeof path !== 'string') throw located(28812, '$unwind requires a path string')
  if (!path.startsWith('$') || path.length < 2) {
    throw located(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`)
  }
  const index = options.get('includeArrayIndex')
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$'))) {
    throw located(28810, 'includeArrayIndex must be a non-empty field name without $')
  }
  const preserve = options.get('preserveNullAndEmptyArrays') ?? false
  if (typeof preserve !== 'boolean') {
    throw located(28809, 'preserveNullAndEmptyArrays must be a boolean')
  }
  return { steps: path.slice(1).split('.'), index, preserve }
}

function valueIn(doc: Doc, steps: readonly string[]): Value | undefined {
  let value: Value | undefined = doc
  for (const step of steps) value = value instanceof Doc ? value.get(step) : undefined
  return value
}

/** Sets a field through documents, making those that do not exist. */
function setIn(doc: Doc, steps: readonly string[], value: Value): Doc {
  const [step = '', ...rest] = steps
  if (rest.length === 0) return doc.with(step, value)
  const inner = doc.get(step)
  return doc.with(step, setIn(inner instanceof Doc ? inner : Doc.empty, rest, value))
}

function removeIn(doc: Doc, steps: readonly string[]): Doc {
  const [step = '', ...rest] = steps
  if (rest.length === 0) return doc.without(step)
  const inner = doc.get(step)
  return inner instanceof Doc ? doc.with(step, removeIn(inner, rest)) : doc
}

function unwind(doc: Doc, plan: UnwindPlan): Doc[] {
  const value = valueIn(doc, plan.steps)
  const indexed = (result: Doc, index: Value): Doc =>
    plan.index === undefined ? result : setIn(result, plan.index.split('.'), index)
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    if (!plan.preserve) return []
    return [indexed(Array.isArray(value) ? removeIn(doc, plan.steps) : doc, null)]
  }
  if (!Array.isArray(value)) return [indexed(doc, null)]
  return value.map((item, at) => indexed(setIn(doc, plan.steps, item), BigInt(at)))
}

export const unwinding = (spec: Value): Stage => {
  const plan = unwindPlan(spec)
  return async function* (source) {
    for await (const batch of source) yield* split(batch.flatMap((doc) => unwind(doc, plan)))
  }
}
