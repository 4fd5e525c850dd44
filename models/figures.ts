/**
 * What the wall and the roll call are told, declared once for both sides of the door. Members
 * that name somebody or lead to a record are absent for who may only know how many.
 */
import type { Linked } from './shown.ts'
import type { Words } from './words.ts'

/** A record as the wall lists it. */
export interface WallRow {
  readonly number: string
  readonly state: string
  /** Since when it is so, ISO. */
  readonly since?: string
  /** When it is due next, ISO. */
  readonly next?: string
  /** What has been overdue, and since when, ISO. */
  readonly late: readonly { readonly name: string; readonly at: string }[]
  readonly groups: readonly string[]
  readonly id?: string
  readonly title?: string
}

/** How many are overdue in one way, and the longest of them. */
export interface WallDue {
  readonly name: string
  readonly count: number
  /** Since when the longest one is overdue, ISO. */
  readonly oldest: string
}

/** One bar of a chart: its day `YYYY-MM-DD`, hour `0` to `23`, or choice. */
export interface WallBar {
  readonly key: string
  readonly count: number
}

export interface WallLedger {
  readonly name: string
  /** How many records are in each state that is shown. */
  readonly states: Readonly<Record<string, number>>
  /** Everything ever taken in, where the ledger balances. */
  readonly total?: number
  readonly rows: readonly WallRow[]
  /** Counts by group; a record without one is counted under the empty name. */
  readonly groups: readonly WallBar[]
  readonly dues: readonly WallDue[]
  readonly charts: readonly (readonly WallBar[])[]
}

/** An act as the wall tells it. */
export interface WallAct {
  readonly seq: number
  readonly act: string
  readonly at: string
  readonly number?: string
  readonly title?: string
  /** Who did it, or as what when names are not told. */
  readonly actor?: string
  readonly role?: string
}

export interface WallView {
  readonly now: string
  /** Entries of the journal that the figures take in. */
  readonly size: number
  readonly timeZone: string
  readonly company: Words
  readonly ledgers: readonly WallLedger[]
  readonly last: readonly WallAct[]
}

/** One line of a roll call. */
export interface CallRow {
  readonly id: string
  readonly ledger: string
  readonly number: string
  readonly title: string
  readonly groups: readonly string[]
  /** What lines are ordered by: how the name is read, in a form that compares. */
  readonly order?: string
  readonly since?: string
  readonly facts: Readonly<Record<string, unknown>>
}

export interface RollCallView {
  readonly now: string
  readonly company: Words
  readonly rows: readonly CallRow[]
  /** More are here than one list holds. */
  readonly partial: boolean
  readonly linked: Linked
  /** Told by the device itself: what it carries, with what was done on it since. */
  readonly here?: true
}
