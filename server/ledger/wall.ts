/**
 * The wall: who is here, what is out, what is late, how it went, what was done last. Everything
 * is reckoned once for whoever looks, a few times a second at most and only after the journal
 * grew, and then told to each as far as they may know: names to who reads the ledger, numbers to
 * a display.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { companyOf } from '../../models/company.ts'
import { dueAt } from '../../models/derive/present.ts'
import { readGrant } from '../../models/derive/permissions.ts'
import { groupNames } from '../../models/derive/rollcall.ts'
import { titleOf } from '../../models/derive/views.ts'
import type {
  WallAct,
  WallBar,
  WallDue,
  WallLedger,
  WallRow,
  WallView,
} from '../../models/figures.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { seesFigures } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { toldActs } from './acts.ts'
import type { ToldAct } from './acts.ts'
import { overdue } from './list.ts'
import { Tally } from './tally.ts'

/** Figures are reckoned again when the journal grew, but no sooner than this. */
const againMs = 400
/** What becomes late by itself is seen within this time. */
const staleMs = 15_000

type Parts = Pick<House, 'config' | 'database' | 'ledgers' | 'log' | 'settings'>
type Told = Omit<WallView, 'ledgers' | 'last'> & {
  readonly ledgers: readonly WallLedger[]
  readonly last: readonly ToldAct[]
}

export class Wall {
  readonly #parts: Parts
  readonly #tally: Tally
  #told: Promise<Told> | undefined
  #next: Promise<Told> | undefined
  #toldAt = 0
  #size = -1

  constructor(parts: Parts) {
    this.#parts = parts
    this.#tally = new Tally({ ...parts, ledgers: [...parts.ledgers] })
  }

  /**
   * The wall as one actor may see it.
   *
   * @throws Problem not-allowed for who neither reads a ledger it shows nor is a display
   */
  async view(actor: Actor): Promise<WallView> {
    const figures = seesFigures(actor)
    const named = new Set(
      this.#parts.ledgers.filter((one) => readGrant(one, actor) === 'all').map(({ name }) => name),
    )
    const seen = this.#parts.ledgers.filter((one) => !one.register)
    if (!figures && !seen.some(({ name }) => named.has(name))) throw new Problem('not-allowed')
    const told = await this.#reckoned()
    const shown = (name: string) => figures || named.has(name)
    return {
      ...told,
      ledgers: told.ledgers
        .filter(({ name }) => shown(name))
        .map((one) => (named.has(one.name) ? one : { ...one, rows: one.rows.map(unnamed) })),
      last: told.last
        .filter(({ ledger }) => shown(ledger))
        .slice(0, limits.boardActsMax)
        .map((act) => actFor(act, named.has(act.ledger))),
    }
  }

