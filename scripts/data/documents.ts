/**
 * Documents as bytes: a backup keeps each exactly as the database gave it, one after the other,
 * which is the form mongodump and mongorestore use. Reading them back is as frugal as writing.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import mongoose from 'mongoose'
import { Refused } from './outcome.ts'

const { BSON } = mongoose.mongo
/** BSON says its length in its first four bytes; the shortest document has these five. */
const documentBytesMin = 5
/** The largest document MongoDB stores, in bytes. */
const documentBytesMax = 16 * 1024 * 1024
/** Documents and bytes given to the database at once. */
const batchDocumentsMax = 1_000
const batchBytesMax = 8 * 1024 * 1024

export type Document = Record<string, unknown>

/** Writes raw documents into a new file, durably, and counts them. */
export async function writeDocuments(
  file: string,
  documents: AsyncIterable<Uint8Array>,
): Promise<number> {
  const handle = await open(file, 'wx', 0o600)
  try {
    let count = 0
    let waiting: Uint8Array[] = []
    let bytes = 0
    const flush = async () => {
      if (waiting.length > 0) await handle.write(Buffer.concat(waiting))
      waiting = []
      bytes = 0
    }
    for await (const document of documents) {
      // The driver reuses what it read into, so the bytes are kept only by copying them.
      waiting.push(Uint8Array.prototype.slice.call(document))
      bytes += document.length
      count += 1
      if (bytes >= batchBytesMax) await flush()
    }
    await flush()
    await handle.sync()
    return count
  } finally {
    await handle.close()
  }
}

/**
 * The documents of a file in batches the database takes at once, every BSON type kept as it is.
 *
 * @throws Refused when the file ends inside a document
 */
export async function* readDocuments(file: string): AsyncGenerator<Document[]> {
  let batch: Document[] = []
  let bytes = 0
  for await (const raw of rawDocuments(file)) {
    batch.push(BSON.deserialize(raw, { promoteValues: false, promoteBuffers: false }))
    bytes += raw.length
    if (batch.length < batchDocumentsMax && bytes < batchBytesMax) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}

async function* rawDocuments(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    for (;;) {
      const length = lengthOf(rest, file)
      if (length === undefined || length > rest.length) break
      yield rest.subarray(0, length)
      rest = rest.subarray(length)
    }
  }
  if (rest.length > 0) throw new Refused(`${file} ends inside a document.`)
}

function lengthOf(bytes: Buffer, file: string): number | undefined {
  if (bytes.length < 4) return undefined
  const length = bytes.readInt32LE(0)
  if (length < documentBytesMin || length > documentBytesMax + 16_384) {
    throw new Refused(`${file} holds something that is no document.`)
  }
  return length
}
