/**
 * A photo or signature becomes part of an act by its hash, which is computed here before anything
 * is sent. So an act can be filled in, checked and kept on the device while its files are still
 * uploading, or while there is no network at all.
 */
import { toHex } from '../../models/bytes.ts'
import type { FileReference } from '../../models/fields.ts'
import { sha256 } from '../../models/sha256.ts'
import { upload } from '../api.ts'
import { dropFile, keepFile, keptFile } from './shelf.ts'

const signatures: readonly (readonly [type: string, offset: number, bytes: readonly number[]])[] = [
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46]],
]

/** What a file is by its first bytes, as the server will see it; its own word for others. */
export function typeOf(bytes: Uint8Array, said: string): string {
  const found = signatures.find(([, offset, magic]) =>
    magic.every((byte, at) => bytes[offset + at] === byte),
  )
  return found?.[0] ?? said
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Outside a secure context the platform offers no digest; ours is slower and always there.
  const { subtle } = crypto as { subtle?: SubtleCrypto }
  if (!subtle) return toHex(sha256(bytes))
  return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
}

/**
 * Names a file by its content and keeps it on the device until it is uploaded.
 *
 * @param door where it goes, below `/api/v1`, if not to the attachments
 */
export async function attach(blob: Blob, name: string, door?: string): Promise<FileReference> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const hash = await digest(bytes)
  const keptAt = new Date().toISOString()
  await keepFile({ sha256: hash, blob, name, keptAt, ...(door !== undefined && { door }) })
  return {
    sha256: hash,
    name: name.trim().normalize('NFC').slice(-200) || 'file',
    size: blob.size,
    type: typeOf(bytes, blob.type),
  }
}

/**
 * Uploads a kept file, once. A file that is not kept has been uploaded before.
 *
 * @returns what its door answered
 * @throws Refused when the server will not have it, Unreachable when it must be tried again
 */
export async function uploadKept(
  hash: string,
  onProgress?: (part: number) => void,
): Promise<unknown> {
  const kept = await keptFile(hash)
  if (!kept) return undefined
  const answer = await upload(kept.blob, kept.name, onProgress, kept.door)
  await dropFile(hash)
  return answer
}

/** Hashes of every file and signature picture anywhere in a value. */
export function hashesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'sha256' in value && 'size' in value ? [String(value.sha256)] : []
  return [...own, ...Object.values(value).flatMap(hashesIn)]
}
