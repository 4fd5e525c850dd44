/**
 * What a paper tells: the record as certain entries of the journal made it, those entries, and
 * a proof of each. All of it is taken from one list of entries, because a record read at one
 * moment beside entries read at another would be a paper that contradicts itself.
 */
import { canonicalText } from '../../models/canonical.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Paper } from '../../models/paper.ts'
import { formatProof } from '../../models/proof.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { filedEntry, proofName, recordFile } from '../../models/recordfile.ts'
import type { RecordFile, TakenEntry } from '../../models/recordfile.ts'
import { replay } from '../../models/replay.ts'
import type { Language } from '../../models/words.ts'
import { words } from '../../models/words.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { movedByOthers, personalFacts, readEntry } from '../../models/verify/record.ts'
import { sha256 } from '../journal/crypto.ts'
import { takenEntries } from '../journal/taken.ts'
import type { House } from '../house.ts'
import type { Embedded } from './content.ts'

/** A record as it was after its first entries, and these, in the order of the journal. */
export interface Told {
  readonly record: LedgerRecord
  readonly entries: readonly TakenEntry[]
}

/** Whose paper it is, as its record was read. */
export interface Telling {
  readonly ledger: Ledger
  readonly paper: Paper
  readonly record: LedgerRecord
}

const says = {
  record: words('記録（正本）', 'The record, which is authoritative'),
  proof: words('ジャーナルへの記入の証明', 'Proof of inclusion in the journal'),
}

/**
 * What a paper tells of a record as it was read. A paper that is issued tells the record as it
 * was when its revision came about: what is entered later comes with the next revision.
 */
export async function toldOf(house: House, { ledger, paper, record }: Telling): Promise<Told> {
  const stored = await house.database.entries
    .find({ record: record.id, revision: { $exists: true, $lte: record.revision } })
    .sort({ _id: 1 })
    .lean<StoredEntry[]>()
  const entries = await takenEntries(house.database, stored)
  const key = paper.issues?.revision
  let told: Told | undefined
  let now: LedgerRecord | undefined
  for (const [at, taken] of entries.entries()) {
    const read = readEntry(filedEntry(taken))
    const next = replay(ledger, now, read.entry, personalFacts(read, sha256))
    const revised = key === undefined || next.facts[key] !== now?.facts[key]
    if (revised || !told) told = { record: next, entries: entries.slice(0, at + 1) }
    now = next
  }
  if (!told) throw new Error(`record ${record.id} has no entries`)
  return { ...told, record: movedAs(ledger, told.record, record) }
}

/** What entries of other ledgers changed of a record is not among its own; it is as it was read. */
function movedAs(ledger: Ledger, told: LedgerRecord, read: LedgerRecord): LedgerRecord {
  const moved = movedByOthers(ledger)
  if (!moved) return told
  const own = Object.entries(told.facts).filter(([key]) => !moved.has(key))
  const others = Object.entries(read.facts).filter(([key]) => moved.has(key))
  return { ...told, state: read.state, facts: Object.fromEntries([...own, ...others]) }
}

/** A value with the keys of its objects in one order, however they came about (RFC 8785). */
function ordered(value: unknown): unknown {
  return JSON.parse(canonicalText(JSON.parse(JSON.stringify(value)))) as unknown
}

/**
 * The record and a proof of every entry under one checkpoint: the first that was signed over all
 * of them, which stays the same however much the journal grows.
 */
export async function embeddedFiles(
  house: House,
  { record, entries }: Told,
  language: Language,
): Promise<Embedded[]> {
  const last = entries.at(-1)?.seq ?? 0
  await house.signer.sign()
  const over = { _id: { $gt: last } }
  const first = await house.database.checkpoints.findOne(over).sort({ _id: 1 }).lean()
  if (!first) throw new Error(`no checkpoint covers entry ${last}`)
  const proofs = entries.map(({ seq }): Embedded => {
    const hashes = house.log.tree.inclusionProof(seq, first._id)
    const proof = formatProof({ index: seq, hashes, checkpoint: first.note })
    return {
      name: `${record.number}-${proofName(seq)}`,
      type: 'text/plain',
      says: says.proof[language],
      relationship: 'Supplement',
      bytes: Buffer.from(proof),
    }
  })
  const { entries: filed, ...head } = recordFile(record, entries)
  const facts = ordered(head.facts) as Facts
  const json: RecordFile = { ...head, facts, vkey: house.signer.vkey, entries: filed }
  return [
    {
      name: `${record.number}.json`,
      type: 'application/json',
      says: says.record[language],
      relationship: 'Data',
      bytes: Buffer.from(`${JSON.stringify(json, null, 2)}\n`),
    },
    ...proofs,
  ]
}
