/**
 * Transcribes a table in two steps: first what would come of every row, by the write path's own
 * judgement and without writing anything; then, when somebody says so, one act a row. An act's id
 * follows from the file and the line, so that a transcription that was cut off is simply repeated.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Actor } from '../../models/roles.ts'
import { transcribe } from '../../models/transcribing.ts'
import { fitName } from '../files.ts'
import type { House } from '../house.ts'
import type { Upload } from '../http/endpoint.ts'
import { act } from '../ledger/act.ts'
import { Turns } from '../turns.ts'
import { judge, transcribingAct } from './judging.ts'
import type { Judged } from './judging.ts'
import { readRows } from './rows.ts'
import type { Origin, ReadRow, ReadSheet, RowFault } from './rows.ts'
import { readSheetFile } from './sheet.ts'
import { Tables } from './tables.ts'

/** What would come of a sheet. */
export interface Preview extends Origin {
  readonly columns: ReadSheet['columns']
  readonly total: number
  readonly good: number
  /** Rows that were made into records by an earlier transcription of the same file. */
  readonly done: number
  readonly faults: readonly RowFault[]
  readonly rows: readonly ReadRow[]
}

/** How far a transcription is. */
export interface ImportView {
  readonly state: 'none' | 'running' | 'done' | 'failed'
  readonly total: number
  /** Rows tried so far, and those of them that are recorded. */
  readonly done: number
  readonly recorded: number
  readonly faults: readonly RowFault[]
}

const none: ImportView = { state: 'none', total: 0, done: 0, recorded: 0, faults: [] }

/** A transcription under way or ended, and when that was last told. */
interface Going {
  readonly view: ImportView
  readonly at: number
}

/** How often it is looked for tables that waited long enough, in milliseconds. */
const sweepMs = 60_000

export class Importing {
  readonly #house: House
  readonly #tables: Tables
  readonly #going = new Map<string, Going>()
  readonly #turns = new Turns(1, limits.readingsWaitingMax)
  readonly #sweep: NodeJS.Timeout
  #last: Promise<void> = Promise.resolve()
  #closed = false

  private constructor(house: House, tables: Tables, every: number) {
    this.#house = house
    this.#tables = tables
    this.#sweep = setInterval(() => void this.#forgetOld(), every)
    this.#sweep.unref()
  }

  /** @param every how often it is looked for what waited long enough, in milliseconds */
  static async open(house: House, every: number = sweepMs): Promise<Importing> {
    const tables = await Tables.open(path.join(house.config.dataDir, 'tables'))
    return new Importing(house, tables, every)
  }

  /**
   * Keeps a table by its hash for a while and says what would come of it.
   *
   * @throws Problem of a file that is no table, and busy when too many are looked at
   */
  async preview(ledger: Ledger, upload: Upload, actor: Actor): Promise<Preview> {
    transcribingAct(ledger, actor)
    const hash = createHash('sha256')
    await pipeline(createReadStream(upload.path), hash)
    const origin = { name: fitName(upload.name), sha256: hash.digest('hex') }
    const { columns, rows, done } = await this.#look(ledger, upload.path, origin, actor)
    await this.#tables.keep(ledger, origin, upload.path)
    return {
      ...origin,
      columns,
      total: rows.length,
      good: rows.filter(({ faults }) => faults.length === 0).length,
      done: done.size,
      faults: shown(rows.flatMap(({ faults }) => faults)),
      rows: rows.slice(0, limits.tableRowsShownMax),
    }
  }

