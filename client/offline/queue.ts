/**
 * Acts on their way to the server: kept before anything is said to the person, sent in the order
 * they were made, tried again for as long as nobody answers, and never dropped. An act on
 * something that is not on the server yet waits behind the act that makes it; all others pass.
 * This file is the rule of that; where acts are kept and how they travel is handed to it, so it
 * can be tested on its own.
 */
import {
  behindOf,
  followed,
  inOrder,
  recordsOf,
  refusedIn,
  revisionsIn,
  waitsFor,
} from './order.ts'
import type { Outcome, Outgoing, QueueNews, Road, Sending, Shelf } from './outgoing.ts'

export type * from './outgoing.ts'

const firstRetryMs = 1_000
const retryMsMax = 60_000

/** How long to wait before the n-th retry: doubling, with a cap, spread so tablets do not chime. */
export function backoffMs(tries: number, random: number): number {
  const whole = Math.min(retryMsMax, firstRetryMs * 2 ** Math.min(tries, 16))
  return Math.round(whole / 2 + (whole / 2) * random)
}

/** Whatever may change of a kept act; its fields only ever change with its refusal. */
function told(held: readonly Outgoing[]): string {
  return JSON.stringify(held.map((one) => ({ ...one, fields: undefined })))
}

/** What a sending comes to for whoever waits; nothing while it will be tried again. */
function outcomeOf(sending: Sending): Outcome | undefined {
  if (sending.kind === 'answered') return { kind: 'done', answer: sending.answer }
  return sending.kind === 'refused' ? { kind: 'refused', problem: sending.problem } : undefined
}

export class Queue {
  readonly #shelf: Shelf
  readonly #road: Road
  readonly #waiting = new Map<string, (outcome: Outcome) => void>()
  readonly #listeners = new Set<() => void>()
  /** Acts being taken back, which must not be sent while the shelf still holds them. */
  readonly #withdrawn = new Set<string>()
  #held: readonly Outgoing[] = []
  #known = false
  #trouble: unknown
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

  /** What the device's store failed with the last time it was needed; undefined while it works. */
  get trouble(): unknown {
    return this.#trouble
  }

  /** Calls back whenever `held` or `trouble` changed; the result stops that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads what was kept before a restart and starts to send it. */
  async open(): Promise<void> {
    await this.#look()
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
      // Nothing was kept, so nobody is told that anything was; a round finds out what is wrong.
      this.nudge()
      return { kind: 'refused', problem: this.#road.notKept(error) }
    }
    this.#withdrawn.delete(outgoing.id)
    // Before anything else is waited for: a round under way may send what was just kept.
    const outcome = new Promise<Outcome>((resolve) => this.#waiting.set(outgoing.id, resolve))
    await this.#changed()
    this.nudge()
    return await outcome
  }

  /** The acts that make no sense without another one, which makes what they are about. */
  behind(id: string): readonly Outgoing[] {
    return behindOf(this.#held, id)
  }

  /**
   * Takes a kept act back, and those that make no sense without it. None is sent from now on, nor
   * comes back if it is on its way.
   *
   * @throws when the device's store fails; then they are all still kept
   */
  async withdraw(id: string): Promise<void> {
    const gone = [id, ...this.behind(id).map((one) => one.id)]
    for (const one of gone) this.#withdrawn.add(one)
    try {
      await this.#shelf.change((all) => {
        const held = inOrder(all)
        const start = held.find((one) => one.id === id)
        const drop = [id, ...behindOf(held, id).map((one) => one.id)]
        const rest = held.filter((one) => !drop.includes(one.id))
        const before = new Set(start && recordsOf(start))
        const back = (record: string, known: number) => known - (before.has(record) ? 1 : 0)
        return { drop, put: start ? followed(rest, start, back) : [] }
      })
    } catch (error) {
      for (const one of gone) this.#withdrawn.delete(one)
      this.nudge()
      throw error
    }
    await this.#changed()
    this.nudge()
  }

  /** What another tab of this device told. */
  async heard(news: QueueNews): Promise<void> {
    await this.#look()
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
        const waits = await this.#turn()
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

  /** One round when it is this tab's turn; true when something has to be tried again. */
  async #turn(): Promise<boolean> {
    try {
      const waits = await this.#road.turn(() => this.#round())
      this.#say(undefined)
      return waits
    } catch (error) {
      // What is kept stays as it was; sending again what the server knows already is harmless.
      this.#say(error)
      return true
    }
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
      const isPrompt = next.tries === 0 && this.#waiting.has(next.id)
      const sending = await this.#road.send(next, isPrompt)
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
      if (one.account !== account || this.#withdrawn.has(one.id)) continue
      const free = !one.refused && !passed.has(one.id) && !waitsFor(one, stuck)
      if (free) return one
      for (const record of recordsOf(one)) stuck.add(record)
    }
    return undefined
  }

  /** Notes what came of an act; one that was taken back meanwhile does not come back by it. */
  async #settle(sent: Outgoing, sending: Sending): Promise<void> {
    const outcome = outcomeOf(sending)
    try {
      await this.#shelf.change((all) => {
        const now = all.find(({ id }) => id === sent.id)
        if (sending.kind === 'answered') {
          const revisions = revisionsIn(sending.answer)
          const after = (record: string, known: number) => revisions.get(record) ?? known
          // In one step with the batch's end, so that nothing refused is ever lost.
          const refused = now ? refusedIn(now, sending.answer) : []
          return { drop: [sent.id], put: [...followed(all, sent, after), ...refused] }
        }
        if (!now) return {}
        if (sending.kind === 'refused') return { put: [{ ...now, refused: sending.problem }] }
        return { put: [{ ...now, tries: now.tries + 1 }] }
      })
      await this.#refresh()
    } finally {
      // Whatever the device's store does, what the server said is said.
      if (outcome) this.#tell(sent.id, outcome)
      this.#road.tell(outcome ? { kind: 'settled', id: sent.id, outcome } : { kind: 'changed' })
    }
  }

  /** Whoever waits for an act that was not sent this time is told that it is kept. */
  #tellKept(): void {
    const unsent = new Set(this.#held.filter(({ refused }) => !refused).map(({ id }) => id))
    // A store that cannot be read has kept it all the same, or it would not be waited for.
    const isKept = (id: string) => this.#trouble !== undefined || unsent.has(id)
    for (const id of this.#waiting.keys()) if (isKept(id)) this.#tell(id, { kind: 'kept' })
  }

  #tell(id: string, outcome: Outcome): void {
    this.#waiting.get(id)?.(outcome)
    this.#waiting.delete(id)
  }

  async #changed(): Promise<void> {
    await this.#look()
    this.#road.tell({ kind: 'changed' })
  }

  /** Looks at the shelf where nothing depends on it; the next round looks again. */
  async #look(): Promise<void> {
    try {
      await this.#refresh()
    } catch (error) {
      this.#say(error)
    }
  }

  async #refresh(): Promise<void> {
    const held = inOrder(await this.#shelf.all())
    if (this.#known && told(held) === told(this.#held)) return
    this.#known = true
    this.#held = held
    for (const listener of this.#listeners) listener()
  }

  #say(trouble: unknown): void {
    if (this.#trouble === trouble) return
    this.#trouble = trouble
    for (const listener of this.#listeners) listener()
  }
}
