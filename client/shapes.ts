/** What the server answers with, as far as the client reads it. */
import type { Role } from '../models/roles.ts'
import type { EntryView, RecordView } from '../models/shown.ts'

export type * from '../models/shown.ts'

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
  /** When it ends by itself, ISO. */
  readonly expiresAt: string
}

export interface SessionStart {
  readonly token: string
  readonly expiresAt: string
  readonly account: Account
}

/** What a device carries of the house for work without a network. */
export interface Pocketful {
  readonly asOf: string
  /** The end of the site's day: what is personal is kept no longer. */
  readonly endsAt: string
  /** There was more than a device carries. */
  readonly partial: boolean
  readonly records: readonly RecordView[]
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
