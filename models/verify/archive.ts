/**
 * Opens a ZIP archive for reading one file at a time, so that a pack of any size can be verified
 * in a browser or on a command line. Names that would lie outside a folder, and archives that
 * would fill the memory, are refused before anything is unpacked.
 */
import { BlobReader, configure, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import type { FileEntry } from '@zip.js/zip.js'
import { Unreadable } from './findings.ts'

/** Files by name, whatever they lie in. */
export interface PackReader {
  readonly names: readonly string[]
  /** The bytes of one file; undefined when there is none of that name. @throws Error */
  read(name: string): Promise<Uint8Array | undefined>
}

/** Files one archive may hold, and bytes of one of them. */
const filesMax = 200_000
const fileBytesMax = 512 * 1024 * 1024

// Threads would need an address of their own, which one file that works offline has not.
configure({ useWebWorkers: false })

/** @throws Unreadable when it is no archive, or not one that can be opened safely */
export async function openArchive(blob: Blob): Promise<PackReader> {
  const entries = await listed(blob)
  if (entries.length > filesMax) {
    throw new Unreadable('ファイルの数が多すぎます。', 'It holds too many files.')
  }
  const byName = new Map<string, FileEntry>()
  for (const entry of entries) {
    const { filename } = entry
    if (entry.directory) continue
    if (/^\/|\\|(^|\/)\.\.?(\/|$)/.test(filename) || byName.has(filename)) {
      throw new Unreadable(
        `ファイル名「${filename}」は受け付けません。`,
        `A file named “${filename}” is not accepted.`,
      )
    }
    byName.set(filename, entry)
  }
  return {
    names: [...byName.keys()],
    read: async (name) => {
      const entry = byName.get(name)
      if (!entry) return undefined
      if (entry.uncompressedSize > fileBytesMax) throw new Error(`${name} is too large`)
      return await entry.getData(new Uint8ArrayWriter(), { checkSignature: false })
    },
  }
}

async function listed(blob: Blob) {
  try {
    return await new ZipReader(new BlobReader(blob), { strictness: 'strict' }).getEntries()
  } catch {
    throw new Unreadable('ZIPファイルとして読み取れません。', 'It is no ZIP file.')
  }
}
