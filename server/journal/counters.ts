/**
 * Gap-free counters that follow from the journal alone: record numbers per ledger and year, and
 * how many entries each customer has. They are read once from the last entry that used them and
 * then kept in step with every entry; unique keys in the database are the last validator.
 */
import type { Entry } from '../../models/record.ts'
import type { Database } from '../../models/stored/database.ts'

const digits = 6

/** Making a formatter costs a hundred times what using it does. */
const years = new Map<string, Intl.DateTimeFormat>()

/** The series a record number belongs to, such as `V-2026`. */
export function seriesOf(prefix: string, at: string, timeZone: string): string {
  let year = years.get(timeZone)
  if (!year) {
    year = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' })
    years.set(timeZone, year)
  }
  return `${prefix}-${year.format(new Date(at))}`
}

function splitNumber(number: string): [series: string, value: number] {
  const at = number.lastIndexOf('-')
  return [number.slice(0, at), Number(number.slice(at + 1))]
}

/** The counts a group being decided may use. */
export interface Provisional {
  nextNumber(series: string): string
  nextCount(customer: string): number
  /** Uses up what an entry was given. */
  use(entry: Pick<Entry, 'number' | 'customer'>): void
}

export class Counters {
  readonly #numbers = new Map<string, number>()
  readonly #customers = new Map<string, number>()

  /** Makes sure the last used values of some series and customers are known. */
  async load(
    database: Database,
    series: ReadonlySet<string>,
    customers: ReadonlySet<string>,
  ): Promise<void> {
    await Promise.all([
      ...[...series]
        .filter((one) => !this.#numbers.has(one))
        .map(async (one) => {
          const last = await database.entries
            .findOne({ number: { $gte: `${one}-`, $lt: `${one}.` } }, { number: 1 })
            .sort({ number: -1 })
            .lean()
          this.#numbers.set(one, Number(last?.number?.slice(one.length + 1) ?? 0))
        }),
      ...[...customers]
        .filter((one) => !this.#customers.has(one))
        .map(async (one) => {
          const last = await database.entries
            .findOne({ 'customer.id': one }, { customer: 1 })
            .sort({ 'customer.id': -1, 'customer.n': -1 })
            .lean()
          this.#customers.set(one, last?.customer?.n ?? 0)
        }),
    ])
  }

  /** Forgets every count; the next group reads what it needs anew. */
  clear(): void {
    this.#numbers.clear()
    this.#customers.clear()
  }

  /** Counts as a group being decided would use them; nothing is used up until `observe`. */
  provisional(): Provisional {
    const used = new Map<string, number>()
    const next = (base: Map<string, number>, key: string) =>
      (used.get(key) ?? base.get(key) ?? 0) + 1
    return {
      nextNumber: (series) =>
        `${series}-${String(next(this.#numbers, series)).padStart(digits, '0')}`,
      nextCount: (customer) => next(this.#customers, customer),
      use: ({ number, customer }) => {
        if (number !== undefined) used.set(...splitNumber(number))
        if (customer) used.set(customer.id, customer.n)
      },
    }
  }

  /** Takes note of a committed entry, whoever wrote it. */
  observe(entry: Pick<Entry, 'number' | 'customer'>): void {
    if (entry.number !== undefined) {
      const [series, value] = splitNumber(entry.number)
      if (this.#numbers.has(series)) {
        this.#numbers.set(series, Math.max(value, this.#numbers.get(series) ?? 0))
      }
    }
    if (entry.customer && this.#customers.has(entry.customer.id)) {
      const known = this.#customers.get(entry.customer.id) ?? 0
      this.#customers.set(entry.customer.id, Math.max(entry.customer.n, known))
    }
  }
}
