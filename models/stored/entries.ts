/**
 * Journal entries as MongoDB keeps them. The leaf holds the exact bytes that were hashed; the
 * fields beside it repeat parts of it only so that indexes can find the entry. Only
 * `server/journal/append` inserts here and nothing updates or removes.
 */
import { kept, requiredBytes, requiredNumber, requiredText } from './model.ts'

export interface StoredEntry {
  /** Sequence number, from 0; the leaf's index in the tree. */
  _id: number
  /** The act's id, made by the client. */
  id: string
  ledger: string
  record: string
  /** Records whose state this entry changed: its own and those that followed. */
  touches: string[]
  revision?: number
  number?: string
  act: string
  actor: string
  at: string
  customer?: { id: string; n: number }
  /** The body that holds the entry's personal values, until it is erased. */
  body?: string
  leaf: Buffer
  /** SHA-256(00 ‖ leaf), RFC 6962 §2.1. */
  hash: Buffer
}

const whenPresent = (key: string) =>
  ({ unique: true, partialFilterExpression: { [key]: { $exists: true } } }) as const

/** The journal's collection on a connection. */
export const entriesOn = kept<StoredEntry>(
  'Entry',
  'entries',
  {
    _id: requiredNumber,
    id: requiredText,
    ledger: requiredText,
    record: requiredText,
    touches: { type: [String], required: true },
    revision: Number,
    number: String,
    act: requiredText,
    actor: requiredText,
    at: requiredText,
    customer: { type: { id: String, n: Number }, _id: false, default: undefined },
    body: String,
    leaf: requiredBytes,
    hash: requiredBytes,
  },
  [
    [{ id: 1 }, { unique: true }],
    [{ record: 1, revision: 1 }, whenPresent('revision')],
    [{ number: 1 }, whenPresent('number')],
    [{ 'customer.id': 1, 'customer.n': 1 }, whenPresent('customer.id')],
    [{ touches: 1, _id: 1 }],
  ],
)
