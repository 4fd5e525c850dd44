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
import { limits } from '../models/limits.ts'
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
    await database.files.store(sha256, type, () => createReadStream(upload.path))
    return { sha256, size: upload.size, type, name: fitName(upload.name) }
  } finally {
    await rm(upload.path, { force: true })
  }
}

/** A file's name as a leaf can hold it and a page print it. */
export function fitName(name: string): string {
  const fit = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '')
    .slice(0, limits.textCharactersMax)
    // The cut may have gone through the middle of a character.
    .replace(/\p{Cs}/gu, '')
    .trim()
  return fit === '' ? 'file' : fit
}
