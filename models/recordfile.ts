/**
 * A record as it leaves the house: what it says, and every entry of the journal that made it so,
 * each as the exact bytes that were hashed. It is embedded in papers and lies in packs, so that
 * whoever holds it can replay the record without asking anybody.
 */
import { toBase64 } from './bytes.ts'
import type { Facts, LedgerRecord } from './record.ts'

/** What the first member of such a file says. */
export const recordFormat = 'daicho-record/1'

/** A personal value and the salt of the commitment the leaf makes to it. */
export interface Opened {
  /** Standard base64. */
  readonly salt: string
  readonly value: unknown
}

/** One entry: its leaf in base64, and the personal values that have not been erased. */
export interface FiledEntry {
  readonly seq: number
  readonly leaf: string
  readonly personal?: Readonly<Record<string, Opened>>
}

export interface RecordFile {
  readonly format: typeof recordFormat
  readonly number: string
  readonly id: string
  readonly ledger: string
  readonly state: string
  readonly facts: Facts
  /** The journal's public key, where the file stands alone. */
  readonly vkey?: string
  readonly entries: readonly FiledEntry[]
}

/** An entry as it is kept, ready to be filed. */
export interface TakenEntry {
  readonly seq: number
  readonly leaf: Uint8Array
  readonly personal: Readonly<Record<string, { salt: Uint8Array; value: unknown }>> | undefined
}

/** An entry as a file has it. */
export function filedEntry({ seq, leaf, personal }: TakenEntry): FiledEntry {
  if (!personal) return { seq, leaf: toBase64(leaf) }
  const opened = Object.entries(personal).map(([key, { salt, value }]) => [
    key,
    { salt: toBase64(salt), value },
  ])
  return {
    seq,
    leaf: toBase64(leaf),
    personal: Object.fromEntries(opened) as FiledEntry['personal'] & object,
  }
}

/** A record with its entries, in the order of the journal. */
export function recordFile(
  { number, id, ledger, state, facts }: LedgerRecord,
  entries: readonly TakenEntry[],
): RecordFile {
  return {
    format: recordFormat,
    number,
    id,
    ledger,
    state,
    facts,
    entries: entries.map(filedEntry),
  }
}

/** The name a proof of an entry has, wherever it lies. */
export function proofName(seq: number): string {
  return `${seq}.tlog-proof`
}
