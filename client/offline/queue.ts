/**
 * Acts on their way to the server: kept before anything is said to the person, sent oldest
 * first, tried again for as long as nobody answers, and never dropped. This file is the rule of
 * that; where acts are kept and how they travel is handed to it, so it can be tested on its own.
 */
import type { ProblemBody, RecordView } from '../shapes.ts'
import type { Facts } from '../../models/record.ts'

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
  /** When the device kept it, ISO; also its place in the order. */
  readonly keptAt: string
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

/** Where acts are kept. */
export interface Shelf {
  put(outgoing: Outgoing): Promise<void>
  remove(id: string): Promise<void>
  all(): Promise<readonly Outgoing[]>
}

/** How acts travel, and how time passes. */
export interface Road {
  send(outgoing: Outgoing): Promise<Sending>
  /** Whose acts may be sent now. */
  account(): string | undefined
  later(ms: number, run: () => void): () => void
}

const firstRetryMs = 1_000
const retryMsMax = 60_000

/** How long to wait before the n-th retry: doubling, with a cap, spread so tablets do not chime. */
export function backoffMs(tries: number, random: number): number {
  const whole = Math.min(retryMsMax, firstRetryMs * 2 ** Math.min(tries, 16))
  return Math.round(whole / 2 + (whole / 2) * random)
}

export class Queue {
  readonly #shelf: Shelf
  readonly #road: Road
  readonly #waiting = new Map<string, (outcome: Outcome) => void>()
  readonly #listeners = new Set<() => void>()
  #held: readonly Outgoing[] = []
  #draining: Promise<void> | undefined
  #again = false
  #fails = 0
  #cancel: (() => void) | undefined

  constructor(shelf: Shelf, road: Road) {
    this.#shelf = shelf
    this.#road = road
  }

  /** Everything kept, oldest first; the same array until it changes. */
  get held(): readonly Outgoing[] {
    return this.#held
  }

  /** Calls back whenever `held` changed; the result stops that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads what was kept before a restart and starts to send it. */
  async open(): Promise<void> {
    await this.#refresh()
    this.nudge()
  }

  /**
   * Keeps an act, then sends it in its turn. Answers once it is done, refused, or kept for
   * later because nobody answered. An act of an id already kept replaces that one.
   */
  async add(outgoing: Outgoing): Promise<Outcome> {
    await this.#shelf.put(outgoing)
    await this.#refresh()
    return await new Promise((resolve) => {
      this.#waiting.set(outgoing.id, resolve)
      this.nudge()
    })
  }

  /** Takes a kept act back; it is then never sent. */
  async withdraw(id: string): Promise<void> {
    await this.#shelf.remove(id)
    await this.#refresh()
  }

  /** Sends now rather than when the next try is due: the network came back, or a sign-in. */
  nudge(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#again = true
    this.#draining ??= this.#drain()
  }

  /** Resolves when nothing more can be sent for now. */
  async settled(): Promise<void> {
    await this.#draining
  }

  async #drain(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false
        const waits = await this.#round()
        this.#fails = waits ? this.#fails + 1 : 0
        if (waits && !this.#again) this.#retry()
      }
    } finally {
      // In the same step as the last look at `again`, so that no nudge falls in between.
      this.#draining = undefined
    }
  }

  #retry(): void {
    const ms = backoffMs(this.#fails - 1, Math.random())
    this.#cancel = this.#road.later(ms, () => this.nudge())
  }

  /** Sends everything once, oldest first; true when something has to be tried again. */
  async #round(): Promise<boolean> {
    let waits = false
    const passed = new Set<string>()
    for (;;) {
      const next = this.#next(passed)
      if (!next) return waits
      passed.add(next.id)
      const sending = await this.#road.send(next)
      await this.#settle(next, sending)
      if (sending.kind !== 'later') continue
      waits = true
      if (sending.blocks) {
        this.#tellKept(passed)
        return true
      }
    }
  }

  #next(passed: ReadonlySet<string>): Outgoing | undefined {
    const account = this.#road.account()
    return this.#held.find((one) => !one.refused && one.account === account && !passed.has(one.id))
  }

  async #settle(sent: Outgoing, sending: Sending): Promise<void> {
    if (sending.kind === 'answered') {
      await this.#shelf.remove(sent.id)
      await this.#refresh()
      this.#tell(sent.id, { kind: 'done', answer: sending.answer })
    } else if (sending.kind === 'refused') {
      await this.#shelf.put({ ...sent, refused: sending.problem })
      await this.#refresh()
      this.#tell(sent.id, { kind: 'refused', problem: sending.problem })
    } else {
      await this.#shelf.put({ ...sent, tries: sent.tries + 1 })
      await this.#refresh()
      this.#tell(sent.id, { kind: 'kept' })
    }
  }

  /** Those behind one that cannot be sent are kept as well, and their people are told so. */
  #tellKept(passed: ReadonlySet<string>): void {
    for (const { id } of this.#held) if (!passed.has(id)) this.#tell(id, { kind: 'kept' })
  }

  #tell(id: string, outcome: Outcome): void {
    this.#waiting.get(id)?.(outcome)
    this.#waiting.delete(id)
  }

  async #refresh(): Promise<void> {
    const all = await this.#shelf.all()
    this.#held = [...all].sort((one, other) => (one.keptAt < other.keptAt ? -1 : 1))
    for (const listener of this.#listeners) listener()
  }
}
