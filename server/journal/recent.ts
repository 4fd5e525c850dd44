/**
 * Records as the journal last left them, kept at hand so that deciding an act seldom reads the
 * database. It is exact, not merely recent: everything that changes a record passes through the
 * journal this process writes or tails, and what others changed is dropped when it is met. Should
 * an entry of another instance not have been met yet, inserting on its sequence number fails.
 */
import type { LedgerRecord } from '../../models/record.ts'
import { limits } from '../../models/limits.ts'

export class Recent {
  readonly #records = new Map<string, LedgerRecord>()
  readonly #holders = new Map<string, string>()

  get(id: string): LedgerRecord | undefined {
    return this.#records.get(id)
  }

  /** Whichever of the records at hand holds a key; undefined says nothing about the others. */
  holder(key: string): LedgerRecord | undefined {
    const id = this.#holders.get(key)
    return id === undefined ? undefined : this.#records.get(id)
  }

  /** Keeps a record, in place of what was kept of it before. */
  put(record: LedgerRecord): void {
    this.drop(record.id)
    this.#records.set(record.id, record)
    for (const key of record.holds) this.#holders.set(key, record.id)
    if (this.#records.size <= limits.recentRecordsMax) return
    const oldest = this.#records.keys().next().value
    if (oldest !== undefined) this.drop(oldest)
  }

  /** Forgets every record. */
  clear(): void {
    this.#records.clear()
    this.#holders.clear()
  }

  /** Forgets a record that someone else changed. */
  drop(id: string): void {
    const known = this.#records.get(id)
    if (!known) return
    this.#records.delete(id)
    for (const key of known.holds) if (this.#holders.get(key) === id) this.#holders.delete(key)
  }
}
