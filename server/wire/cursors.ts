/**
 * Open cursors: answers that did not fit into one reply. Each is a suspended generator that holds
 * no transaction, so an idle one costs memory only, and that is bounded by their number and their
 * age.
 */
import { randomBytes } from 'node:crypto'
import { Doc, encode } from '../store/bson.ts'
import { StoreError } from '../store/errors.ts'
import { documentBytesMax } from '../store/limits.ts'

export const firstBatchDocuments = 101
export const cursorsMax = 10_000
export const cursorIdleMsMax = 10 * 60_000
const replyBytesMax = documentBytesMax
const sweepMs = 30_000

export type Source = AsyncIterator<Doc, unknown, undefined>

export interface Batch {
  readonly docs: Doc[]
  readonly done: boolean
}

/** One answer being read in parts. */
export class Cursor {
  readonly namespace: string
  usedAt = Date.now()
  busy = false
  private readonly source: Source
  private remaining: number
  private stashed: Doc | undefined

  /** `limit` is how many documents the source gives at most, when that is known; 0 when not. */
  constructor(namespace: string, source: Source, limit: number) {
    this.namespace = namespace
    this.source = source
    this.remaining = limit === 0 ? Infinity : limit
  }

  /** The next documents: at most `count`, and no more bytes than a reply holds. */
  async take(count: number): Promise<Batch> {
    const docs: Doc[] = []
    let bytes = 0
    while (docs.length < count) {
      if (this.remaining === 0) return { docs, done: true }
      const doc = this.stashed ?? (await this.pull())
      this.stashed = undefined
      if (doc === undefined) return { docs, done: true }
      const encoded = encode(doc)
      bytes += encoded.length
      if (bytes > replyBytesMax && docs.length > 0) {
        this.stashed = doc
        return { docs, done: false }
      }
      docs.push(Doc.view(encoded))
      this.remaining -= 1
    }
    return { docs, done: this.remaining === 0 }
  }

  async close(): Promise<void> {
    await this.source.return?.()
  }

  private async pull(): Promise<Doc | undefined> {
    const next = await this.source.next()
    return next.done === true ? undefined : next.value
  }
}

export class Cursors {
  private readonly open = new Map<bigint, Cursor>()
  private readonly timer: NodeJS.Timeout

  constructor() {
    this.timer = setInterval(() => this.sweep(), sweepMs)
    this.timer.unref()
  }

  get size(): number {
    return this.open.size
  }

  /** Keeps a cursor for getMore. Throws 2 when too many are open. */
  keep(cursor: Cursor): bigint {
    if (this.open.size >= cursorsMax) {
      throw new StoreError(2, `Too many open cursors: ${cursorsMax}`)
    }
    const id = randomBytes(8).readBigUInt64LE() >> 1n || 1n
    this.open.set(id, cursor)
    return id
  }

  /** Throws CursorNotFound (43) for an unknown one, 13 for one of another collection. */
  find(id: bigint, namespace: string): Cursor {
    const cursor = this.open.get(id)
    if (cursor === undefined) throw new StoreError(43, `cursor id ${id} not found`)
    if (cursor.namespace !== namespace) {
      throw new StoreError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace`,
      )
    }
    if (cursor.busy) throw new StoreError(12051, `cursor id ${id} is in use`)
    return cursor
  }

  /** Whether there was such a cursor. */
  drop(id: bigint): boolean {
    const cursor = this.open.get(id)
    if (cursor === undefined) return false
    this.open.delete(id)
    void cursor.close()
    return true
  }

  stop(): void {
    clearInterval(this.timer)
    for (const id of this.open.keys()) this.drop(id)
  }

  private sweep(): void {
    const oldest = Date.now() - cursorIdleMsMax
    for (const [id, cursor] of this.open) {
      if (!cursor.busy && cursor.usedAt < oldest) this.drop(id)
    }
  }
}

/** The part of a reply that carries a batch. */
export function cursorReply(
  name: 'firstBatch' | 'nextBatch',
  docs: Doc[],
  id: bigint,
  namespace: string,
): Doc {
  const cursor = Doc.from([
    [name, docs],
    ['id', id],
    ['ns', namespace],
  ])
  return Doc.from([
    ['cursor', cursor],
    ['ok', 1],
  ])
}
