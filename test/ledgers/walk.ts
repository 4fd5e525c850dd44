/**
 * Walks a ledger's declared acts on a real house: finds by doing how each state is reached, and
 * makes a record in any of them. It knows a ledger only by its declaration and the hints.
 */
import { creates, startsFrom } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import { readGrant } from '../../models/derive/permissions.ts'
import type { Listed, TestHouse } from '../house.ts'
import { ofRole } from '../people.ts'
import type { Person, Shown, With } from '../people.ts'
import { everyLedger } from './fifth.ts'
import { followed, hints } from './hints.ts'
import { Values } from './values.ts'

interface Step {
  readonly act: string
  /** Which of the ways the act may end; 0 is the usual one. */
  readonly way: number
}

/** A request for an act, made up but not yet sent. */
export interface Prepared {
  readonly person: Person
  readonly fields: Record<string, unknown>
  readonly more: With
}

export class Walk {
  readonly house: TestHouse
  readonly values: Values
  readonly #targets = new Map<string, Promise<string>>()
  readonly #specimens = new Map<string, Shown>()
  readonly #ways = new Map<string, Map<string, readonly Step[]>>()

  constructor(house: TestHouse) {
    this.house = house
    this.values = new Values(house, (name) => this.target(name))
  }

  /** Who does an act unless a hint says otherwise. */
  personFor(ledger: Ledger, act: string): Person {
    const { by } = declaredAct(ledger, act)
    const hinted = hints[`${ledger.name}.${act}`]?.by
    const [first] = by
    return hinted ?? (by.includes('iso') ? ofRole.iso : first ? ofRole[first] : 'kaoru')
  }

  /** Somebody who may read the whole ledger. */
  readerOf(ledger: Ledger): Person {
    const role = (['auditor', 'admin', 'iso', 'staff'] as const).find(
      (one) => readGrant(ledger, { id: 'someone', roles: [one] }) === 'all',
    )
    return role ? ofRole[role] : 'kaoru'
  }

  /** A record of a ledger that links may point at. */
  async target(name: string): Promise<string> {
    if (name === 'accounts') return this.values.account('aya')
    const known = this.#targets.get(name) ?? this.#findTarget(ledgerOf(name))
    this.#targets.set(name, known)
    return await known
  }

