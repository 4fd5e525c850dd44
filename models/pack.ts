/**
 * What a pack is: everything the house recorded for one customer in one period, as files anyone
 * can verify without asking the house. The manifest names every file by its hash, an entry of
 * the journal names the manifest, and the customer's counter shows that no entry is missing.
 */
import { toHex } from './bytes.ts'
import type { Sha256 } from './hash.ts'
import type { FileReference } from './fields.ts'
import type { FiledEntry, RecordFile } from './recordfile.ts'
import type { Language } from './words.ts'

/** What the first member of a manifest says. */
export const packFormat = 'daicho-pack/1'

/** Where things lie in a pack. */
export const packNames = {
  manifest: 'manifest.json',
  records: 'records.json',
  /** Entries of the customer's run that are of no record in `records`. */
  entries: 'entries.json',
  checkpoint: 'checkpoint',
  /** The reply of a time-stamping authority about the checkpoint (RFC 3161). */
  timestamp: 'checkpoint.tsr',
  earlier: 'earlier-checkpoint',
  consistency: 'consistency',
  /** The entry that names the manifest, and its proof: made last, so in no manifest. */
  seal: 'seal.json',
  sealProof: 'seal.tlog-proof',
  verifier: 'verify.html',
  proofs: 'proofs/',
  attachments: 'attachments/',
  /** Papers that were issued under a number, each known to the journal by its hash. */
  papers: 'papers/',
} as const

/** Files that are not in the manifest, because they come after it. */
export const afterManifest: readonly string[] = [
  packNames.manifest,
  packNames.seal,
  packNames.sealProof,
]

/** One file of a pack. */
export interface PackFile {
  readonly name: string
  readonly size: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
}

export interface Manifest {
  readonly format: typeof packFormat
  /** Number and id of the pack's own record. */
  readonly number: string
  readonly id: string
  readonly issuer: string
  readonly customer: { readonly id: string; readonly name: string }
  /** First and last day, in the house's zone. */
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly language: Language
  /** When it was put together. */
  readonly at: string
  /** The journal's public key (C2SP signed-note). */
  readonly vkey: string
  /** The customer's counter: every entry with one of these numbers is in the pack. */
  readonly run: { readonly first: number; readonly last: number } | null
  /** The pack the customer received before, where the journal then ended, and their counter. */
  readonly earlier?: { readonly number: string; readonly size: number; readonly last: number }
  /** Whether a time from outside was asked for, and came before the pack was made. */
  readonly timestamp: 'none' | 'waiting' | 'stamped'
  readonly files: readonly PackFile[]
}

export interface PackRecords {
  readonly format: typeof packFormat
  readonly records: readonly RecordFile[]
}

export interface PackEntries {
  readonly format: typeof packFormat
  readonly entries: readonly FiledEntry[]
}

/** The time-stamp of a pack; the stamp itself is `/log/timestamp/<size>.tsr`. */
export interface PackTime {
  readonly state: 'waiting' | 'stamped'
  /** The size of the pack's checkpoint. */
  readonly size: number
  /** Whether the pack has it; one that came later is given beside the pack. */
  readonly inside: boolean
  /** ISO 8601 in UTC, and the authority's name. */
  readonly time?: string
  readonly tsa?: string
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/plain': 'txt',
}

/** The name an attachment has in a pack. */
export function attachmentName({ sha256, type }: Pick<FileReference, 'sha256' | 'type'>): string {
  return `${packNames.attachments}${sha256}.${endings[type] ?? 'bin'}`
}

/** The hash an attachment's name promises. */
export function attachmentHash(name: string): string | undefined {
  return new RegExp(`^${packNames.attachments}([0-9a-f]{64})\\.\\w+$`).exec(name)?.[1]
}

/** A file as the manifest names it. */
export function packFile(name: string, bytes: Uint8Array, sha256: Sha256): PackFile {
  return { name, size: bytes.length, sha256: toHex(sha256(bytes)) }
}
