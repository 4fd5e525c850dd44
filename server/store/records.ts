/**
 * The keys under which documents and index entries lie: the number of the collection or index
 * first, so that each is one contiguous range, then the record id or the document's own key.
 */
import type { Space } from './contract.ts'

/** The key of one document: collection (4 bytes), record (8 bytes). */
export function dataKey(collection: number, record: number): Buffer {
  const key = Buffer.alloc(12)
  key.writeUInt32BE(collection, 0)
  writeRecord(key, record, 4)
  return key
}

export function recordOfDataKey(key: Buffer): number {
  return readRecord(key, 4)
}

/** The eight bytes an index entry holds as its value. */
export function recordBytes(record: number): Buffer {
  const bytes = Buffer.alloc(8)
  writeRecord(bytes, record, 0)
  return bytes
}

function writeRecord(target: Buffer, record: number, at: number): void {
  target.writeUInt32BE(Math.floor(record / 0x100000000), at)
  target.writeUInt32BE(record >>> 0, at + 4)
}

export function readRecord(bytes: Buffer, at = 0): number {
  return bytes.readUInt32BE(at) * 0x100000000 + bytes.readUInt32BE(at + 4)
}

/** The first key of collection or index `id`, and of the next one. */
export function prefixOf(id: number): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(id, 0)
  return prefix
}

/** The smallest key above every key that starts with these bytes. */
export function successor(bytes: Buffer): Buffer {
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0xff) length -= 1
  const next = Buffer.from(bytes.subarray(0, length))
  if (length > 0) next[length - 1] = (next[length - 1] ?? 0) + 1
  return next
}

/** The smallest key above this one. */
export const justAfter = (key: Buffer): Buffer => Buffer.concat([key, zero])

const zero = Buffer.from([0])

/** The highest record id in use; 0 when the collection is empty. */
export function lastRecord(data: Space, collection: number): number {
  const start = prefixOf(collection)
  const [last] = data.range({ start, end: prefixOf(collection + 1), reverse: true, limit: 1 })
  return last === undefined ? 0 : recordOfDataKey(last.key)
}
