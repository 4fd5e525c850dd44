/**
 * The state of the house just before a position in the journal, loaded for one group of acts at
 * a time: what the group may look at, and above it what earlier acts of the same group changed.
 */
import { keysNeeded, linksNeeded } from '../../models/decide.ts'
import type { Request, World } from '../../models/decide.ts'
import { filesOf } from '../../models/derive/views.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Database } from '../../models/stored/database.ts'
import { readRecords } from '../../models/stored/records.ts'

/** A world that grows: records decided in this group lie over those loaded from the database. */
export class GroupWorld implements World {
  readonly ledgers: readonly Ledger[]
  readonly #records = new Map<string, LedgerRecord>()
  readonly #holders = new Map<string, string>()
  readonly #files = new Set<string>()
  readonly #changed = new Map<string, LedgerRecord>()

  constructor(ledgers: readonly Ledger[]) {
    this.ledgers = ledgers
  }

  record(id: string): LedgerRecord | undefined {
    return this.#changed.get(id) ?? this.#records.get(id)
  }

  holder(key: string): LedgerRecord | undefined {
    for (const record of this.#changed.values()) if (record.holds.includes(key)) return record
    const id = this.#holders.get(key)
    const record = id === undefined ? undefined : this.record(id)
    return record?.holds.includes(key) ? record : undefined
  }

  hasFile(sha256: string): boolean {
    return this.#files.has(sha256)
  }

  /** Lays a record decided in this group over the loaded one. */
  put(record: LedgerRecord): void {
    this.#changed.set(record.id, record)
  }

  /** Every record this group changed, as it stands after the last act that touched it. */
  changed(): readonly LedgerRecord[] {
    return [...this.#changed.values()]
  }

  /** Loads everything the group's decisions will look at, in two rounds. */
  async load(database: Database, requests: readonly Request[]): Promise<void> {
    await this.#loadRecords(
      database,
      requests.map((request) => request.record),
    )
    const links = new Set<string>()
    const keys = new Set<string>()
    const files = new Set<string>()
    for (const request of requests) {
      const before = this.#records.get(request.record)
      for (const id of linksNeeded(request, before)) if (!this.#records.has(id)) links.add(id)
      for (const key of keysNeeded(request, before)) keys.add(key)
      const given = request.parsed.faults ? {} : request.parsed.given
      for (const file of filesOf(request.ledger, given)) files.add(file.sha256)
    }
    const [, , stored] = await Promise.all([
      this.#loadRecords(database, [...links]),
      this.#loadHolders(database, [...keys]),
      database.files.find([...files]),
    ])
    for (const sha256 of stored.keys()) this.#files.add(sha256)
  }

  async #loadRecords(database: Database, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const found = await readRecords(database.records, { _id: { $in: ids } })
    for (const record of found) this.#records.set(record.id, record)
  }

  async #loadHolders(database: Database, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    for (const record of await readRecords(database.records, { holds: { $in: keys } })) {
      this.#records.set(record.id, record)
      for (const key of record.holds) this.#holders.set(key, record.id)
    }
  }
}
