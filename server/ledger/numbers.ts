/**
 * Whether every number ever given has its record. The journal says how far each series has come;
 * the records are counted against it, and what is missing is found by halving the series.
 */
import type { Series } from '../../models/desk.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { Database } from '../../models/stored/database.ts'

/** Series of all ledgers, and when they were counted. */
export interface Counted {
  readonly countedAt: string
  readonly series: readonly Series[]
}

const digits = 6

export class Numbers {
  readonly #database: Database
  readonly #ledgers: readonly Ledger[]
  #counting: { readonly at: number; readonly counted: Promise<Counted> } | undefined

  constructor(database: Database, ledgers: readonly Ledger[]) {
    this.#database = database
    this.#ledgers = ledgers
  }

  /** The series as counted lately, or counted now. */
  async counted(now: number = Date.now()): Promise<Counted> {
    const good = limits.numbersCountedMinutes * 60_000
    if (!this.#counting || now - this.#counting.at >= good) {
      const counted = this.#count(now)
      this.#counting = { at: now, counted }
      counted.catch(() => (this.#counting = undefined))
    }
    return await this.#counting.counted
  }

  /** Counts anew whenever asked next. */
  forget(): void {
    this.#counting = undefined
  }

  async #count(now: number): Promise<Counted> {
    const series: Series[] = []
    for (const ledger of this.#ledgers) {
      if (ledger.register) continue
      for (const one of await this.#seriesOf(ledger)) series.push(await this.#check(ledger, one))
    }
    return { countedAt: new Date(now).toISOString(), series }
  }

  /** The years a ledger has numbers of, found by skipping from one to the next. */
  async #seriesOf(ledger: Ledger): Promise<string[]> {
    const series: string[] = []
    const { entries } = this.#database
    let after = `${ledger.prefix}-`
    for (;;) {
      const next = await entries
        .findOne({ number: { $gt: after, $lt: `${ledger.prefix}.` } }, { number: 1 })
        .sort({ number: 1 })
        .lean()
      if (next?.number === undefined) return series
      const one = next.number.slice(0, next.number.lastIndexOf('-'))
      series.push(one)
      after = `${one}.`
    }
  }

  async #check(ledger: Ledger, series: string): Promise<Series> {
    const last = await this.#database.entries
      .findOne({ number: { $gte: `${series}-`, $lt: `${series}.` } }, { number: 1 })
      .sort({ number: -1 })
      .lean()
    const to = Number(last?.number?.slice(series.length + 1) ?? 0)
    const count = await this.#between(ledger, series, 1, to)
    const gaps: [number, number][] = []
    if (count < to) await this.#findGaps(ledger, series, [1, to], count, gaps)
    return { ledger: ledger.name, series, first: 1, last: to, count, gaps }
  }

  async #between(ledger: Ledger, series: string, from: number, to: number): Promise<number> {
    const number = { $gte: numbered(series, from), $lte: numbered(series, to) }
    return await this.#database.records.countDocuments({ ledger: ledger.name, number })
  }

  async #findGaps(
    ledger: Ledger,
    series: string,
    [from, to]: readonly [number, number],
    count: number,
    gaps: [number, number][],
  ): Promise<void> {
    if (count === to - from + 1 || gaps.length >= limits.gapsShownMax) return
    if (count === 0) {
      const before = gaps.at(-1)
      if (before && before[1] === from - 1) before[1] = to
      else gaps.push([from, to])
      return
    }
    const middle = Math.floor((from + to) / 2)
    const lower = await this.#between(ledger, series, from, middle)
    await this.#findGaps(ledger, series, [from, middle], lower, gaps)
    await this.#findGaps(ledger, series, [middle + 1, to], count - lower, gaps)
  }
}

function numbered(series: string, value: number): string {
  return `${series}-${String(value).padStart(digits, '0')}`
}
