/**
 * What the server shows and the client draws: records, entries and the names of what they link to,
 * declared once for both sides of the door.
 */
import type { Entry, Facts } from './record.ts'
import type { Words } from './words.ts'

/** A linked record's name. */
export interface LinkLabel {
  readonly id: string
  readonly ledger: string
  readonly number: string
  readonly title: string
  readonly state: string
}

export type Linked = Readonly<Record<string, LinkLabel>>

/** A record as one caller sees it, with the acts they may do now. */
export interface RecordView {
  readonly id: string
  readonly ledger: string
  readonly number: string
  readonly state: string
  readonly revision: number
  readonly seq: number
  readonly title: string
  readonly facts: Facts
  readonly createdAt: string
  readonly createdBy: string
  readonly changedAt: string
  readonly changedBy: string
  readonly dues: readonly { name: string; at: string; overdue: boolean }[]
  readonly erased: readonly string[]
  readonly acts: readonly string[]
  readonly linked: Linked
}

/** One journal entry of a record's history, or of the journal. */
export interface EntryView {
  readonly seq: number
  readonly id: string
  readonly act: string
  readonly record: string
  readonly actor: string
  readonly at: string
  readonly occurredAt?: Entry['occurredAt']
  /** Entered later than the settings take for granted after it is said to have happened. */
  readonly late?: true
  readonly because?: string
  readonly device?: string
  readonly revision?: number
  readonly batch?: Entry['batch']
  readonly given: Facts
  readonly files: Entry['files']
  /** Personal fields of the entry whose values have been erased. */
  readonly erased: readonly string[]
}

/** A record that a search found. */
export interface Found extends RecordView {
  /** The field it was found by, where that was not its number. */
  readonly match?: { readonly label: Words; readonly text: string }
}

/** One act that moved a record of a chain on. */
export interface ChainStep {
  /** `ledger.act`. */
  readonly act: string
  /** When it happened, as far as it was said. */
  readonly at: string
}

/** A record in a chain, with what moved it on, oldest first. */
export interface ChainRecord extends LinkLabel {
  readonly steps: readonly ChainStep[]
}

/** Records that links lead to from one, in either direction, in the order they were made. */
export interface Chain {
  readonly records: readonly ChainRecord[]
  /** There are more than are shown. */
  readonly more: boolean
}

/** A record's timeline. */
export interface History {
  readonly entries: readonly EntryView[]
  readonly linked: Linked
}

/** What a device last said of itself. */
export interface DeviceView {
  readonly id: string
  readonly name: string
  /** The name of whoever was signed in there. */
  readonly account: string
  /** Acts that have not reached the server, those refused included. */
  readonly waiting: number
  readonly refused: number
  readonly oldestAt?: string
  readonly version: string
  /** Whether its browser promised not to clear what it keeps. */
  readonly lasting: boolean
  readonly seenAt: string
}
