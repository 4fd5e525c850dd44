/** What the server answers with, as far as the client reads it. */
import type { FileReference } from '../models/fields.ts'
import type { Facts } from '../models/record.ts'
import type { Role } from '../models/roles.ts'

export interface LinkLabel {
  readonly id: string
  readonly ledger: string
  readonly number: string
  readonly title: string
  readonly state: string
}

export type Linked = Readonly<Record<string, LinkLabel>>

/** A record as the server shows it to this caller, with the acts they may do now. */
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
  readonly occurredAt?: { readonly at: string; readonly source: 'device' | 'stated' }
  readonly late?: true
  readonly because?: string
  readonly device?: string
  readonly revision?: number
  readonly batch?: { readonly id: string; readonly n: number; readonly of: number }
  readonly given: Facts
  readonly files: readonly FileReference[]
  readonly erased: readonly string[]
}

export interface History {
  readonly entries: readonly EntryView[]
  readonly linked: Linked
}

export interface Page {
  readonly records: readonly RecordView[]
  readonly next?: string
  readonly total?: number
  /** There are more than `total`; nobody counted on. */
  readonly atLeast?: true
}

export interface Account {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly customer?: string
}

export interface Session {
  readonly account: Account
  readonly acts: readonly string[]
}

export interface SessionStart {
  readonly token: string
  readonly expiresAt: string
  readonly account: Account
}

/** An RFC 9457 problem, as the server words it in the reader's language. */
export interface ProblemBody {
  readonly code: string
  readonly title: string
  readonly status: number
  readonly faults?: readonly { readonly path: string; readonly says: string }[]
  /** The field a refused rule points at. */
  readonly path?: string
  readonly current?: RecordView
  readonly since?: readonly Pick<EntryView, 'seq' | 'act' | 'actor' | 'at' | 'given'>[]
}
