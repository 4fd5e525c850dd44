/**
 * The journal as one process sees it: its size, its Merkle tree, and everyone who wants to know
 * of a new entry. It is opened from the database at start, grows with what this process appends,
 * and tails what other instances append, so that several instances need no message broker.
 */
import { readLeaf, bytesOf } from './leaf.ts'
import { Counters } from './counters.ts'
import { sha256 } from './crypto.ts'
import { projectStored } from './project.ts'
import { Recent } from './recent.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Tree, leafHash } from '../../models/merkle.ts'
import type { Entry } from '../../models/record.ts'
import type { Database } from '../../models/stored/database.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'

/** Leaves a full tile holds (C2SP tlog-tiles). */
const tileWidth = 256
/** Entries read at once while catching up. */
const readAtOnce = 1_000
/** Bytes of a SHA-256 hash. */
const hashBytes = 32

/** What listeners learn of a committed entry. */
export type Listener = (entries: readonly Entry[]) => void

export class Log {
  readonly database: Database
  readonly ledgers: readonly Ledger[]
  readonly tree = new Tree(sha256)
  readonly counters = new Counters()
  /** Records as of this size. */
  readonly recent = new Recent()
  readonly #listeners = new Set<Listener>()
  #tiles = 0
  #catchingUp: Promise<number> | undefined
  #tail: NodeJS.Timeout | undefined
  #closed = false

  private constructor(database: Database, ledgers: readonly Ledger[]) {
    this.database = database
    this.ledgers = ledgers
  }

  /**
   * Opens the journal: rebuilds the tree from stored tiles and entries, then projects again the
   * last groups, which a crash may have left unapplied.
   */
  static async open(database: Database, ledgers: readonly Ledger[]): Promise<Log> {
    const log = new Log(database, ledgers)
    await log.#loadTiles()
    await log.#loadHashes()
    return log
  }

  get size(): number {
    return this.tree.size
  }

  /** Calls back with every group of committed entries, this process's own and others'. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /**
   * Takes committed entries into the tree and tells everyone; those known already are passed
   * over, because tailing may have met this process's own entries first.
   */
  absorb(entries: readonly { readonly entry: Entry; readonly hash: Uint8Array }[]): void {
    const told: Entry[] = []
    for (const { entry, hash } of entries) {
      if (entry.seq < this.size) continue
      if (entry.seq > this.size) throw new JournalGap(this.size, entry.seq)
      this.tree.append(hash)
      this.counters.observe(entry)
      told.push(entry)
    }
    if (told.length > 0) for (const listener of this.#listeners) listener(told)
    void this.#storeTiles()
  }

  /**
   * Takes in whatever stands in the database beyond this process's knowledge and projects it.
   *
   * @returns how many entries were new
   */
  catchUp(): Promise<number> {
    this.#catchingUp ??= this.#readOn().finally(() => {
      this.#catchingUp = undefined
    })
    return this.#catchingUp
  }

  /** Forgets what is kept at hand, so that nothing but the database is believed. */
  doubt(): void {
    this.recent.clear()
    this.counters.clear()
  }

  /** Applies again the last groups to the records; what is already applied is passed over. */
  async repair(): Promise<void> {
    await this.replayFrom(Math.max(0, this.size - 2 * limits.appendBatchMax))
  }

  /** Applies the journal from a sequence number on to the records. */
  async replayFrom(seq: number): Promise<void> {
    for (let from = seq; from < this.size; from += readAtOnce) {
      await projectStored(this.database, this.ledgers, await this.read(from, readAtOnce))
    }
  }

  /** Stored entries in order. */
  async read(from: number, most: number): Promise<StoredEntry[]> {
    return await this.database.entries
      .find({ _id: { $gte: from } })
      .sort({ _id: 1 })
      .limit(most)
      .lean<StoredEntry[]>()
  }

  /** Looks for other instances' entries from now on, every so many milliseconds. */
  follow(everyMs: number, failed: (error: unknown) => void): void {
    const again = () => {
      if (this.#closed) return
      this.#tail = setTimeout(() => {
        this.catchUp().catch(failed).finally(again)
      }, everyMs)
      this.#tail.unref()
    }
    again()
  }

  /** Stops tailing, once a reading under way has ended. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#tail)
    this.#listeners.clear()
    await this.#catchingUp?.catch(() => undefined)
  }

  async #readOn(): Promise<number> {
    const before = this.size
    for (;;) {
      const stored = await this.read(this.size, readAtOnce)
      const fresh = stored.filter((entry) => entry._id >= this.size)
      if (fresh.length === 0) return this.size - before
      await projectStored(this.database, this.ledgers, fresh)
      for (const id of fresh.flatMap(({ touches }) => touches)) this.recent.drop(id)
      this.absorb(
        fresh.map((entry) => ({
          entry: readLeaf(entry.leaf),
          hash: leafHash(bytesOf(entry.leaf), sha256),
        })),
      )
    }
  }

  /** Tiles speak for entries that are there: a journal cut short must not pass as whole. */
  async #loadTiles(): Promise<void> {
    const last = await this.database.entries.findOne({}, { _id: 1 }).sort({ _id: -1 }).lean()
    const entries = last ? last._id + 1 : 0
    const cursor = this.database.tiles.find().sort({ _id: 1 }).lean().cursor()
    for await (const tile of cursor) {
      const hashes = bytesOf(tile.hashes)
      if (tile._id !== this.#tiles || hashes.length !== tileWidth * hashBytes) break
      if ((this.#tiles + 1) * tileWidth > entries) break
      for (let at = 0; at < hashes.length; at += hashBytes) {
        this.tree.append(hashes.subarray(at, at + hashBytes))
      }
      this.#tiles += 1
    }
  }

  async #loadHashes(): Promise<void> {
    const cursor = this.database.entries
      .find({ _id: { $gte: this.size } }, { hash: 1 })
      .sort({ _id: 1 })
      .lean()
      .cursor({ batchSize: readAtOnce })
    for await (const stored of cursor) {
      if (stored._id !== this.size) throw new JournalGap(this.size, stored._id)
      this.tree.append(bytesOf(stored.hash))
    }
    await this.#storeTiles()
  }

  /** Stores full tiles; losing one costs only time at the next start. */
  async #storeTiles(): Promise<void> {
    while ((this.#tiles + 1) * tileWidth <= this.size) {
      const first = this.#tiles * tileWidth
      this.#tiles += 1
      const hashes = Buffer.concat(
        Array.from({ length: tileWidth }, (_, at) => this.tree.hashAt(0, first + at)),
      )
      const _id = first / tileWidth
      await this.database.tiles
        .updateOne({ _id }, { $setOnInsert: { hashes } }, { upsert: true })
        .catch(() => undefined)
    }
  }
}

/** The stored journal misses an entry in the middle: someone removed it. */
export class JournalGap extends Error {
  readonly expected: number
  readonly found: number
  constructor(expected: number, found: number) {
    super(
      `The journal has no entry ${expected}; the next one stored is ${found}. Someone removed it. ` +
        `Restore the latest backup (npm run restore), and keep the database as it is now: it is ` +
        `evidence.`,
    )
    this.expected = expected
    this.found = found
  }
}
