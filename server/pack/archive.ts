/**
 * Writes the files of a pack into one ZIP archive on disk, one at a time, and keeps the hash of
 * each for the manifest. Pictures and PDFs are stored as they are; packing them gains nothing.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import type { PackFile } from '../../models/pack.ts'

configure({ useWebWorkers: false })

const packed = /\.(pdf|jpg|png|webp|tsr)$/

export class PackArchive {
  readonly files: PackFile[] = []
  readonly #zip: ZipWriter<unknown>
  readonly #path: string
  readonly #at: Date

  /**
   * @param path where it is written
   * @param at the moment every file in it bears
   */
  constructor(path: string, at: Date) {
    this.#path = path
    this.#at = at
    const out = createWriteStream(path, { mode: 0o600, flags: 'wx' })
    this.#zip = new ZipWriter(Writable.toWeb(out), { keepOrder: true })
  }

  /** Adds a file. */
  async add(name: string, content: Uint8Array | string): Promise<PackFile> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await this.#zip.add(name, new Uint8ArrayReader(new Uint8Array(bytes)), {
      level: packed.test(name) ? 0 : 6,
      lastModDate: this.#at,
      extendedTimestamp: false,
    })
    const file = { name, size: bytes.length, sha256 }
    this.files.push(file)
    return file
  }

  /** Ends the archive. @returns its size and SHA-256 */
  async close(): Promise<{ readonly sha256: string; readonly size: number }> {
    await this.#zip.close()
    const hash = createHash('sha256')
    let size = 0
    await pipeline(createReadStream(this.#path), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk)
        size += chunk.length
      }
    })
    return { sha256: hash.digest('hex'), size }
  }
}
