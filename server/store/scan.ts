/**
 * Walking a plan in steps. Each step reads a handful of keys and remembers where it stopped, so
 * that nothing is held in the storage between steps: a cursor may stay open for minutes, a long
 * search lets other clients in, and a write may happen in between.
 */
import { Doc } from './bson.ts'
import type { Collection } from './catalog.ts'
import type { Entry, Space } from './contract.ts'
import { StoreError } from './errors.ts'
import { scanChunkKeys, scanSliceMsMax } from './limits.ts'
import type { IndexPlan, Plan } from './planner.ts'
import { dataKey, justAfter, prefixOf, readRecord, recordOfDataKey } from './records.ts'

export interface Found {
  readonly record: number
  readonly doc: Doc
}

export interface ScanCounts {
  keysExamined: number
  docsExamined: number
}

export interface Reading {
  readonly data: Space
  readonly index: Space
}

/**
 * Yields what each step found; the consumer decides what happens between two steps. Throws 175 when
 * the collection, or the index walked, was dropped meanwhile.
 */
export function* walk(
  reading: Reading,
  collection: Collection,
  plan: Plan,
  counts: ScanCounts,
): Generator<readonly Found[], void, undefined> {
  if (plan.kind === 'collection') {
    yield* walkCollection(reading, collection, plan.reverse, counts)
  } else if (plan.kind === 'index') {
    yield* walkIndex(reading, collection, plan, counts, plan.multikey ? new Set() : undefined)
  } else {
    const seen = new Set<number>()
    for (const branch of plan.plans) yield* walkIndex(reading, collection, branch, counts, seen)
  }
}

function requirePresent(collection: Collection, plan?: IndexPlan): void {
  if (collection.gone) {
    throw new StoreError(175, `collection dropped. ns: ${collection.namespace}`)
  }
  if (plan !== undefined && !collection.indexes.includes(plan.index)) {
    throw new StoreError(175, `index '${plan.index.spec.name}' dropped`)
  }
}

function* walkCollection(
  reading: Reading,
  collection: Collection,
  reverse: boolean,
  counts: ScanCounts,
): Generator<readonly Found[], void, undefined> {
  let start = prefixOf(collection.id)
  let end = prefixOf(collection.id + 1)
  for (let limit = firstChunkKeys; ; limit = grow(limit)) {
    requirePresent(collection)
    const chunk = reading.data.range({ start, end, reverse, limit })
    counts.docsExamined += chunk.length
    if (chunk.length > 0) {
      yield chunk.map(({ key, value }) => ({ record: recordOfDataKey(key), doc: Doc.view(value) }))
    }
    const last = chunk.at(-1)
    if (last === undefined || chunk.length < limit) return
    if (reverse) end = last.key
    else start = justAfter(last.key)
  }
}

function* walkIndex(
  reading: Reading,
  collection: Collection,
  plan: IndexPlan,
  counts: ScanCounts,
  seen: Set<number> | undefined,
): Generator<readonly Found[], void, undefined> {
  const { reverse } = plan
  let limit = firstChunkKeys
  for (const range of reverse ? plan.ranges.toReversed() : plan.ranges) {
    let { start, end } = range
    for (;;) {
      requirePresent(collection, plan)
      const chunk = plan.single
        ? single(reading.index, start)
        : reading.index.range({ start, end, reverse, limit })
      counts.keysExamined += chunk.length
      const found = fetch(reading.data, collection, chunk, seen)
      counts.docsExamined += found.length
      if (found.length > 0) yield found
      const last = chunk.at(-1)
      if (last === undefined || chunk.length < limit) break
      if (reverse) end = last.key
      else start = justAfter(last.key)
      limit = grow(limit)
    }
  }
}

/** A scan starts small, since most queries want one document, and grows as it goes on. */
const firstChunkKeys = 4
const grow = (limit: number): number => Math.min(limit * 4, scanChunkKeys)

function single(space: Space, key: Buffer): Entry[] {
  const value = space.get(key)
  return value === undefined ? [] : [{ key, value }]
}

function fetch(
  data: Space,
  collection: Collection,
  entries: readonly Entry[],
  seen: Set<number> | undefined,
): Found[] {
  const found: Found[] = []
  for (const { value } of entries) {
    const record = readRecord(value)
    if (seen?.has(record) === true) continue
    seen?.add(record)
    const bytes = data.get(dataKey(collection.id, record))
    if (bytes !== undefined) found.push({ record, doc: Doc.view(bytes) })
  }
  return found
}

/** Lets everybody else run when this task has held the event loop for its slice. */
export class Slice {
  private started = performance.now()
  private readonly deadline: number | undefined

  /** `deadline` is an instant of `performance.now()`; passing it raises 50. */
  constructor(deadline?: number) {
    this.deadline = deadline
  }

  /** Resolves at once, or after the others had their turn. Throws MaxTimeMSExpired (50). */
  async breathe(): Promise<void> {
    const now = performance.now()
    if (this.deadline !== undefined && now > this.deadline) {
      throw new StoreError(50, 'operation exceeded time limit')
    }
    if (now - this.started < scanSliceMsMax) return
    await new Promise((resolve) => setImmediate(resolve))
    this.started = performance.now()
  }

  get isUsedUp(): boolean {
    return performance.now() - this.started >= scanSliceMsMax
  }
}
