/**
 * What the engine asks of a storage: ordered bytes, one writer, durable batches. Kept this small so
 * that another storage can take LMDB's place. Every implementation is used through `contract`,
 * which checks what goes in and lets only the listed failures out, so a fault shows where it was
 * made.
 */
import { storageKeyBytesMax } from './limits.ts'

export const spaceNames = ['data', 'index', 'meta'] as const
export type SpaceName = (typeof spaceNames)[number]

export interface Entry {
  readonly key: Buffer
  readonly value: Buffer
}

/** Half-open in key order: `start` belongs to the range, `end` does not, in both directions. */
export interface Range {
  readonly start: Buffer
  readonly end: Buffer
  readonly reverse?: boolean
  /** At most this many entries; the caller reads on from the last key. */
  readonly limit: number
}

/** One ordered set of keys. Buffers handed out are the caller's to keep. */
export interface Space {
  get(key: Buffer): Buffer | undefined
  /** Only inside `write`; replaces what was there. */
  put(key: Buffer, value: Uint8Array): void
  /** Only inside `write`; deleting an absent key is no fault. */
  delete(key: Buffer): void
  range(range: Range): Entry[]
  /** How many keys lie in the range, counting no further than its limit. */
  count(range: Range): number
}

/** Plain figures for statistics commands, in bytes where sizes. */
export interface StorageStats {
  readonly bytes: number
}

export interface Storage {
  space(name: SpaceName): Space
  /**
   * Runs `work`, which must not wait, with the right to write and sees its own writes. Resolves
   * with its result only after everything it wrote is on the disk. When `work` throws, what it had
   * written is kept, so it checks first and writes last. Throws StorageError when the commit fails:
   * then nothing of it was written.
   */
  write<T>(work: () => T): Promise<T>
  /** Copies a consistent image of everything to a new file; refuses one that exists. */
  backup(path: string): Promise<void>
  stats(): StorageStats
  close(): Promise<void>
}

export const storageFaults = ['argument', 'closed', 'commit', 'damaged', 'outside'] as const
export type StorageFault = (typeof storageFaults)[number]

/** The only failure a storage may raise by itself. */
export class StorageError extends Error {
  readonly fault: StorageFault

  constructor(fault: StorageFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'StorageError'
    this.fault = fault
  }
}

/** Wraps a storage so that wrong use is refused before it can reach the bytes. */
export function contract(storage: Storage): Storage {
  const state = { closed: false, writing: false }
  const spaces = new Map<SpaceName, Space>()
  for (const name of spaceNames) spaces.set(name, guardSpace(storage.space(name), state))
  return {
    space(name) {
      const space = spaces.get(name)
      if (space === undefined) throw new StorageError('argument', `No such space: ${name}`)
      return space
    },
    async write(work) {
      requireOpen(state)
      return storage.write(() => runWrite(work, state))
    },
    async backup(path) {
      requireOpen(state)
      await storage.backup(path)
    },
    stats() {
      requireOpen(state)
      return storage.stats()
    },
    async close() {
      if (state.closed) return
      state.closed = true
      await storage.close()
    },
  }
}

interface GuardState {
  closed: boolean
  writing: boolean
}

function requireOpen(state: GuardState): void {
  if (state.closed) throw new StorageError('closed', 'The store is closed')
}

function runWrite<T>(work: () => T, state: GuardState): T {
  state.writing = true
  try {
    const result = work()
    if (result instanceof Promise) {
      throw new StorageError('argument', 'A write must not wait inside its transaction')
    }
    return result
  } finally {
    state.writing = false
  }
}

function guardSpace(space: Space, state: GuardState): Space {
  const requireWrite = (key: Buffer): void => {
    requireOpen(state)
    if (!state.writing) throw new StorageError('outside', 'Writing happens only inside write()')
    requireKey(key)
  }
  return {
    get(key) {
      requireOpen(state)
      requireKey(key)
      return space.get(key)
    },
    put(key, value) {
      requireWrite(key)
      space.put(key, value)
    },
    delete(key) {
      requireWrite(key)
      space.delete(key)
    },
    range(range) {
      requireOpen(state)
      requireRange(range)
      return space.range(range)
    },
    count(range) {
      requireOpen(state)
      requireRange(range)
      return space.count(range)
    },
  }
}

function requireKey(key: Buffer): void {
  if (key.length === 0 || key.length > storageKeyBytesMax) {
    throw new StorageError('argument', `A key has 1 to ${storageKeyBytesMax} bytes: ${key.length}`)
  }
}

function requireRange(range: Range): void {
  if (!Number.isInteger(range.limit) || range.limit < 1) {
    throw new StorageError('argument', `A range needs a limit: ${range.limit}`)
  }
}
