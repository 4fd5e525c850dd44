/**
 * Takes attachments in: hashes them, looks at their bytes rather than their name to learn what
 * they are, and keeps only pictures and PDFs.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromFile } from 'file-type'
import { attachmentTypes } from '../models/fields.ts'
import type { FileReference } from '../models/fields.ts'
import { Problem } from '../models/problems.ts'
import type { Database } from '../models/stored/database.ts'
import type { Upload } from './http/endpoint.ts'

/**
 * Stores an upload under its SHA-256 and removes the temporary file, whatever happens.
 *
 * @throws Problem file-type-refused when its bytes are not a picture or a PDF
 */
export async function takeFile(database: Database, upload: Upload): Promise<FileReference> {
  try {
    const found = await fileTypeFromFile(upload.path)
    const type = attachmentTypes.find((one) => one === found?.mime)
    if (!type) throw new Problem('file-type-refused')
    const hash = createHash('sha256')
    await pipeline(createReadStream(upload.path), hash)
    const sha256 = hash.digest('hex')
    await database.files.store(sha256, type, createReadStream(upload.path))
    return { sha256, size: upload.size, type, name: upload.name.normalize('NFC').slice(0, 200) }
  } finally {
    await rm(upload.path, { force: true })
  }
}
