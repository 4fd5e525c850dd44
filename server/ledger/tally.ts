/**
 * Keeps at hand what the wall's charts count, so that a glance at the wall never reads a year of
 * records: at first the records changed within the charts' time, from an index, and from then on
 * only those the journal has touched since.
 */
import { datedIn, daysUpTo } from '../../models/derive/calendar.ts'
import type { Dated } from '../../models/derive/calendar.ts'
import type { WallBar } from '../../models/figures.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { Facts } from '../../models/record.ts'
import type { Database } from '../../models/stored/database.ts'
import { chartDaysMax } from '../../models/wall.ts'
import type { WallChart } from '../../models/wall.ts'
import type { Log } from '../journal/log.ts'

const hoursPerDay = 24
const dayMs = 86_400_000
/** A month and the change of clocks within it fit into the time that is read. */
const readDays = chartDaysMax + 2

type Charted = Ledger & { readonly wall: { readonly charts: readonly WallChart[] } }

export class Tally {
  readonly #database: Database
  readonly #log: Log
  readonly #ledgers: readonly Charted[]
  /** Facts that charts count, by ledger and record. */
  readonly #known = new Map<string, Map<string, Facts>>()
  /** How much of the journal is taken in. */
  #size = 0
  #reading: Promise<void> | undefined

  constructor({ database, log, ledgers }: { database: Database; log: Log; ledgers: Ledger[] }) {
    this.#database = database
    this.#log = log
    this.#ledgers = ledgers.filter((one): one is Charted => one.wall?.charts !== undefined)
  }

  /** Takes in what the journal has touched; callers at the same time share one reading. */
  catchUp(now: Date): Promise<void> {
    this.#reading ??= this.#read(now).finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** The bars of one chart, every day, hour or choice of it, also those with none. */
  bars(ledger: Ledger, chart: WallChart, now: Date, timeZone: string): WallBar[] {
    return barsOf(ledger, chart, this.#known.get(ledger.name)?.values() ?? [], now, timeZone)
  }

  async #read(now: Date): Promise<void> {
    const size = this.#log.size
    const behind = size - this.#size
    if (behind === 0) return
    if (this.#size === 0 || behind > limits.wallCatchUpMax) {
      await Promise.all(this.#ledgers.map((ledger) => this.#readAnew(ledger, now)))
    } else {
      await this.#readTouched(this.#size, now)
    }
    this.#size = size
  }

  /**
   * A moment an act stamps is not later than the change it came with, clocks that run ahead
   * aside; so what was changed within the charts' time holds everything they count.
   */
  async #readAnew(ledger: Charted, now: Date): Promise<void> {
    const since = new Date(now.getTime() - readDays * dayMs).toISOString()
    const found = await this.#database.records
      .find({ ledger: ledger.name, changedAt: { $gte: since } }, counted(ledger))
      .sort({ changedAt: -1, _id: -1 })
      .limit(limits.wallRecordsMax)
      .lean<Read[]>()
    this.#known.set(ledger.name, new Map())
    for (const one of found) this.#take(ledger, one, since)
  }

  async #readTouched(from: number, now: Date): Promise<void> {
    const since = new Date(now.getTime() - readDays * dayMs).toISOString()
    const entries = await this.#database.entries
      .find({ _id: { $gte: from } }, { touches: 1, revision: 1 })
      .lean<{ touches: string[]; revision?: number }[]>()
    const ids = [...new Set(entries.flatMap(({ touches, revision }) => (revision ? touches : [])))]
    if (ids.length === 0) return
    for (const ledger of this.#ledgers) {
      const found = await this.#database.records
        .find({ _id: { $in: ids }, ledger: ledger.name }, counted(ledger))
        .lean<Read[]>()
      for (const one of found) this.#take(ledger, one, since)
    }
  }

  #take(ledger: Charted, { _id, facts = {} }: Read, since: string): void {
    const known = this.#known.get(ledger.name)
    const counts = ledger.wall.charts.some(({ at }) => momentOf(facts, at) >= since)
    if (counts) known?.set(_id, facts)
    else known?.delete(_id)
  }
}

interface Read {
  readonly _id: string
  readonly facts?: Facts
}

/** Reads nothing of a record but what is counted. */
function counted(ledger: Charted): Record<string, 1> {
  const keys = ledger.wall.charts.flatMap(({ at, by }) => (by === undefined ? [at] : [at, by]))
  return Object.fromEntries(keys.map((key) => [`facts.${key}`, 1]))
}

/**
 * Counts facts into the bars of a chart.
 *
 * @param all facts of the records; those whose moment is outside the chart's time do not count
 */
export function barsOf(
  ledger: Pick<Ledger, 'fields'>,
  chart: WallChart,
  all: Iterable<Facts>,
  now: Date,
  timeZone: string,
): WallBar[] {
  const today = datedIn(now.getTime(), timeZone)
  if (!today) return []
  const counts = new Map(keysOf(ledger, chart, now, timeZone).map((key) => [key, 0]))
  for (const facts of all) {
    const dated = datedIn(momentOf(facts, chart.at), timeZone)
    const key = dated && keyOf(chart, facts, dated, today)
    const count = key === undefined ? undefined : counts.get(key)
    if (key !== undefined && count !== undefined) counts.set(key, count + 1)
  }
  return [...counts].map(([key, count]) => ({ key, count }))
}

function keysOf(
  ledger: Pick<Ledger, 'fields'>,
  { per, by, days = 1 }: WallChart,
  now: Date,
  timeZone: string,
): string[] {
  if (per === 'day') return daysUpTo(now.getTime(), timeZone, days)
  if (per === 'hour') return Array.from({ length: hoursPerDay }, (_, hour) => String(hour))
  return Object.keys((by === undefined ? undefined : ledger.fields[by]?.choices) ?? {})
}

function keyOf(chart: WallChart, facts: Facts, at: Dated, today: Dated): string | undefined {
  if (chart.per === 'day') return at.day
  if (chart.per === 'hour') return at.day === today.day ? String(at.hour) : undefined
  if (at.month !== today.month || chart.by === undefined) return undefined
  const value = facts[chart.by]
  return typeof value === 'string' ? value : undefined
}

/** A fact that is a moment; an empty text, which is none, for anything else. */
function momentOf(facts: Facts, key: string): string {
  const value = facts[key]
  return typeof value === 'string' ? value : ''
}
