/**
 * Time-stamps that packs still lack. A pack's own checkpoint is stamped while it is made; where
 * nobody answered then, it is asked about again until somebody does, because a stamp of a later
 * checkpoint says nothing to whoever holds only the pack. What is owed is read from the packs'
 * records once, and known from then on.
 */
import { packs } from '../../models/ledgers.ts'
import { limits } from '../../models/limits.ts'
import type { Facts } from '../../models/record.ts'
import type { Database } from '../../models/stored/database.ts'
import { stamp } from './stamping.ts'
import type { Authority } from './stamping.ts'

export class OwedStamps {
  readonly #database: Database
  readonly #sizes = new Set<number>()
  #read = false

  constructor(database: Database) {
    this.#database = database
  }

  /** A pack goes out without the stamp of its checkpoint. */
  add(size: number): void {
    this.#sizes.add(size)
  }

  /**
   * Has the next of the checkpoints stamped.
   *
   * @returns whether there was one
   * @throws as `stamp` does; the checkpoint stays owed
   */
  async stampNext(authority: Authority, gone: AbortSignal): Promise<boolean> {
    await this.#load()
    const { checkpoints, stamps } = this.#database
    for (const size of this.#sizes) {
      const missing = !(await stamps.exists({ _id: size }))
      const checkpoint = missing ? await checkpoints.findById(size).lean() : null
      if (checkpoint) await stamp(this.#database, authority, checkpoint, gone)
      this.#sizes.delete(size)
      if (checkpoint) return true
    }
    return false
  }

  /** The latest packs that were made without it and still are in the house. */
  async #load(): Promise<void> {
    if (this.#read) return
    const found = await this.#database.records
      .find({
        ledger: packs.name,
        state: { $in: ['made', 'handed'] },
        'facts.contents.timestamp': 'waiting',
      })
      .sort({ seq: -1 })
      .limit(limits.packStampsOwedMax)
      .lean()
    for (const { facts } of found) this.add(Number((facts['contents'] as Facts)['size']))
    this.#read = true
  }
}
