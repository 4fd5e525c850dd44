/**
 * Attachments by SHA-256 in GridFS, so that a backup and every instance has them. A file is
 * never replaced: the same bytes are the same file.
 */
import mongoose from 'mongoose'
import type { Connection } from 'mongoose'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FoundReport } from '../record.ts'

/** What is known of a stored file. */
export interface StoredFile {
  readonly sha256: string
  readonly size: number
  readonly type: string
  /** What was found when somebody looked for the report of a tool in it. */
  readonly report?: FoundReport
}

interface FileMetadata {
  type: string
  report?: FoundReport
}

/** The attachments of one database. */
export class Files {
  readonly #bucket: mongoose.mongo.GridFSBucket
  readonly #stored: mongoose.mongo.Collection

  constructor(connection: Connection) {
    if (!connection.db) throw new Error('the connection is not open')
    this.#bucket = new mongoose.mongo.GridFSBucket(connection.db, { bucketName: 'files' })
    this.#stored = connection.db.collection('files.files')
  }

  /** The files among some hashes that are stored. */
  async find(hashes: readonly string[]): Promise<Map<string, StoredFile>> {
    const found = new Map<string, StoredFile>()
    if (hashes.length === 0) return found
    for await (const file of this.#bucket.find({ filename: { $in: [...hashes] } })) {
      const { type, report } = file.metadata as unknown as FileMetadata
      const known = { sha256: file.filename, size: file.length, type }
      found.set(file.filename, report ? { ...known, report } : known)
    }
    return found
  }

  /**
   * Stores a file unless its bytes are already there.
   *
   * @param open begins to read the bytes; called only when they are wanted, since a stream nobody
   *   reads has nobody to tell what went wrong with it
   */
  async store(sha256: string, type: string, open: () => Readable): Promise<void> {
    if ((await this.find([sha256])).has(sha256)) return
    await pipeline(open(), this.#bucket.openUploadStream(sha256, { metadata: { type } }))
  }

  /** Remembers what was found when somebody looked for the report of a tool in a stored file. */
  async tell(sha256: string, report: FoundReport): Promise<void> {
    await this.#stored.updateMany({ filename: sha256 }, { $set: { 'metadata.report': report } })
  }

  /** Erases a file's bytes, however often they were stored. */
  async remove(sha256: string): Promise<void> {
    for await (const { _id } of this.#bucket.find({ filename: sha256 })) {
      await this.#bucket.delete(_id)
    }
  }

  /** The bytes of a stored file as a stream. */
  open(sha256: string): Readable {
    return this.#bucket.openDownloadStreamByName(sha256)
  }
}