  #reckoned(): Promise<Told> {
    const age = Date.now() - this.#toldAt
    if (this.#told && this.#parts.log.size === this.#size && age < staleMs) return this.#told
    this.#next ??= this.#later(Math.max(0, againMs - age)).finally(() => {
      this.#next = undefined
    })
    return this.#next
  }

  /** Reckons once for all who ask meanwhile, after what was reckoned before has had its time. */
  async #later(waitMs: number): Promise<Told> {
    if (waitMs > 0) await delay(waitMs)
    this.#toldAt = Date.now()
    this.#size = this.#parts.log.size
    const reckoning = this.#reckon()
    this.#told = reckoning
    // An answer that failed is no answer to keep.
    reckoning.catch(() => {
      if (this.#told === reckoning) this.#told = undefined
    })
    return await reckoning
  }

  async #reckon(): Promise<Told> {
    const { log, ledgers } = this.#parts
    const now = new Date()
    const { size } = log
    const [settings, last] = await Promise.all([
      settingsOf(this.#parts),
      toldActs(this.#parts),
      this.#tally.catchUp(now),
    ])
    const timeZone = zoneOf(this.#parts, settings)
    const shown = ledgers.filter((one) => !one.register)
    const at = { now, settings, timeZone }
    return {
      now: now.toISOString(),
      size,
      timeZone,
      company: companyOf(settings),
      ledgers: await Promise.all(shown.map((ledger) => this.#ledger(ledger, at))),
      last,
    }
  }

  async #ledger(ledger: Ledger, at: At): Promise<WallLedger> {
    const { wall } = ledger
    const counted = ledger.balances ? Object.keys(ledger.states) : (wall?.now ?? [])
    const [states, dues, found] = await Promise.all([
      this.#count(ledger, counted),
      this.#dues(ledger, at),
      wall?.since === undefined ? [] : this.#standing(ledger, wall.now),
    ])
    return {
      name: ledger.name,
      states,
      ...(ledger.balances && { total: await this.#total(ledger) }),
      rows: found.slice(0, limits.boardRowsMax).map((record) => rowOf(ledger, record, at)),
      groups: groupsOf(ledger, found),
      dues,
      charts: (wall?.charts ?? []).map((chart) =>
        this.#tally.bars(ledger, chart, at.now, at.timeZone),
      ),
    }
  }

  async #total(ledger: Ledger): Promise<number> {
    return await this.#parts.database.records.countDocuments({ ledger: ledger.name })
  }

  async #count(ledger: Ledger, states: readonly string[]): Promise<Record<string, number>> {
    const { records } = this.#parts.database
    const counts = states.map(async (state) => {
      const filter = { ledger: ledger.name, tags: `state:${state}` }
      return [state, await records.countDocuments(filter)] as const
    })
    return Object.fromEntries(await Promise.all(counts))
  }

  /** Records of the states that are now, the longest there first. */
  async #standing(ledger: Ledger, states: readonly string[]): Promise<LedgerRecord[]> {
    const tags = { $in: states.map((state) => `state:${state}`) }
    const found = await selectRecords(this.#parts.database.records, { ledger: ledger.name, tags })
      .sort({ number: 1 })
      .limit(limits.wallStandingMax)
    return found.map(recordOf)
  }

  async #dues(ledger: Ledger, { now, settings }: At): Promise<WallDue[]> {
    const { records } = this.#parts.database
    const reckoned = Object.keys(ledger.dues ?? {}).map(async (name): Promise<WallDue[]> => {
      const match = { $elemMatch: overdue({ ledger, now, settings }, name) }
      const filter = { ledger: ledger.name, dues: match }
      const count = await records.countDocuments(filter)
      if (count === 0) return []
      const [oldest] = await selectRecords(records, filter).sort({ 'dues.from': 1 }).limit(1)
      const from = oldest?.dues.find((one) => one.name === name)?.from
      return from === undefined
        ? []
        : [{ name, count, oldest: dueAt(ledger, name, from, settings) }]
    })
    return (await Promise.all(reckoned)).flat()
  }
}

interface At {
  readonly now: Date
  readonly settings: Facts
  readonly timeZone: string
}

function rowOf(ledger: Ledger, record: LedgerRecord, { now, settings }: At): WallRow {
  const dues = record.dues.map(({ name, from }) => ({
    name,
    at: dueAt(ledger, name, from, settings),
  }))
  const next = dues.find(({ name }) => name === ledger.wall?.next)?.at
  const since = ledger.wall?.since && record.facts[ledger.wall.since]
  return {
    id: record.id,
    number: record.number,
    title: titleOf(ledger, record),
    state: record.state,
    late: dues.filter(({ at }) => at < now.toISOString()),
    groups: groupNames(record.facts, ledger.wall?.groups),
    ...(typeof since === 'string' && { since }),
    ...(next !== undefined && { next }),
  }
}

/** A row for who may know how many and how late, but not who. */
function unnamed({ number, state, since, next, late, groups }: WallRow): WallRow {
  return {
    number,
    state,
    late,
    groups,
    ...(since !== undefined && { since }),
    ...(next !== undefined && { next }),
  }
}

function actFor({ seq, act, at, number, title, actor, role }: ToldAct, named: boolean): WallAct {
  return {
    seq,
    act,
    at,
    ...(number !== undefined && { number }),
    ...(named && { title, actor }),
    ...(!named && role !== undefined && { role }),
  }
}

/** How many are where, most first; who is in several places is counted in each. */
function groupsOf(ledger: Ledger, found: readonly LedgerRecord[]): WallBar[] {
  const key = ledger.wall?.groups
  if (key === undefined) return []
  const counts = new Map<string, number>()
  for (const { facts } of found) {
    const names = groupNames(facts, key)
    for (const name of names.length > 0 ? names : ['']) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return [...counts]
    .map(([name, count]) => ({ key: name, count }))
    .sort((one, other) => other.count - one.count || one.key.localeCompare(other.key, 'ja'))
}