  /**
   * Begins to make records of a sheet that was looked at before, under the name it had then.
   *
   * @throws Problem unknown-file when it was not, sheet-has-problems unless those rows are left
   *   out, busy when too many are looked at
   */
  async begin(
    ledger: Ledger,
    sha256: string,
    { skipProblems }: { readonly skipProblems: boolean },
    actor: Actor,
  ): Promise<ImportView> {
    transcribingAct(ledger, actor)
    const running = () => {
      const known = this.view(ledger, sha256)
      return known.state === 'running' ? known : undefined
    }
    const before = running()
    if (before) return before
    if (this.#closed) throw new Problem('stopping')
    const { place, origin } = await this.#tables.find(ledger, sha256)
    const { rows } = await this.#look(ledger, place, origin, actor)
    const meanwhile = running()
    if (meanwhile) return meanwhile
    const faults = rows.flatMap((one) => one.faults)
    if (faults.length > 0 && !skipProblems) {
      const lines = new Set(faults.map(({ line }) => line))
      throw new Problem('sheet-has-problems', { count: lines.size })
    }
    const good = rows.filter((one) => one.faults.length === 0)
    const view: ImportView = { ...none, state: 'running', total: good.length }
    this.#tell(ledger, sha256, view)
    this.#last = this.#last.then(() => this.#run(ledger, sha256, good, actor))
    return view
  }

  /** How far the transcription of a file is. */
  view(ledger: Ledger, sha256: string): ImportView {
    return this.#going.get(`${ledger.name}/${sha256}`)?.view ?? none
  }

  /** Lets the rows under way end; what is not begun is left for another time. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#sweep)
    await this.#last
    await this.#tables.close()
  }

  /** Reads and judges a table, one at a time: it may be a long one. */
  async #look(ledger: Ledger, place: string, origin: Origin, actor: Actor) {
    return await this.#turns.take(async () => {
      const read = await readRows(this.#house, ledger, await readSheetFile(place), origin)
      const judged = await judge(this.#house, ledger, read.rows, origin, actor)
      return { columns: read.columns, ...judged }
    })
  }

  #tell(ledger: Ledger, sha256: string, view: ImportView): void {
    this.#going.set(`${ledger.name}/${sha256}`, { view, at: Date.now() })
  }

  async #forgetOld(): Promise<void> {
    const oldest = Date.now() - limits.tableHoursKept * 3_600_000
    for (const [key, { view, at }] of this.#going) {
      if (view.state !== 'running' && at < oldest) this.#going.delete(key)
    }
    await this.#tables.forgetOld().catch((error: unknown) => {
      this.#house.logger.error({ err: error }, 'tables that waited long enough were not removed')
    })
  }

  async #run(ledger: Ledger, sha256: string, rows: readonly Judged[], actor: Actor): Promise<void> {
    const faults: RowFault[] = []
    let done = 0
    const total = rows.length
    const tell = (state: ImportView['state']) => {
      const lines = new Set(faults.map(({ line }) => line))
      const recorded = done - lines.size
      this.#tell(ledger, sha256, { state, total, done, recorded, faults: shown(faults) })
    }
    try {
      for (let from = 0; from < rows.length; from += limits.tableRowsAtOnce) {
        if (this.#closed) throw new Problem('stopping')
        const group = rows.slice(from, from + limits.tableRowsAtOnce)
        faults.push(...(await this.#record(ledger, group, actor)))
        done += group.length
        tell('running')
      }
      await this.#tables.drop(ledger, sha256)
      tell('done')
    } catch (error) {
      // The table waits on: whoever says so again has the rest of it recorded.
      tell('failed')
      if (!(error instanceof Problem)) {
        this.#house.logger.error({ err: error, ledger: ledger.name }, 'a transcription broke off')
      }
    }
  }

  /** Records a group of rows and says what was wrong with some. @throws what was with none */
  async #record(
    ledger: Ledger,
    group: readonly Judged[],
    actor: Actor,
  ): Promise<readonly RowFault[]> {
    const target = { ledger, act: transcribe }
    const results = await Promise.allSettled(
      group.map(async ({ id, fields }) => await act(this.#house, target, { id, fields }, actor)),
    )
    return results.flatMap((result, at) => {
      if (result.status === 'fulfilled') return []
      const reason: unknown = result.reason
      if (!(reason instanceof Problem) || !ofTheRow(reason)) throw reason
      return [{ line: group[at]?.line ?? 0, says: reason.says }]
    })
  }
}

/** As many faults as anybody reads. */
function shown(faults: readonly RowFault[]): readonly RowFault[] {
  return faults.slice(0, limits.tableProblemsShownMax)
}

/** Whether a refusal speaks of the row; others speak of the moment, or of who asks. */
function ofTheRow({ status, code }: Problem): boolean {
  return status < 500 && code !== 'not-allowed'
}
