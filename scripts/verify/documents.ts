/**
 * Reads documents back that a backup keeps one after the other, each exactly as the database gave
 * it. The verifier reads for itself, and a restore reads with the verifier's hands.
 */
import { createReadStream } from 'node:fs'
import mongoose from 'mongoose'
import { Refused } from './refused.ts'

const { BSON } = mongoose.mongo
/** BSON says its length in its first four bytes; the shortest document has these five. */
const documentBytesMin = 5
/** The largest document MongoDB stores, in bytes. */
const documentBytesMax = 16 * 1024 * 1024
/** Documents and bytes given to the database at once. */
const batchDocumentsMax = 1_000
const batchBytesMax = 8 * 1024 * 1024

export type Document = Record<string, unknown>

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
