/**
 * The house as this device sees it without a network: the records it carries, and on top of them
 * the acts made here that have not reached the server, applied by the same lines the server
 * applies them with. It only shows; whether an act stands is for the server to say.
 */
import { decide, keysNeeded, linksNeeded } from '../../models/decide.ts'
import type { Request, World as Judged } from '../../models/decide.ts'
import { parseGiven } from '../../models/derive/parser.ts'
import { namedIn, viewOf } from '../../models/derive/present.ts'
import type { Seeing } from '../../models/derive/present.ts'
import { titleOf } from '../../models/derive/views.ts'
import { actName, actNamed, creates, startsFrom } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { Problem } from '../../models/problems.ts'
import { idWithin } from '../../models/record.ts'
import type { Entry, LedgerRecord } from '../../models/record.ts'
import { completed, followsOf, replay, replayFollow } from '../../models/replay.ts'
import type { Linked, LinkLabel, RecordView } from '../../models/shown.ts'
import type { Outgoing } from './outgoing.ts'

/** What a device's world is made of. */
export interface Parts extends Seeing {
  readonly ledgers: readonly Ledger[]
  /** The records the device carries. */
  readonly carried: readonly RecordView[]
  /** The acts of this account that wait, in their order. */
  readonly waiting: readonly Outgoing[]
  /** How a record is called that has no number yet. */
  readonly unnumbered: string
}

/** Refusals that may already be told, because they need no more than what the device carries. */
const foreseen = new Set(['rule-refused', 'held', 'same-person', 'link-state'])

export class LocalWorld {
  readonly #parts: Parts
  readonly #byName: ReadonlyMap<string, Ledger>
  readonly #before = new Map<string, LedgerRecord>()
  readonly #records = new Map<string, LedgerRecord>()
  readonly #names = new Map<string, LinkLabel>()
  readonly #doubts = new Map<string, Problem>()

  constructor(parts: Parts) {
    this.#parts = parts
    this.#byName = new Map(parts.ledgers.map((ledger) => [ledger.name, ledger]))
    for (const view of parts.carried) this.#carry(view)
    for (const one of parts.waiting) this.#apply(one)
  }

  /** What the server may be expected to say against an act that waits, by its id. */
  get doubts(): ReadonlyMap<string, Problem> {
    return this.#doubts
  }

  /** Every record of a ledger, carried or made here. */
  records(ledger: Ledger): readonly LedgerRecord[] {
    return [...this.#records.values()].filter((record) => record.ledger === ledger.name)
  }

  /** A record by its id. */
  record(id: string): LedgerRecord | undefined {
    return this.#records.get(id)
  }

  /** A record as the server last said; undefined for one made here. */
  before(id: string): LedgerRecord | undefined {
    return this.#before.get(id)
  }

  /** A record as its reader sees it. */
  view(record: LedgerRecord): RecordView {
    const ledger = this.#byName.get(record.ledger)
    if (!ledger) throw new TypeError(`there is no ledger ${record.ledger}`)
    const { actor, unnumbered } = this.#parts
    const view = viewOf(ledger, record, this.#parts, this.#linked(namedIn(ledger, record, actor)))
    if (record.number !== '') return view
    return { ...view, number: unnumbered, title: view.title === '' ? unnumbered : view.title }
  }

  #linked(ids: readonly string[]): Linked {
    return Object.fromEntries(
      ids.flatMap((id) => {
        const label = this.#label(id)
        return label ? [[id, label] as const] : []
      }),
    )
  }

  #label(id: string): LinkLabel | undefined {
    const record = this.#records.get(id)
    const ledger = record && this.#byName.get(record.ledger)
    if (!record || !ledger) return this.#names.get(id)
    const number = record.number === '' ? this.#parts.unnumbered : record.number
    const title = titleOf(ledger, record) || number
    return { id, ledger: record.ledger, number, title, state: record.state }
  }

  #carry(view: RecordView): void {
    for (const label of Object.values(view.linked)) this.#names.set(label.id, label)
    const ledger = this.#byName.get(view.ledger)
    if (!ledger) return
    const { title: _title, acts: _acts, linked: _linked, dues: _dues, ...draft } = view
    const record = completed(ledger, draft)
    this.#before.set(record.id, record)
    this.#records.set(record.id, record)
  }

  #apply(outgoing: Outgoing): void {
    const ledger = this.#byName.get(outgoing.ledger)
    if (!ledger) return
    const each = outgoing.each ?? [{ record: outgoing.record, revision: outgoing.revision }]
    for (const [at, one] of each.entries()) {
      const id = outgoing.each ? idWithin(outgoing.id, at) : outgoing.id
      const fields = 'fields' in one ? { ...outgoing.fields, ...one.fields } : outgoing.fields
      this.#applyOne(ledger, { ...outgoing, id, fields }, one.record ?? id, outgoing.id)
    }
  }

  #applyOne(ledger: Ledger, outgoing: Outgoing, id: string, told: string): void {
    const act = actNamed(ledger, outgoing.act)
    const before = this.#records.get(id)
    if (!act || !startsFrom(act, before?.state)) return
    if (creates(act) && before) return
    const parsed = parseGiven(ledger, act, outgoing.fields)
    if (parsed.faults) return
    const { actor } = this.#parts
    const at = outgoing.statedAt ?? outgoing.keptAt
    const request: Request = {
      ledger,
      act: outgoing.act,
      actor,
      id: outgoing.id,
      record: id,
      parsed,
      because: outgoing.because,
      now: at,
    }
    const doubt = this.#doubt(request, before)
    if (doubt) this.#doubts.set(told, doubt)
    const entry: Entry = {
      v: 1,
      seq: before?.seq ?? 0,
      id: outgoing.id,
      ledger: ledger.name,
      record: id,
      revision: (before?.revision ?? 0) + 1,
      act: actName(ledger, outgoing.act),
      actor: actor.id,
      at,
      payload: parsed.given,
      files: [],
    }
    const after = replay(ledger, before, entry, {})
    this.#records.set(id, after)
    for (const { ledger: follower, follow, ids } of followsOf(
      this.#parts.ledgers,
      ledger,
      outgoing.act,
      after.facts,
    )) {
      for (const other of ids) {
        const record = this.#records.get(other)
        if (!record || !follow.from.includes(record.state)) continue
        this.#records.set(other, replayFollow(follower, follow, record, entry))
      }
    }
  }

  /** What speaks against an act as far as this device can know; silent where it cannot. */
  #doubt(request: Request, before: LedgerRecord | undefined): Problem | undefined {
    const settled = [...linksNeeded(request, before)].every((id) => this.#records.has(id))
    if (!settled) return undefined
    const keys = new Set(keysNeeded(request, before))
    const holders = new Map<string, LedgerRecord>()
    for (const record of this.#records.values()) {
      for (const key of record.holds) if (keys.has(key)) holders.set(key, record)
    }
    const world: Judged = {
      record: (id) => this.#records.get(id),
      holder: (key) => holders.get(key),
      hasFile: () => true,
      ledgers: this.#parts.ledgers,
    }
    try {
      decide(request, world)
      return undefined
    } catch (error) {
      if (error instanceof Problem && foreseen.has(error.code)) return error
      return undefined
    }
  }
}
