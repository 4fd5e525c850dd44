/**
 * The one bounded queue through which every entry enters the journal, and the only place that
 * inserts one. A group of waiting acts is decided in order, each on the state the one before it
 * left, and inserted in one write; inserting is the commit. When another instance took a
 * sequence number meanwhile, the group catches up and is decided anew (DESIGN, idea 9).
 */
import { canonicalText } from '../../models/canonical.ts'
import { decide } from '../../models/decide.ts'
import type { Decision, Request } from '../../models/decide.ts'
import { actNamed, creates } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { splitPersonal } from '../../models/replay.ts'
import { readRecord } from '../../models/stored/records.ts'
import { MovedOn, asOfNow, lastly } from './anew.ts'
import { seriesOf } from './counters.ts'
import type { Provisional } from './counters.ts'
import { draftEntry, draftNote, readLeaf, storedEntry } from './leaf.ts'
import type { Drafted, Note } from './leaf.ts'
import type { Log } from './log.ts'
import { applyEntry, eraseBodies, writeRecords } from './project.ts'
import type { Chosen, Outcome, Waiting } from './queued.ts'
import { GroupWorld } from './world.ts'

export type { Outcome } from './queued.ts'

export class Appender {
  readonly #log: Log
  readonly #timeZone: string
  #queue: Waiting[] = []
  #running: Promise<void> | undefined
  #closed = false

  constructor(log: Log, timeZone: string) {
    this.#log = log
    this.#timeZone = timeZone
  }

  /**
   * Journals an act.
   *
   * @throws Problem when the act is refused, or `busy` when too many wait
   */
  async act(request: Request): Promise<Outcome> {
    const outcome = await this.#enqueue({ request })
    if (!outcome) throw new Error('an act ended without an outcome')
    return outcome
  }

  /** Journals something that changes no record, such as an export. */
  async note(note: Note): Promise<void> {
    await this.#enqueue({ note })
  }

  /** Acts waiting now. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Whether acts wait or are being committed. */
  get busy(): boolean {
    return this.#running !== undefined
  }

