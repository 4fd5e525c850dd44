/**
 * Verifies a record that left the house: each of its entries is in the journal, the personal
 * values are those the entries committed to, and replaying the entries gives what the record says.
 */
import { fromBase64, fromUtf8 } from '../bytes.ts'
import { canonicalText, verifyCommitment } from '../canonical.ts'
import type { Sha256 } from '../hash.ts'
import type { Ledger } from '../ledger.ts'
import type { Entry, Facts, LedgerRecord } from '../record.ts'
import { recordFormat } from '../recordfile.ts'
import type { FiledEntry, RecordFile } from '../recordfile.ts'
import { replay } from '../replay.ts'
import { Unreadable } from './findings.ts'

/** An entry that was read from its leaf, and the leaf. */
export interface ReadEntry {
  readonly entry: Entry
  readonly leaf: Uint8Array
  readonly filed: FiledEntry
}

/** Reads a file's text as a record. @throws Unreadable */
export function parseRecordFile(text: string): RecordFile {
  const file = parsed(text) as Partial<RecordFile> | undefined
  if (file?.format !== recordFormat || !Array.isArray(file.entries)) {
    throw new Unreadable('記録のファイルとして読み取れません。', 'It is no file of a record.')
  }
  return file as RecordFile
}

/** JSON, or undefined for anything else. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/**
 * Reads an entry from its leaf.
 * @throws Error saying what is wrong with it, in English; whoever calls says where it stood
 */
export function readEntry(filed: FiledEntry): ReadEntry {
  const leaf = fromBase64(filed.leaf)
  const text = fromUtf8(leaf)
  const entry = JSON.parse(text) as Entry
  if (canonicalText(entry) !== text) throw new Error('its leaf is not in canonical form')
  if (entry.seq !== filed.seq) throw new Error(`its leaf says it is number ${entry.seq}`)
  return { entry, leaf, filed }
}

/** The personal values of an entry. @throws Error when one is not what was committed to */
export function personalFacts({ entry, filed }: ReadEntry, sha256: Sha256): Facts {
  const facts: Record<string, unknown> = {}
  for (const [key, opened] of Object.entries(filed.personal ?? {})) {
    const commitment = entry.commitments?.[key]
    const salt = fromBase64(opened.salt)
    if (commitment === undefined || !verifyCommitment(commitment, salt, opened.value, sha256)) {
      throw new Error(`the personal value “${key}” is not the one the entry committed to`)
    }
    facts[key] = opened.value
  }
  return facts
}

/** What replaying gives, and which of the record's revisions are not among its entries. */
export interface Replayed {
  readonly record: LedgerRecord
  readonly missing: readonly number[]
}

/**
 * Replays a record from its entries, in the order of the journal.
 * @throws Error when the entries are not of this record, or stand in another order
 */
export function replayed(
  file: Pick<RecordFile, 'id'>,
  entries: readonly ReadEntry[],
  ledger: Ledger,
  sha256: Sha256,
): Replayed {
  let record: LedgerRecord | undefined
  const missing: number[] = []
  for (const read of entries) {
    const { entry } = read
    if (record && entry.seq <= record.seq) throw new Error('its entries stand in another order')
    if (entry.record !== file.id) throw new Error(`entry ${entry.seq} is of another record`)
    const due: number = (record?.revision ?? 0) + 1
    const revision = entry.revision ?? 0
    if (revision < due) throw new Error(`revision ${revision} stands where ${due} is due`)
    for (let at = due; at < revision; at += 1) missing.push(at)
    record = replay(ledger, record, entry, personalFacts(read, sha256))
  }
  if (!record) throw new Error('it has no entries')
  return { record, missing }
}

/**
 * What another ledger's entries may have changed of a record, and its own therefore cannot show:
 * its state, and the fields that say which record moved it. Undefined when there is nothing.
 */
export function movedByOthers(ledger: Ledger): ReadonlySet<string> | undefined {
  if (!ledger.follows?.length) return undefined
  return new Set(ledger.follows.flatMap(({ stamps }) => Object.keys(stamps ?? {})))
}

/** Whether a record says exactly what its entries give. */
export function saysTheSame(file: RecordFile, record: LedgerRecord, ledger: Ledger): boolean {
  const moved = movedByOthers(ledger)
  const shown = ({ number, id, ledger: name, state, facts }: RecordFile | LedgerRecord) => {
    const own = Object.entries(facts).filter(([key]) => !moved?.has(key))
    const told = { number, id, name, state: moved ? '' : state, facts: Object.fromEntries(own) }
    return canonicalText(JSON.parse(JSON.stringify(told)))
  }
  return shown(file) === shown(record)
}
