/**
 * Records as MongoDB keeps them: the projection of the journal, plus what makes lists fast
 * (search terms, filter tags, texts to sort by). Only `server/journal/project` writes here.
 */
import { Schema } from 'mongoose'
import type { Model } from 'mongoose'
import { slotNames } from '../derive/sorting.ts'
import type { Slots } from '../derive/sorting.ts'
import type { LedgerRecord } from '../record.ts'
import { kept, requiredNumber, requiredText } from './model.ts'

export interface StoredRecord extends Omit<LedgerRecord, 'id'>, Slots {
  readonly _id: string
  readonly terms: readonly string[]
  readonly tags: readonly string[]
}

export const recordsOn = kept<StoredRecord>(
  'Record',
  'records',
  {
    _id: requiredText,
    ledger: requiredText,
    number: requiredText,
    state: requiredText,
    revision: requiredNumber,
    seq: requiredNumber,
    facts: { type: Schema.Types.Mixed, required: true },
    createdAt: requiredText,
    createdBy: requiredText,
    changedAt: requiredText,
    changedBy: requiredText,
    customer: String,
    dues: [{ _id: false, name: String, from: String }],
    holds: [String],
    erased: [String],
    terms: [String],
    tags: [String],
    ...Object.fromEntries(slotNames.map((slot) => [slot, String])),
  },
  [
    [{ ledger: 1, number: -1 }],
    [{ ledger: 1, tags: 1, number: -1 }],
    [{ ledger: 1, terms: 1, number: -1 }],
    [{ ledger: 1, changedAt: -1, _id: -1 }],
    [{ ledger: 1, 'dues.name': 1, 'dues.from': 1 }],
    [{ holds: 1 }],
    ...slotNames.map(
      (slot) => [{ ledger: 1 as const, [slot]: 1 as const, number: 1 as const }] as const,
    ),
  ],
)

/** Leaves out of a read what only lists need. */
const unlisted = {
  terms: 0,
  tags: 0,
  ...Object.fromEntries(slotNames.map((slot) => [slot, 0])),
} as const

type Listless = Omit<StoredRecord, 'terms' | 'tags' | keyof Slots>

/** The record as the rest of the house knows it, without what only lists need. */
export function recordOf(stored: Listless): LedgerRecord {
  const { _id, customer, ...rest } = stored
  return { id: _id, ...rest, ...(customer !== undefined && { customer }) }
}

/** A query for records, to be sorted, limited or streamed, that reads nothing only lists need. */
export function selectRecords(records: Model<StoredRecord>, filter: Record<string, unknown>) {
  return records.find(filter, unlisted).lean<Listless[]>()
}

/** The records a filter matches. */
export async function readRecords(
  records: Model<StoredRecord>,
  filter: Record<string, unknown>,
): Promise<LedgerRecord[]> {
  return (await selectRecords(records, filter)).map(recordOf)
}

/** One record by its id. */
export async function readRecord(
  records: Model<StoredRecord>,
  id: string,
): Promise<LedgerRecord | undefined> {
  return (await readRecords(records, { _id: id }))[0]
}