  async #findTarget(ledger: Ledger): Promise<string> {
    const { records } = await this.house
      .as(this.readerOf(ledger))
      .get<Listed>(`/${ledger.name}?limit=1&sort=number`)
    return (records[0] ?? (await this.create(ledger))).id
  }

  /** The fields and the person for an act as it is usually done. */
  async prepare(ledger: Ledger, act: string, way = 0, everything = false): Promise<Prepared> {
    const hint = hints[`${ledger.name}.${act}`]
    const make = (name: string) => this.target(name)
    const made = await this.values.of(ledger, act, everything)
    const usual = await hint?.gives?.(this.values, make)
    const other = way > 0 ? await hint?.or?.[way - 1]?.(this.values, make) : undefined
    const fields = { ...made, ...usual, ...other }
    const more = declaredAct(ledger, act).because ? { because: '試験のため' } : {}
    return { person: this.personFor(ledger, act), fields, more }
  }

  /** Makes a record by the ledger's creating act. */
  async create(ledger: Ledger, act = creatingActs(ledger)[0] ?? '', all = false): Promise<Shown> {
    const hint = hints[`${ledger.name}.${act}`]
    if (hint?.once) {
      const { records } = await this.house.as(this.readerOf(ledger)).get<Listed>(`/${ledger.name}`)
      if (records[0]) return records[0]
    }
    await hint?.first?.(this.values)
    const { person, fields, more } = await this.prepare(ledger, act, 0, all)
    return await this.house.as(person).creates(`${ledger.name}.${act}`, fields, more)
  }

  /** Does an act, and first whatever the hints say comes before it. */
  async perform(ledger: Ledger, act: string, record: Shown, way = 0): Promise<Shown> {
    await this.lead(ledger, act, record)
    const { person, fields, more } = await this.prepare(ledger, act, way)
    return await this.house.as(person).does(`${ledger.name}.${act}`, record, fields, more)
  }

  /** Does what the hints say comes before an act. */
  async lead(ledger: Ledger, act: string, record: Shown): Promise<void> {
    for (const before of hints[`${ledger.name}.${act}`]?.after ?? []) {
      if (startsFrom(declaredAct(ledger, before), record.state)) {
        await this.perform(ledger, before, record)
      }
    }
  }

  /** How each state of a ledger is reached, found by doing. */
  async ways(ledger: Ledger): Promise<ReadonlyMap<string, readonly Step[]>> {
    const known = this.#ways.get(ledger.name)
    if (known) return known
    const found = new Map<string, readonly Step[]>()
    this.#ways.set(ledger.name, found)
    for (const act of creatingActs(ledger)) {
      const { state } = await this.create(ledger, act)
      if (!found.has(state)) found.set(state, [{ act, way: 0 }])
    }
    // A map is iterated in the order of insertion, states found on the way included.
    for (const [state] of found) await this.#exploreFrom(ledger, state, found)
    return found
  }

  async #exploreFrom(
    ledger: Ledger,
    state: string,
    found: Map<string, readonly Step[]>,
  ): Promise<void> {
    for (const [act, declared] of Object.entries(ledger.acts)) {
      if (creates(declared) || declared.apart || !startsFrom(declared, state)) continue
      const ways = 1 + (hints[`${ledger.name}.${act}`]?.or?.length ?? 0)
      for (let way = 0; way < ways; way += 1) {
        if (leadsTo(declared).every((one) => found.has(one))) break
        const before = await this.build(ledger, state)
        const after = await this.perform(ledger, act, before, way)
        const led = (hints[`${ledger.name}.${act}`]?.after ?? []).map((one) => ({
          act: one,
          way: 0,
        }))
        const steps = [...(found.get(state) ?? []), ...led, { act, way }]
        if (!found.has(after.state)) found.set(after.state, steps)
      }
    }
  }

  /** A record in a state for acts that will be refused, so that one serves many tests. */
  async specimen(ledger: Ledger, state: string): Promise<Shown> {
    const key = `${ledger.name}.${state}`
    const known = this.#specimens.get(key)
    const now = known && (await this.read(ledger, known.id))
    const record = now?.state === state ? now : await this.build(ledger, state)
    this.#specimens.set(key, record)
    return record
  }

  /** A record as it is now. */
  async read(ledger: Ledger, id: string): Promise<Shown> {
    return await this.house.as(this.readerOf(ledger)).get(`/${ledger.name}/${id}`)
  }

  /** A fresh record in a state. */
  async build(ledger: Ledger, state: string): Promise<Shown> {
    const ways = await this.ways(ledger)
    const way = ways.get(state)
    const follow = followed[`${ledger.name}.${state}`]
    if (!way && follow) {
      const record = await this.build(ledger, follow.from)
      await follow.by(this.values, record.id)
      return await this.read(ledger, record.id)
    }
    const [first, ...steps] = way ?? []
    if (!first) throw new Error(`${ledger.name}: no act leads to the state ${state}`)
    let record = await this.create(ledger, first.act)
    for (const { act, way: which } of steps) {
      const { person, fields, more } = await this.prepare(ledger, act, which)
      record = await this.house.as(person).does(`${ledger.name}.${act}`, record, fields, more)
    }
    return record
  }
}

/** The states an act may lead to; none when it stays. */
export function leadsTo({ to }: Act): readonly string[] {
  if (typeof to === 'object') return to.may
  return to === 'same' ? [] : [to]
}

/** The acts that make a record. */
export function creatingActs(ledger: Ledger): string[] {
  return Object.keys(ledger.acts).filter((act) => {
    const declared = declaredAct(ledger, act)
    return creates(declared) && !declared.apart
  })
}

/** The states an act starts from. */
export function startsOf(ledger: Ledger, act: Act): string[] {
  return Object.keys(ledger.states).filter((state) => startsFrom(act, state))
}

export function declaredAct(ledger: Ledger, act: string): Act {
  const declared = ledger.acts[act]
  if (!declared) throw new Error(`${ledger.name} has no act ${act}`)
  return declared
}

function ledgerOf(name: string): Ledger {
  const ledger = everyLedger.find((one) => one.name === name)
  if (!ledger) throw new Error(`there is no ledger ${name}`)
  return ledger
}
