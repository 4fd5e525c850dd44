/**
 * What a ledger expects of people as time passes: what falls due, what waits for a decision, and
 * what should not outlast its day. Desk, board and lists work these out from the declaration.
 */
import type { Parts } from './fields.ts'
import type { FactsOf } from './ledger.ts'
import type { Words } from './words.ts'

/** Something that becomes due while the record is in one of some states. */
export interface DueDeclaration<F extends Parts = Parts, S extends string = string> {
  /** Said once it is overdue. */
  readonly label: Words
  /** Said beside the moment while it is still to come. */
  readonly coming: Words
  /** What its records wait for before they are late, where the desk counts those too. */
  readonly waits?: Words
  readonly states: readonly S[]
  /** The moment it counts from; absent means it is not due. */
  readonly from: (facts: FactsOf<F>, record: { changedAt: string }) => string | undefined
  /** The number field of the settings register that is added, in days. */
  readonly plusDays?: string
  /** The act with which people settle it, offered beside it. */
  readonly settledBy?: string
}

/** Applications that wait for somebody else's word. */
export interface Deciding<S extends string = string, A extends string = string> {
  readonly states: readonly S[]
  readonly approve: A
  /** Says why. */
  readonly reject: A
}

/** What should not outlast the day of the site on which it began. */
export interface Daily<
  K extends string = string,
  S extends string = string,
  A extends string = string,
> {
  readonly label: Words
  readonly states: readonly S[]
  /** The moment it began: a field lists are sorted by, so that an index finds the older ones. */
  readonly since: K
  readonly settledBy: A
}
