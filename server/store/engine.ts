/**
 * The store as one thing: its files, its catalog, its background work. Reads go to the spaces
 * directly; every change goes through `write`, which is where durability and the catalog in memory
 * are kept in step.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Catalog } from './catalog.ts'
import type { Collection } from './catalog.ts'
import type { Collation } from './collation.ts'
import { StorageError } from './contract.ts'
import type { Storage } from './contract.ts'
import type { Room } from './documents.ts'
import { StoreError } from './errors.ts'
import { checkHealth } from './health.ts'
import { expireIntervalMs, namespaceBytesMax } from './limits.ts'
import { openLmdb } from './lmdb.ts'
import { takeLock } from './lock.ts'
import type { Lock } from './lock.ts'
import { Sweeper } from './sweep.ts'

export interface EngineOptions {
  /** The folder of this store alone; created when missing. */
  readonly folder: string
  /** Pause between sweeps for expired documents, in milliseconds. */
  readonly expireIntervalMs?: number | undefined
  /** Told of failures in background work, which has no client to answer to. */
  readonly onFault?: ((error: unknown) => void) | undefined
}

export class Engine {
  readonly catalog: Catalog
  readonly room: Room
  readonly startedAt = Date.now()
  private readonly storage: Storage
  private readonly lock: Lock
  private readonly sweeper: Sweeper

  private constructor(storage: Storage, lock: Lock, options: EngineOptions) {
    this.storage = storage
    this.lock = lock
    this.catalog = new Catalog(storage)
    this.room = {
      data: storage.space('data'),
      index: storage.space('index'),
      catalog: this.catalog,
    }
    this.sweeper = new Sweeper(this, {
      expireIntervalMs: options.expireIntervalMs ?? expireIntervalMs,
      onFault: options.onFault ?? (() => undefined),
    })
  }

  /**
   * Opens the store, for this process alone. Throws LockError when another process holds the folder
   * and StorageError `damaged` when the file cannot be trusted; both say what to do.
   */
  static async open(options: EngineOptions): Promise<Engine> {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    const lock = takeLock(options.folder)
    try {
      const path = join(options.folder, 'data.mdb')
      if (!lock.previousClean) await checkHealth(path)
      const engine = new Engine(openLmdb(path), lock, options)
      await engine.settle()
      return engine
    } catch (error) {
      lock.release(lock.previousClean)
      throw error
    }
  }

  /** Marks a new store, and drops indexes whose building a crash cut short. */
  private async settle(): Promise<void> {
    await this.write(({ catalog }) => {
      if (catalog.isNew) catalog.initialize()
      for (const collection of catalog.all()) {
        const unfinished = collection.indexes.filter((index) => index.building)
        for (const index of unfinished) catalog.dropIndex(collection, index)
      }
    })
    this.sweeper.start()
  }

  /**
   * Runs a change and resolves when it is durable. A refusal thrown by `work` reaches the caller
   * unchanged. When the disk refuses, memory is read anew from what the disk holds.
   */
  async write<T>(work: (room: Room) => T): Promise<T> {
    try {
      return await this.storage.write(() => {
        this.catalog.refresh()
        return work(this.room)
      })
    } catch (error) {
      if (error instanceof StorageError && error.fault === 'commit') this.catalog.reload()
      throw error
    }
  }

  collection(namespace: string): Collection | undefined {
    return this.catalog.find(namespace)
  }

  /**
   * How many documents a collection holds; counted once, then kept. Counting happens as a write, so
   * that no insert under way is missed or taken twice.
   */
  async count(collection: Collection): Promise<number> {
    if (collection.count !== undefined) return collection.count
    return this.write(({ data }) => (collection.count ??= data.count(rangeOf(collection))))
  }

  /** Something was dropped: its bytes are removed when there is time. */
  tidy(): void {
    this.sweeper.tidySoon()
  }

  /** Looks for expired documents now instead of at the next interval. */
  async expire(): Promise<void> {
    await this.sweeper.expire()
  }

  stats(): { readonly bytes: number } {
    return this.storage.stats()
  }

  async backup(path: string): Promise<void> {
    await this.storage.backup(path)
  }

  /** Ends background work, closes the files and gives the folder free. */
  async close(): Promise<void> {
    await this.sweeper.stop()
    await this.storage.close()
    this.lock.release(true)
  }
}

const dataLimit = Number.MAX_SAFE_INTEGER

function rangeOf(collection: Collection): { start: Buffer; end: Buffer; limit: number } {
  const start = Buffer.alloc(4)
  start.writeUInt32BE(collection.id)
  const end = Buffer.alloc(4)
  end.writeUInt32BE(collection.id + 1)
  return { start, end, limit: dataLimit }
}

/** The collection, made when it does not exist. Inside a write. */
export function ensureCollection(
  { catalog }: Room,
  database: string,
  name: string,
  collation?: Collation,
): Collection {
  const present = catalog.find(`${database}.${name}`)
  if (present !== undefined) return present
  requireNamespace(database, name)
  return catalog.create(database, name, collation)
}

/** Throws InvalidNamespace (73) for names MongoDB does not accept. */
export function requireNamespace(database: string, name: string): void {
  const refuse = (reason: string): never => {
    throw new StoreError(73, `Invalid namespace specified '${database}.${name}': ${reason}`)
  }
  if (database === '' || /[/\\. "$*<>:|?\0]/.test(database)) refuse('database name')
  if (Buffer.byteLength(database) > 63) refuse('database name too long')
  if (name === '' || name.includes('\0') || name.includes('$')) refuse('collection name')
  if (name.startsWith('.') || name.endsWith('.') || name.startsWith('system.')) {
    refuse('collection name')
  }
  if (Buffer.byteLength(`${database}.${name}`) > namespaceBytesMax) refuse('too long')
}