  /** Refuses new acts and waits for those under way. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  #enqueue(item: Pick<Waiting, 'request' | 'note'>): Promise<Outcome | undefined> {
    if (this.#closed) return Promise.reject(new Problem('stopping'))
    if (this.#queue.length >= limits.appendQueueMax) return Promise.reject(new Problem('busy'))
    return new Promise((done, failed) => {
      this.#queue.push({ ...item, tries: 0, done, failed })
      this.#running ??= this.#drain()
    })
  }

  async #drain(): Promise<void> {
    await Promise.resolve()
    while (this.#queue.length > 0) {
      const group = this.#takeGroup()
      try {
        await this.#commit(group)
      } catch (error) {
        await this.#recover(group, error)
      }
    }
    // In the same breath as the last look at the queue: whoever comes next starts it anew.
    this.#running = undefined
  }

  /** The next group: in order, but no record twice, so that each is decided on loaded state. */
  #takeGroup(): Waiting[] {
    const group: Waiting[] = []
    const later: Waiting[] = []
    const records = new Set<string>()
    for (const waiting of this.#queue) {
      const record = waiting.request?.record
      const full = group.length >= limits.appendBatchMax
      if (full || (record !== undefined && records.has(record))) {
        later.push(waiting)
        continue
      }
      if (record !== undefined) records.add(record)
      group.push(waiting)
    }
    this.#queue = later
    return group
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    // The group is decided as following this size. Entries that come in meanwhile, from another
    // instance, take these sequence numbers, and the insert fails instead of deciding on the past.
    const base = this.#log.size
    const world = new GroupWorld(this.#log)
    const requests = group.flatMap((waiting) => waiting.request ?? [])
    await world.load(requests)
    await this.#loadCounters(requests, world)
    const { chosen, refused } = this.#decideAll(group, world, base)
    // Inserting proves that the group was decided at the journal's head; refusals alone do not.
    if (chosen.length === 0 && (await this.#movedOn(base))) throw new MovedOn()
    await this.#insert(chosen)
    await writeRecords(this.#log.database, this.#log.ledgers, world.changed())
    await eraseBodies(
      this.#log.database,
      this.#log.ledgers,
      chosen.map(({ drafted }) => drafted.entry),
    )
    // Told only now: whoever is woken by the entry reads records that already show it.
    this.#log.absorb(chosen.map(({ drafted }) => drafted))
    this.#keepAtHand(world, base + chosen.length)
    for (const { waiting, drafted } of chosen) {
      const record = world.record(drafted.entry.record)
      const outcome = record && { record, seq: drafted.entry.seq, repeated: false }
      waiting.done(waiting.request ? outcome : undefined)
    }
    await this.#answerRefused(refused)
  }

  /** Whether another instance has taken a sequence number this process does not know of. */
  async #movedOn(base: number): Promise<boolean> {
    return (await this.#log.database.entries.exists({ _id: base })) !== null
  }

  /** Tailing may have met a later entry about the same records; then ours are no longer exact. */
  #keepAtHand(world: GroupWorld, size: number): void {
    const { recent } = this.#log
    for (const record of world.changed()) {
      if (this.#log.size === size) recent.put(record)
      else recent.drop(record.id)
    }
  }

  #decideAll(group: readonly Waiting[], world: GroupWorld, base: number) {
    const chosen: Chosen[] = []
    const refused: { waiting: Waiting; error: unknown }[] = []
    const counters = this.#log.counters.provisional()
    for (const waiting of group) {
      const seq = base + chosen.length
      try {
        if (waiting.note) {
          chosen.push({ waiting, drafted: draftNote(waiting.note, seq), touches: [] })
        } else if (waiting.request) {
          const decision = decide(asOfNow(waiting.request, world), world)
          const drafted = this.#draft(decision, seq, counters)
          const { personal } = splitPersonal(waiting.request.ledger, decision.given)
          const touches = applyEntry(this.#log.ledgers, drafted.entry, personal, world)
          chosen.push({ waiting, drafted, touches })
        }
      } catch (error) {
        refused.push({ waiting, error })
      }
    }
    return { chosen, refused }
  }

  #draft(decision: Decision, seq: number, counters: Provisional): Drafted {
    const { request, declared, facts } = decision
    const { ledger } = request
    const customer = ledger.customer ? facts[ledger.customer] : undefined
    const series = seriesOf(ledger.prefix, request.now, this.#timeZone)
    const drafted = draftEntry(decision, {
      seq,
      number: creates(declared) ? counters.nextNumber(series) : undefined,
      customer:
        typeof customer === 'string'
          ? { id: customer, n: counters.nextCount(customer) }
          : undefined,
    })
    // Only now are the counts used up: an entry too large for a leaf leaves no gap.
    counters.use(drafted.entry)
    return drafted
  }

  async #loadCounters(requests: readonly Request[], world: GroupWorld): Promise<void> {
    const series = new Set<string>()
    const customers = new Set<string>()
    for (const { ledger, act, now, parsed, record } of requests) {
      const declared = actNamed(ledger, act)
      if (declared && creates(declared)) series.add(seriesOf(ledger.prefix, now, this.#timeZone))
      if (!ledger.customer) continue
      const given = parsed.faults ? undefined : parsed.given[ledger.customer]
      const customer = typeof given === 'string' ? given : world.record(record)?.customer
      if (customer !== undefined) customers.add(customer)
    }
    await this.#log.counters.load(this.#log.database, series, customers)
  }

  /** Bodies first: an orphaned body is harmless, an entry without its body is not. */
  async #insert(chosen: readonly Chosen[]): Promise<void> {
    if (chosen.length === 0) return
    const { database } = this.#log
    const bodies = chosen.flatMap(({ drafted }) => drafted.body ?? [])
    if (bodies.length > 0) await database.bodies.collection.insertMany(bodies as never)
    const entries = chosen.map(({ drafted, touches }) => storedEntry(drafted, touches))
    await database.entries.collection.insertMany(entries as never, { ordered: true })
  }

  /** Refused acts that are repeats of journalled ones are answered as before. */
  async #answerRefused(refused: readonly { waiting: Waiting; error: unknown }[]): Promise<void> {
    for (const { waiting, error } of refused) {
      try {
        const before = waiting.request && (await this.#repeated(waiting.request))
        if (before) waiting.done(before)
        else waiting.failed(error)
      } catch (fault) {
        waiting.failed(fault)
      }
    }
  }

  async #repeated(request: Request): Promise<Outcome | undefined> {
    const { database } = this.#log
    const stored = await database.entries.findOne({ id: request.id }).lean()
    if (!stored) return undefined
    // The entry may be another instance's, met here first: its record must show it.
    while (this.#log.size <= stored._id) await this.#log.catchUp()
    const entry = readLeaf(stored.leaf)
    const given = request.parsed.faults ? undefined : request.parsed.given
    const payload = given && splitPersonal(request.ledger, given).payload
    const same =
      entry.act === `${request.ledger.name}.${request.act}` &&
      entry.record === request.record &&
      entry.actor === request.actor.id &&
      payload !== undefined &&
      canonicalText(payload) === canonicalText(entry.payload)
    if (!same) throw new Problem('act-id-reused')
    const record = await readRecord(database.records, entry.record)
    return record && { record, seq: entry.seq, repeated: true }
  }

  /**
   * After a failed write some of the group may stand in the journal: catch up, answer those, and
   * let the rest wait to be decided anew.
   */
  async #recover(group: readonly Waiting[], error: unknown): Promise<void> {
    try {
      // Unless others' entries explain the failure, what is kept at hand may be to blame.
      if ((await this.#log.catchUp()) === 0) this.#log.doubt()
      const again: Waiting[] = []
      for (const waiting of group) {
        const stands = await this.#stands(waiting)
        if (stands instanceof Problem) waiting.failed(stands)
        else if (stands) waiting.done(stands === true ? undefined : stands)
        else if (waiting.tries >= limits.appendRetriesMax) waiting.failed(lastly(error))
        else again.push(Object.assign(waiting, { tries: waiting.tries + 1 }))
      }
      this.#queue = [...again, ...this.#queue]
    } catch {
      for (const waiting of group) waiting.failed(error)
    }
  }

  /** What the journal already holds of something that waits: its outcome, or true for a note. */
  async #stands({ request, note }: Waiting): Promise<Outcome | Problem | true | undefined> {
    if (note) return (await this.#log.database.entries.exists({ id: note.id })) ? true : undefined
    if (!request) return undefined
    return await this.#repeated(request).catch((error: unknown) => {
      if (error instanceof Problem) return error
      throw error
    })
  }
}
