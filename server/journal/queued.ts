/**
 * What stands in the journal's queue: something that wants to be journalled, with whom to tell of
 * it, and what became of it once it was decided.
 */
import type { Request } from '../../models/decide.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Drafted, Note } from './leaf.ts'

/** What came of an act. */
export interface Outcome {
  readonly record: LedgerRecord
  readonly seq: number
  /** The act had been journalled before; nothing was added. */
  readonly repeated: boolean
}

/** An act or a note that waits, and how often it was decided. */
export interface Waiting {
  readonly request?: Request
  readonly note?: Note
  tries: number
  readonly done: (outcome: Outcome | undefined) => void
  readonly failed: (error: unknown) => void
}

/** What a group will insert of it. */
export interface Chosen {
  readonly waiting: Waiting
  readonly drafted: Drafted
  readonly touches: readonly string[]
}
