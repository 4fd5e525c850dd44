/**
 * Tells the files apart that somebody dropped on the page, by what they begin with and not by
 * their names, as the command does: what is to be verified, and what it is to be verified with.
 */
import { fromUtf8 } from '../../models/bytes.ts'
import { certificatesOf } from '../../models/certificate.ts'
import { openArchive } from '../../models/verify/archive.ts'
import type { PackReader } from '../../models/verify/archive.ts'
import { Unreadable } from '../../models/verify/findings.ts'
import { earlierOf, isPack } from '../../models/verify/pack.ts'
import type { Earlier } from '../../models/verify/pack.ts'
import { parsed } from '../../models/verify/record.ts'
import { words } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'

/** A file that could not be read at all. */
export interface Broken {
  readonly name: string
  readonly why: Words
}

export interface DroppedPack {
  readonly name: string
  readonly reader: PackReader
  readonly own: Earlier
}

/** The stored bytes of an entry, and its number. */
export interface DroppedLeaf {
  readonly name: string
  readonly bytes: Uint8Array
  readonly seq: number
}

export interface Dropped {
  readonly packs: DroppedPack[]
  readonly papers: { readonly name: string; readonly bytes: Uint8Array }[]
  readonly proofs: { readonly name: string; readonly text: string }[]
  readonly leaves: DroppedLeaf[]
  readonly stamps: { readonly name: string; readonly bytes: Uint8Array }[]
  readonly roots: Uint8Array[]
  readonly broken: Broken[]
}

/** Longest beginning that tells what a file is. */
const headBytes = 64

/** Tells files apart. @param telling is told the name of each before it is read */
export async function toldApart(
  files: readonly File[],
  telling: (name: string) => void,
): Promise<Dropped> {
  const dropped: Dropped = {
    packs: [],
    papers: [],
    proofs: [],
    leaves: [],
    stamps: [],
    roots: [],
    broken: [],
  }
  for (const file of files) {
    telling(file.name)
    try {
      await take(file, dropped)
    } catch (error) {
      dropped.broken.push({ name: file.name, why: whyOf(error) })
    }
  }
  return dropped
}

async function take(file: File, dropped: Dropped): Promise<void> {
  const { name } = file
  const start = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
  const head = String.fromCharCode(...start)
  if (head.startsWith('PK')) {
    const reader = await openArchive(file)
    if (!isPack(reader)) throw new Unreadable('パックではありません。', 'It is no pack.')
    dropped.packs.push({ name, reader, own: await earlierOf(reader) })
    return
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (head.startsWith('%PDF-')) dropped.papers.push({ name, bytes })
  // DER of a time-stamp: a sequence too long for a single byte to say its length.
  else if (start[0] === 0x30 && (start[1] ?? 0) > 0x80) dropped.stamps.push({ name, bytes })
  else if (head.startsWith('c2sp.org/tlog-proof@')) {
    dropped.proofs.push({ name, text: textIn(bytes) })
  } else if (head.startsWith('{')) dropped.leaves.push({ name, bytes, seq: numberIn(bytes) })
  else if (head.startsWith('-----BEGIN')) dropped.roots.push(...rootsIn(bytes))
  else throw unknownKind()
}

function numberIn(bytes: Uint8Array): number {
  const entry = parsed(textIn(bytes)) as { readonly seq?: unknown } | undefined
  if (typeof entry?.seq !== 'number') throw unknownKind()
  return entry.seq
}

function rootsIn(bytes: Uint8Array): Uint8Array[] {
  try {
    return certificatesOf(textIn(bytes))
  } catch {
    throw new Unreadable('証明書（PEM）として読み取れません。', 'It holds no certificate (PEM).')
  }
}

function textIn(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch {
    throw unknownKind()
  }
}

function unknownKind(): Unreadable {
  return new Unreadable(
    'パック（ZIP）、証明書（PDF）、証明（.tlog-proof）のいずれでもありません。',
    'It is no pack (ZIP), no certificate (PDF) and no proof (.tlog-proof).',
  )
}

/** Why something could not be read, in both languages where it is known in both. */
export function whyOf(error: unknown): Words {
  if (error instanceof Unreadable) return error.says
  const text = error instanceof Error ? error.message : String(error)
  return words(text, text)
}
