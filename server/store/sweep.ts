/**
 * Background work: removing the bytes of dropped collections and indexes, and documents whose time
 * has run out. Each step is one small transaction, so clients never wait behind it for long.
 */
import { DateTime, Doc } from './bson.ts'
import type { Collection, Garbage, Index } from './catalog.ts'
import { removeDocument } from './documents.ts'
import type { Room } from './documents.ts'
import { boundsOf } from './bounds.ts'
import { sweepKeysMax } from './limits.ts'
import type { KeyRange } from './bounds.ts'
import { dataKey, prefixOf, readRecord } from './records.ts'

/** What the sweeper needs of the engine. */
interface Host {
  readonly room: Room
  write<T>(work: (room: Room) => T): Promise<T>
}

export interface SweeperOptions {
  readonly expireIntervalMs: number
  readonly onFault: (error: unknown) => void
}

export class Sweeper {
  private readonly host: Host
  private readonly options: SweeperOptions
  private timer: NodeJS.Timeout | undefined
  private stopped = false
  private running: Promise<void> = Promise.resolve()
  private tidying = false

  constructor(host: Host, options: SweeperOptions) {
    this.host = host
    this.options = options
  }

  start(): void {
    this.timer = setInterval(() => {
      this.enqueue(() => this.expire())
    }, this.options.expireIntervalMs)
    this.timer.unref()
    this.tidySoon()
  }

  /** Resolves when the step under way has ended; no other begins. */
  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.running
  }

  tidySoon(): void {
    if (this.tidying) return
    this.tidying = true
    this.enqueue(() => this.tidy())
  }

  /** Removes every document older than its TTL index allows. */
  async expire(): Promise<void> {
    for (const collection of this.host.room.catalog.all()) {
      for (const index of collection.indexes) {
        if (index.spec.expireSeconds === undefined || index.building) continue
        await this.expireIndex(collection, index, index.spec.expireSeconds)
      }
    }
  }

  private enqueue(work: () => Promise<void>): void {
    this.running = this.running.then(work).catch((error: unknown) => this.options.onFault(error))
  }

  private async tidy(): Promise<void> {
    this.tidying = false
    for (const garbage of this.host.room.catalog.allGarbage()) {
      let done = false
      while (!done && !this.stopped) {
        done = await this.host.write((room) => removeSome(room, garbage))
      }
    }
  }

  private async expireIndex(
    collection: Collection,
    index: Index,
    expireSeconds: number,
  ): Promise<void> {
    const before = DateTime.of(new Date(Date.now() - expireSeconds * 1000))
    const condition = { path: index.spec.paths[0] ?? '', group: 0 }
    const predicate = { path: condition.path, op: 'lte', value: before } as const
    const bounds = boundsOf(index, [{ ...condition, predicate }], index.spec.collation)
    let removed = sweepKeysMax
    while (removed >= sweepKeysMax && !this.stopped && !collection.gone) {
      removed = await this.host.write((room) => removeExpired(room, collection, bounds.ranges))
    }
  }
}

/** Whether nothing was left to remove. Inside a write. */
function removeSome(room: Room, garbage: Garbage): boolean {
  const space = garbage.space === 'data' ? room.data : room.index
  const range = { start: prefixOf(garbage.id), end: prefixOf(garbage.id + 1), limit: sweepKeysMax }
  const entries = space.range(range)
  for (const { key } of entries) space.delete(key)
  if (entries.length === sweepKeysMax) return false
  room.catalog.cleaned(garbage)
  return true
}

/** How many index entries were looked at. Inside a write, so what it reads is current. */
function removeExpired(room: Room, collection: Collection, ranges: readonly KeyRange[]): number {
  if (collection.gone) return 0
  let looked = 0
  for (const range of ranges) {
    for (const { value } of room.index.range({ ...range, limit: sweepKeysMax })) {
      looked += 1
      const record = readRecord(value)
      const bytes = room.data.get(dataKey(collection.id, record))
      if (bytes !== undefined) removeDocument(room, collection, record, Doc.view(bytes))
    }
  }
  return looked
}
