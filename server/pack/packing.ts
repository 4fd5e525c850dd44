/**
 * Makes packs one after another, away from the requests that ask for them: a pack of hundreds of
 * certificates takes minutes, and nobody's act may wait for it. A process that dies leaves nothing
 * half made; whoever asks again has it made anew.
 */
import type { LedgerRecord } from '../../models/record.ts'
import { Problem } from '../../models/problems.ts'
import { limits } from '../../models/limits.ts'
import { packs } from '../../models/ledgers.ts'
import { actName } from '../../models/ledger.ts'
import { readRecord, readRecords } from '../../models/stored/records.ts'
import type { House } from '../house.ts'
import type { Press } from '../paper/press.ts'
import { orderOf } from './gather.ts'
import { clearPacking, makePack } from './make.ts'

/** How far a pack is: not begun, under way, there, or ended with what stood in the way. */
export interface PackingView {
  readonly state: 'none' | 'packing' | 'packed' | 'failed'
  /** From 0 to 1. */
  readonly part: number
  readonly problem?: Problem
}

/** The file of a pack. */
export interface KeptFile {
  readonly sha256: string
  readonly size: number
}

export class Packing {
  readonly #house: House
  readonly #press: Press
  readonly #views = new Map<string, PackingView>()
  readonly #stopListening: () => void
  #last: Promise<void>
  #closed = false

  constructor(house: House, press: Press) {
    this.#house = house
    this.#press = press
    this.#last = clearPacking(house).then(() => this.#removeDiscarded())
    this.#last.catch((error: unknown) => house.logger.error({ err: error }))
    const discarding = actName(packs, 'discard')
    this.#stopListening = house.log.listen((entries) => {
      if (!entries.some(({ act }) => act === discarding)) return
      this.#removeDiscarded().catch((error: unknown) =>
        house.logger.error({ err: error }, 'the file of a discarded pack was not removed'),
      )
    })
  }

  /** How far a pack is. */
  view(record: LedgerRecord): PackingView {
    if (fileOf(record)) return { state: 'packed', part: 1 }
    return this.#views.get(record.id) ?? { state: 'none', part: 0 }
  }

  /**
   * Begins to make a pack's file unless it is there or being made.
   *
   * @throws Problem busy when too many wait, stopping
   */
  begin(record: LedgerRecord): PackingView {
    const view = this.view(record)
    if (view.state === 'packing' || view.state === 'packed') return view
    if (this.#closed) throw new Problem('stopping')
    const waiting = [...this.#views.values()].filter(({ state }) => state === 'packing')
    if (waiting.length >= limits.packsWaitingMax) throw new Problem('busy')
    const begun: PackingView = { state: 'packing', part: 0 }
    this.#views.set(record.id, begun)
    this.#last = this.#last.catch(() => undefined).then(() => this.#make(record))
    return begun
  }

  /** Lets a pack under way end; those that wait are not begun. */
  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    await this.#last.catch(() => undefined)
  }

  async #make({ id }: LedgerRecord): Promise<void> {
    if (this.#closed) return void this.#views.delete(id)
    const house = this.#house
    try {
      const record = await readRecord(house.database.records, id)
      if (!record) throw new Problem('unknown-record')
      await makePack(house, this.#press, orderOf(record), (part) => {
        if (this.#closed) throw new Problem('stopping')
        this.#views.set(id, { state: 'packing', part })
      })
      this.#views.delete(id)
    } catch (error) {
      if (!(error instanceof Problem)) house.logger.error({ err: error, pack: id })
      const problem =
        error instanceof Problem ? error : new Problem('unexpected', { reference: id.slice(0, 8) })
      this.#views.set(id, { state: 'failed', part: 0, problem })
    }
  }

  /** What was discarded is erased, also when the process died before it was. */
  async #removeDiscarded(): Promise<void> {
    const { database } = this.#house
    for (const record of await readRecords(database.records, {
      ledger: packs.name,
      state: 'discarded',
    })) {
      const file = fileOf(record)
      if (file) await database.files.remove(file.sha256)
    }
  }
}

/** The file a pack's record names. */
export function fileOf({ facts }: LedgerRecord): KeptFile | undefined {
  return facts['file'] as KeptFile | undefined
}
