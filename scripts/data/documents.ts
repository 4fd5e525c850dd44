/**
 * Documents as bytes: a backup keeps each exactly as the database gave it, one after the other,
 * which is the form mongodump and mongorestore use. The verifier has what reads them back.
 */
import { open } from 'node:fs/promises'

/** Bytes written at once. */
const batchBytesMax = 8 * 1024 * 1024

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
