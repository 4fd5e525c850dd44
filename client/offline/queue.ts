/**
 * Acts on their way to the server: kept before anything is said to the person, sent in the order
 * they were made, tried again for as long as nobody answers, and never dropped. An act on
 * something that is not on the server yet waits behind the act that makes it; all others pass.
 * This file is the rule of that; where acts are kept and how they travel is handed to it, so it
 * can be tested on its own.
 */
import { makes, recordsOf, refusedIn, revisionsIn, waitsFor, withRevisions } from './order.ts'
import type { Outcome, Outgoing, QueueNews, Road, Sending, Shelf } from './outgoing.ts'

export type * from './outgoing.ts'

const firstRetryMs = 1_000
const retryMsMax = 60_000

/** How long to wait before the n-th retry: doubling, with a cap, spread so tablets do not chime. */
export function backoffMs(tries: number, random: number): number {
  const whole = Math.min(retryMsMax, firstRetryMs * 2 ** Math.min(tries, 16))
  return Math.round(whole / 2 + (whole / 2) * random)
}

/** Whatever may change of a kept act; its fields only ever change with the moment it was kept. */
function told(held: readonly Outgoing[]): string {
  return JSON.stringify(held.map((one) => ({ ...one, fields: undefined })))
}

export class Queue {
  readonly #shelf: Shelf
  readonly #road: Road
  readonly #waiting = new Map<string, (outcome: Outcome) => void>()
  readonly #listeners = new Set<() => void>()
  #held: readonly Outgoing[] = []
  #known = false
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

  /** Whether what is kept has been looked at yet; before that nothing may be said of it. */
  get known(): boolean {
    return this.#known
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
   * later because nobody answered. An act of an id already kept replaces that one in its place.
   */
  async add(outgoing: Outgoing): Promise<Outcome> {
    try {
      await this.#shelf.put(this.#road.stamped(outgoing))
    } catch (error) {
      // Nothing was kept, so nobody is told that anything was.
      return { kind: 'refused', problem: this.#road.notKept(error) }
    }
    await this.#changed()
    return await new Promise((resolve) => {
      this.#waiting.set(outgoing.id, resolve)
      this.nudge()
    })
  }

  /** The acts that make no sense without another one, which makes what they are about. */
  behind(id: string): readonly Outgoing[] {
    const made = new Set<string>()
    const start = this.#held.find((one) => one.id === id)
    if (!start || !makes(start)) return []
    for (const record of recordsOf(start)) made.add(record)
    return this.#held.filter((one) => {
      if (one.id === id || one.account !== start.account || !waitsFor(one, made)) return false
      if (makes(one)) for (const record of recordsOf(one)) made.add(record)
      return true
    })
  }

  /** Takes a kept act back, and those that make no sense without it; none is ever sent. */
  async withdraw(id: string): Promise<void> {
    const one = this.#held.find((held) => held.id === id)
    for (const other of this.behind(id)) await this.#shelf.remove(other.id)
    await this.#shelf.remove(id)
    if (one) {
      const before = new Map([...recordsOf(one)].map((record) => [record, -1]))
      await this.#follow(one, (record, revision) => revision + (before.get(record) ?? 0))
    }
    await this.#changed()
    this.nudge()
  }

  /** What another tab of this device told. */
  async heard(news: QueueNews): Promise<void> {
    await this.#refresh()
    if (news.kind === 'settled') this.#tell(news.id, news.outcome)
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
        const waits = await this.#road.turn(() => this.#round())
        this.#fails = waits ? this.#fails + 1 : 0
        if (!this.#again) this.#tellKept()
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

  /** Sends everything once, in order; true when something has to be tried again. */
  async #round(): Promise<boolean> {
    let waits = false
    const passed = new Set<string>()
    // Another tab may have kept or sent acts since this one last looked.
    await this.#refresh()
    for (;;) {
      const next = this.#next(passed)
      if (!next) break
      passed.add(next.id)
      const sending = await this.#road.send(next)
      await this.#settle(next, sending)
      if (sending.kind !== 'later') continue
      waits = true
      if (sending.blocks) break
    }
    return waits
  }

  /** The first act of the account that nothing before it holds up. */
  #next(passed: ReadonlySet<string>): Outgoing | undefined {
    const account = this.#road.account()
    const stuck = new Set<string>()
    for (const one of this.#held) {
      if (one.account !== account) continue
      const free = !one.refused && !passed.has(one.id) && !waitsFor(one, stuck)
      if (free) return one
      for (const record of recordsOf(one)) stuck.add(record)
    }
    return undefined
  }

  async #settle(sent: Outgoing, sending: Sending): Promise<void> {
    if (sending.kind === 'answered') {
      // Before the batch is forgotten, so that nothing refused is ever lost.
      for (const one of refusedIn(sent, sending.answer)) await this.#shelf.put(one)
      await this.#shelf.remove(sent.id)
      const revisions = revisionsIn(sending.answer)
      await this.#follow(sent, (record, known) => revisions.get(record) ?? known)
      await this.#settled(sent.id, { kind: 'done', answer: sending.answer })
    } else if (sending.kind === 'refused') {
      await this.#shelf.put({ ...sent, refused: sending.problem })
      await this.#settled(sent.id, { kind: 'refused', problem: sending.problem })
    } else {
      await this.#shelf.put({ ...sent, tries: sent.tries + 1 })
      await this.#changed()
    }
  }

  /**
   * Acts made on top of another one were made knowing what it would do, so they go on from the
   * revision it led to: nobody is asked about their own changes.
   */
  async #follow(from: Outgoing, revisionOf: (record: string, known: number) => number) {
    const place = from.place ?? 0
    for (const one of await this.#shelf.all()) {
      if (one.account !== from.account || (one.place ?? 0) <= place) continue
      const next = withRevisions(one, revisionOf)
      if (next !== one) await this.#shelf.put(next)
    }
  }

  /** Whoever waits for an act that was not sent this time is told that it is kept. */
  #tellKept(): void {
    const unsent = new Set(this.#held.filter(({ refused }) => !refused).map(({ id }) => id))
    for (const id of this.#waiting.keys()) if (unsent.has(id)) this.#tell(id, { kind: 'kept' })
  }

  async #settled(id: string, outcome: Outcome): Promise<void> {
    await this.#refresh()
    this.#tell(id, outcome)
    this.#road.tell({ kind: 'settled', id, outcome })
  }

  #tell(id: string, outcome: Outcome): void {
    this.#waiting.get(id)?.(outcome)
    this.#waiting.delete(id)
  }

  async #changed(): Promise<void> {
    await this.#refresh()
    this.#road.tell({ kind: 'changed' })
  }

  async #refresh(): Promise<void> {
    const all = await this.#shelf.all()
    const held = [...all].sort((one, other) => (one.place ?? 0) - (other.place ?? 0))
    if (this.#known && told(held) === told(this.#held)) return
    this.#known = true
    this.#held = held
    for (const listener of this.#listeners) listener()
  }
}
