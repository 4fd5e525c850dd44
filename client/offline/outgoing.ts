/** The shapes of an act on its way: how it is kept, what came of it, and what carries it. */
import type { Facts } from '../../models/record.ts'
import type { ProblemBody, RecordView } from '../shapes.ts'

/** One record of an act over many. */
export interface Each {
  readonly record?: string
  readonly revision?: number
  readonly fields?: Facts
}

/** An act on its way. */
export interface Outgoing {
  readonly id: string
  /** The account that made it; only that account sends it. */
  readonly account: string
  readonly ledger: string
  readonly act: string
  /** Absent for an act that creates. */
  readonly record?: string
  /** Present for an act over many records. */
  readonly each?: readonly Each[]
  /** What the record is called, for the list of what waits. */
  readonly title?: string
  readonly fields: Facts
  readonly because?: string
  readonly revision?: number
  /** When a person says it happened, if not now. */
  readonly statedAt?: string
  /** When the device kept it, ISO, by its own clock. */
  readonly keptAt: string
  /** Its place in the order, given when it is kept; no clock has a say in it. */
  readonly place?: number
  /** How far the server's clock was known to be ahead when it was kept, in milliseconds. */
  readonly aheadMs?: number
  /** When the server was last heard before it was kept, ISO, by the server's clock. */
  readonly heardAt?: string
  readonly tries: number
  readonly refused?: ProblemBody
}

/** One record's outcome within a batch. */
export interface BatchResult {
  readonly record?: RecordView
  readonly problem?: ProblemBody
}

/** What the server answered: one record, or the outcome of each of a batch. */
export type Answer = { readonly view: RecordView } | { readonly results: readonly BatchResult[] }

/** What became of an act by the time its person is told. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly problem: ProblemBody }
  | { readonly kind: 'kept' }

/** What sending came to: an answer, a refusal for good, or nothing yet. */
export type Sending =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly problem: ProblemBody }
  /** `blocks`: nothing behind it can be sent either. */
  | { readonly kind: 'later'; readonly blocks: boolean }

/** What becomes of kept acts in one step. */
export interface Changes {
  readonly drop?: readonly string[]
  readonly put?: readonly Outgoing[]
}

/** Where acts are kept. */
export interface Shelf {
  /** Keeps an act, at the end of the order when it has no place. @throws when there is no room */
  put(outgoing: Outgoing): Promise<void>
  /**
   * Changes what is kept, all of it or nothing, on the state no other tab can change meanwhile.
   *
   * @throws when the device's store fails; then nothing was changed
   */
  change(edit: (held: readonly Outgoing[]) => Changes): Promise<void>
  all(): Promise<readonly Outgoing[]>
}

/** How acts travel, and how time passes. */
export interface Road {
  /** @param isPrompt whether it was made just now, and whoever made it waits for the answer */
  send(outgoing: Outgoing, isPrompt: boolean): Promise<Sending>
  /** Whose acts may be sent now. */
  account(): string | undefined
  later(ms: number, run: () => void): () => void
  /** Runs when no other tab of this device is sending. */
  turn(run: () => Promise<boolean>): Promise<boolean>
  /** Tells the device's other tabs what became of an act, or that acts were kept or withdrawn. */
  tell(news: QueueNews): void
  /** Adds what only the device knows of the moment an act is made. */
  stamped(outgoing: Outgoing): Outgoing
  /** Words that an act could not be kept. */
  notKept(error: unknown): ProblemBody
}

/** What tabs of one device tell each other. */
export type QueueNews =
  | { readonly kind: 'changed' }
  | { readonly kind: 'settled'; readonly id: string; readonly outcome: Outcome }
