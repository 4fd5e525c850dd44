/**
 * The state of the house just before a position in the journal, loaded for one group of acts at
 * a time: what the group may look at, and above it what earlier acts of the same group changed.
 */
import { keysNeeded, linksNeeded } from '../../models/decide.ts'
import type { Request, World } from '../../models/decide.ts'
import { filesOf } from '../../models/derive/views.ts'
import { actNamed, creates } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { FoundReport, LedgerRecord } from '../../models/record.ts'
import { readRecords } from '../../models/stored/records.ts'
import type { Log } from './log.ts'

/** A world that grows: records decided in this group lie over those loaded from the database. */
export class GroupWorld implements World {
  readonly ledgers: readonly Ledger[]
  readonly #records = new Map<string, LedgerRecord>()
  readonly #holders = new Map<string, string>()
  readonly #files = new Map<string, FoundReport | undefined>()
  readonly #changed = new Map<string, LedgerRecord>()

  readonly #log: Log
  readonly #base: number

  constructor(log: Log) {
    this.#log = log
    this.#base = log.size
    this.ledgers = log.ledgers
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

  reportIn(sha256: string): FoundReport | undefined {
    return this.#files.get(sha256)
  }

  /** Lays a record decided in this group over the loaded one. */
  put(record: LedgerRecord): void {
    this.#changed.set(record.id, record)
  }

  /** Every record this group changed, as it stands after the last act that touched it. */
  changed(): readonly LedgerRecord[] {
    return [...this.#changed.values()]
  }

  /**
   * Loads everything the group's decisions will look at: first the records acted on with whatever
   * the acts were given to link to, then what those records themselves lead to.
   */
  async load(requests: readonly Request[]): Promise<void> {
    const ids = new Set<string>()
    const files = new Set<string>()
    for (const request of requests) {
      ids.add(request.record)
      for (const id of linksNeeded(request, undefined)) ids.add(id)
      const given = request.parsed.faults ? {} : request.parsed.given
      for (const file of filesOf(request.ledger, given)) files.add(file.sha256)
    }
    const [stored] = await Promise.all([
      this.#log.database.files.find([...files]),
      this.#loadRecords([...ids]),
      // A creating act has no record to learn further keys from: one round is enough for it.
      this.#loadHolders(requests.filter(creating).flatMap(keysOf)),
    ])
    for (const { sha256, report, type } of stored.values()) {
      // A picture is none that could be read.
      this.#files.set(sha256, type.startsWith('image/') ? { about: [] } : report)
    }
    await this.#loadFurther(requests)
  }

  async #loadFurther(requests: readonly Request[]): Promise<void> {
    const links = new Set<string>()
    const keys = new Set<string>()
    for (const request of requests) {
      const before = this.#records.get(request.record)
      if (!before) continue
      for (const id of linksNeeded(request, before)) if (!this.#records.has(id)) links.add(id)
      for (const key of keysNeeded(request, before)) if (!this.#holders.has(key)) keys.add(key)
    }
    await Promise.all([this.#loadRecords([...links]), this.#loadHolders([...keys])])
  }

  async #loadRecords(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#take(this.#log.recent.get(id)))
    if (missing.length === 0) return
    const found = await readRecords(this.#log.database.records, { _id: { $in: missing } })
    for (const record of found) this.#keep(record)
  }

  async #loadHolders(keys: readonly string[]): Promise<void> {
    const missing = keys.filter((key) => !this.#take(this.#log.recent.holder(key)))
    if (missing.length === 0) return
    const found = await readRecords(this.#log.database.records, { holds: { $in: missing } })
    for (const record of found) this.#keep(record)
  }

  #take(record: LedgerRecord | undefined): boolean {
    if (!record) return false
    this.#records.set(record.id, record)
    for (const key of record.holds) this.#holders.set(key, record.id)
    return true
  }

  /** What was read is kept at hand only if the journal has not moved on while it was read. */
  #keep(record: LedgerRecord): void {
    this.#take(record)
    if (this.#log.size === this.#base) this.#log.recent.put(record)
  }
}

function creating({ ledger, act }: Request): boolean {
  const declared = actNamed(ledger, act)
  return declared !== undefined && creates(declared)
}

function keysOf(request: Request): string[] {
  return keysNeeded(request, undefined)
}
