/**
 * A record is what the journal says about one thing at one moment: a projection, never a source.
 * These are its shape and the shapes of a journal entry, shared by server, browser and verifier.
 */
import { toHex, utf8 } from './bytes.ts'
import type { FileReference } from './fields.ts'
import { sha256 } from './sha256.ts'

/** Field values by field key. */
export type Facts = Readonly<Record<string, unknown>>

/** What was found when a file was read as the report of a tool. */
export interface FoundReport {
  /** The disks it is about, as it writes them; none when it is no report, or names none. */
  readonly about: readonly string[]
  /** The disk of which it says two things that cannot both be. */
  readonly contradicts?: string
}

/** A projected record of any ledger. */
export interface LedgerRecord {
  /** The id of the act that created it; a client can therefore name it before it is sent. */
  readonly id: string
  readonly ledger: string
  /** Gap-free per ledger and year, e.g. `V-2026-000123`. */
  readonly number: string
  readonly state: string
  /** How many acts of its own the record has had. */
  readonly revision: number
  /** The journal sequence number of the last entry that touched it, its own or one it followed. */
  readonly seq: number
  readonly facts: Facts
  readonly createdAt: string
  readonly createdBy: string
  readonly changedAt: string
  readonly changedBy: string
  readonly customer?: string
  /** What falls due and the moment it counts from (see a ledger's `dues`). */
  readonly dues: readonly Due[]
  /** Keys only one record of the house may hold at a time, such as `badge:12`. */
  readonly holds: readonly string[]
  /** Keys of personal fields whose bodies have been erased. */
  readonly erased: readonly string[]
}

export interface Due {
  readonly name: string
  /** ISO moment; with the ledger's `plusDays` setting added it says when the thing is due. */
  readonly from: string
}

/** The customer of an entry and the count of that customer's entries, from 1 without gaps. */
export interface CustomerCount {
  readonly id: string
  readonly n: number
}

/**
 * One act as the journal keeps it: the RFC 8785 form of this object is the leaf. Fields that may
 * be erased are absent from `payload` and present, salted and hashed, in `commitments`.
 */
export interface Entry {
  readonly v: 1
  readonly seq: number
  readonly id: string
  readonly ledger: string
  readonly record: string
  /** 1 for the creating act; absent for entries that change no record, such as reads. */
  readonly revision?: number
  /** Given by the creating act. */
  readonly number?: string
  /** `ledger.act`, e.g. `visits.admit`. */
  readonly act: string
  readonly actor: string
  readonly device?: string
  /** When the server took it. */
  readonly at: string
  /** When it is said to have happened, and by what: a device's clock or a person's statement. */
  readonly occurredAt?: { readonly at: string; readonly source: TimeSource }
  readonly because?: string
  readonly payload: Facts
  readonly files: readonly FileReference[]
  readonly commitments?: Readonly<Record<string, string>>
  readonly customer?: CustomerCount
  /** Which submission over many records this belongs to, and its place in it. */
  readonly batch?: { readonly id: string; readonly n: number; readonly of: number }
}

export type TimeSource = 'device' | 'stated'

/** The moment an entry counts from: the stated one if there is one, else the server's. */
export function effectiveAt(entry: Pick<Entry, 'at' | 'occurredAt'>): string {
  return entry.occurredAt?.at ?? entry.at
}

/**
 * The id of one act of several: derived, so that repeating all of them repeats each, and so that
 * a device knows the records of a batch before the server has met it.
 */
export function idWithin(whole: string, part: number | string): string {
  const hash = sha256(utf8(`${whole}/${part}`))
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = toHex(hash)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-')
}
