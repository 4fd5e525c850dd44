/**
 * The storage contract over LMDB: one environment with three databases, plain bytes in and out.
 * `overlappingSync` stays off, so a write is answered only after its pages and its meta page are on
 * the disk; lmdb-js runs the work of many clients in one transaction, so they share that one sync.
 */
import { chmod } from 'node:fs/promises'
import { open } from 'lmdb'
import type { Database, RangeOptions } from 'lmdb'
import { StorageError, contract } from './contract.ts'
import type { Entry, Range, Space, SpaceName, Storage } from './contract.ts'

type Bytes = Database<Buffer, Buffer>

/** Up to this limit a count walks the keys; above it LMDB counts the whole range by itself. */
const countWalkMax = 4096

/**
 * Opens or creates the database file at `path`. Call `checkHealth` first after an unclean stop:
 * LMDB keeps no checksums, and a damaged file may end the process by a signal instead of an error.
 */
export function openLmdb(path: string): Storage {
  const root = open<Buffer, Buffer>({
    path,
    noSubdir: true,
    overlappingSync: false,
    // With it lmdb-js keeps a promise of its own per batch, whose rejection when the disk refuses
    // nobody can catch, and which would then end the process.
    eventTurnBatching: false,
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: 4,
  })
  const openSpace = (name: SpaceName): Bytes =>
    root.openDB<Buffer, Buffer>(name, { encoding: 'binary', keyEncoding: 'binary' })
  const spaces = {
    data: lmdbSpace(openSpace('data')),
    index: lmdbSpace(openSpace('index')),
    meta: lmdbSpace(openSpace('meta')),
  }
  return contract({
    space: (name) => spaces[name],
    write: (work) => commit(root, work),
    async backup(target) {
      await root.backup(target, false)
      // It holds what the store holds, so nobody else may read it either.
      await chmod(target, 0o600)
    },
    stats: () => ({ bytes: fileBytes(root) }),
    close: () => root.close(),
  })
}

/**
 * A throw inside the callback must reach the caller, yet lmdb-js reports its own failures the same
 * way. Catching the work's failure inside keeps the two apart.
 */
async function commit<T>(root: Bytes, work: () => T): Promise<T> {
  let outcome: { readonly result: T } | { readonly failure: unknown } | undefined
  try {
    await root.transaction(() => {
      try {
        outcome = { result: work() }
      } catch (failure) {
        outcome = { failure }
      }
    })
  } catch (cause) {
    const reason = await commitReason(cause)
    throw new StorageError('commit', `Writing to the disk failed: ${reason}`, cause)
  }
  if (outcome === undefined) throw new StorageError('commit', 'The transaction did not run')
  if ('failure' in outcome) throw outcome.failure
  return outcome.result
}

async function commitReason(cause: unknown): Promise<string> {
  if (!(cause instanceof Error)) return String(cause)
  if (!('commitError' in cause)) return cause.message
  try {
    await cause.commitError
  } catch (inner) {
    return inner instanceof Error ? inner.message : String(inner)
  }
  return cause.message
}

function lmdbSpace(database: Bytes): Space {
  return {
    get: (key) => database.getBinary(key),
    put(key, value) {
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value)
      database.putSync(key, bytes)
    },
    delete(key) {
      database.removeSync(key)
    },
    range(range) {
      const entries: Entry[] = []
      for (const { key, value } of database.getRange(lmdbRange(range))) entries.push({ key, value })
      return entries
    },
    count: (range) => countKeys(database, range),
  }
}

/** lmdb-js counts fast but ignores a limit, so a small limit is honoured by walking. */
function countKeys(database: Bytes, range: Range): number {
  const options = lmdbRange(range)
  if (range.limit > countWalkMax) return Math.min(range.limit, database.getKeysCount(options))
  let count = 0
  for (const key of database.getKeys(options)) if (key.length > 0) count += 1
  return count
}

/** LMDB walks a reversed range from its start downwards, so the half-open ends trade places. */
function lmdbRange(range: Range): RangeOptions {
  if (range.reverse !== true) return { start: range.start, end: range.end, limit: range.limit }
  return {
    start: range.end,
    end: range.start,
    reverse: true,
    exclusiveStart: true,
    inclusiveEnd: true,
    limit: range.limit,
  }
}

function fileBytes(root: Bytes): number {
  const stats: Record<string, unknown> = { ...root.getStats() }
  const { pageSize, lastPageNumber } = stats
  if (typeof pageSize !== 'number' || typeof lastPageNumber !== 'number') return 0
  return pageSize * (lastPageNumber + 1)
}
