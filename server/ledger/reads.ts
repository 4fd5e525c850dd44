/**
 * Journals that personal data was read: who saw which record, or which list, and when. Repeated
 * reads of the same thing by the same person within a short while are one reading.
 */
import { randomUUID } from 'node:crypto'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { Actor } from '../../models/roles.ts'
import type { Appender } from '../journal/append.ts'

/** Stands for "the list" where an entry names no single record. */
export const everyRecord = '*'

interface Reading {
  readonly at: number
  /** Fulfilled once the journal holds it. */
  readonly noted: Promise<void>
}

export class Reads {
  readonly #appender: Appender
  readonly #last = new Map<string, Reading>()

  constructor(appender: Appender) {
    this.#appender = appender
  }

  /**
   * Takes note of a reading before the answer leaves.
   *
   * @param record the record's id, or `everyRecord` for a list
   * @param about what was asked for, without personal data of its own
   */
  async read(
    ledger: Ledger,
    record: string,
    actor: Actor,
    about: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    if (!Object.values(ledger.fields).some((field) => field.personal)) return
    const key = `${actor.id}/${ledger.name}/${record}`
    const now = Date.now()
    const last = this.#last.get(key)
    if (last && now - last.at < limits.readAgainMinutes * 60_000) return await last.noted
    const noted = this.#note(ledger, 'read', record, actor, about)
    this.#remember(key, { at: now, noted })
    try {
      await noted
    } catch (error) {
      // What the journal did not take was not read: nothing is shown, and the next asks again.
      this.#last.delete(key)
      throw error
    }
  }

  /** Takes note of an export with its filter, row count and hash, where they are known. */
  async exported(
    ledger: Ledger,
    actor: Actor,
    about: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.#note(ledger, 'export', everyRecord, actor, about)
  }

  async #note(
    ledger: Ledger,
    act: string,
    record: string,
    actor: Actor,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.#appender.note({
      id: randomUUID(),
      ledger,
      act,
      record,
      actor: actor.id,
      device: actor.device,
      at: new Date().toISOString(),
      payload,
    })
  }

  #remember(key: string, reading: Reading): void {
    this.#last.delete(key)
    this.#last.set(key, reading)
    if (this.#last.size <= limits.readsRememberedMax) return
    const oldest = this.#last.keys().next().value
    if (oldest !== undefined) this.#last.delete(oldest)
  }
}
