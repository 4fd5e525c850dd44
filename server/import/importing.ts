/**
 * Transcribes a table in two steps: first what would come of every row, by the write path's own
 * judgement and without writing anything; then, when somebody says so, one act a row. An act's id
 * follows from the file and the line, so that a transcription that was cut off is simply repeated.
 * The table itself is kept no longer than that takes: it may be full of names, which no erasure
 * would reach in it, and the records name it by its hash.
 */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { decide } from '../../models/decide.ts'
import type { Request } from '../../models/decide.ts'
import { parseGiven } from '../../models/derive/parser.ts'
import { holdsAct } from '../../models/derive/permissions.ts'
import { actNamed, heldAs } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Fault } from '../../models/problems.ts'
import { idWithin } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import { transcribe } from '../../models/transcribing.ts'
import type { House } from '../house.ts'
import type { Upload } from '../http/endpoint.ts'
import { GroupWorld } from '../journal/world.ts'
import { act } from '../ledger/act.ts'
import { readRows } from './rows.ts'
import type { Origin, ReadRow, ReadSheet, RowFault } from './rows.ts'
import { readSheetFile } from './sheet.ts'

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
  readonly done: number
  readonly faults: readonly RowFault[]
}

interface Judged extends ReadRow {
  readonly id: string
}

export class Importing {
  readonly #house: House
  readonly #folder: string
  readonly #views = new Map<string, ImportView>()
  #last: Promise<void> = Promise.resolve()
  #closed = false

  private constructor(house: House, folder: string) {
    this.#house = house
    this.#folder = folder
  }

  /** Begins with no tables: what a process that died had kept is nobody's. */
  static async open(house: House): Promise<Importing> {
    const folder = path.join(house.config.dataDir, 'tables')
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new Importing(house, folder)
  }

  /** Keeps a table by its hash for a while and says what would come of it. */
  async preview(ledger: Ledger, upload: Upload, actor: Actor): Promise<Preview> {
    transcribingAct(ledger, actor)
    const sheet = await readSheetFile(upload.path)
    const sha256 = createHash('sha256')
      .update(await readFile(upload.path))
      .digest('hex')
    const origin = { name: upload.name.slice(0, limits.textCharactersMax), sha256 }
    const read = await readRows(this.#house, ledger, sheet, origin)
    const judged = await this.#judge(ledger, read.rows, origin, actor)
    await this.#forgetOld()
    await copyFile(upload.path, this.#placeOf(sha256))
    return {
      ...origin,
      columns: read.columns,
      total: judged.rows.length,
      good: judged.rows.filter(({ faults }) => faults.length === 0).length,
      done: judged.done.size,
      faults: judged.rows.flatMap(({ faults }) => faults).slice(0, limits.tableProblemsShownMax),
      rows: judged.rows.slice(0, limits.tableRowsShownMax),
    }
  }

  /**
   * Begins to make records of a sheet that was looked at before.
   *
   * @throws Problem unknown-file when it was not, sheet-has-problems unless those rows are left out
   */
  async begin(
    ledger: Ledger,
    origin: Origin,
    { skipProblems }: { readonly skipProblems: boolean },
    actor: Actor,
  ): Promise<ImportView> {
    transcribingAct(ledger, actor)
    const key = `${ledger.name}/${origin.sha256}`
    const known = this.#views.get(key)
    if (known?.state === 'running') return known
    if (this.#closed) throw new Problem('stopping')
    const read = await this.#stored(ledger, origin)
    const judged = await this.#judge(ledger, read.rows, origin, actor)
    const faults = judged.rows.flatMap((one) => one.faults)
    if (faults.length > 0 && !skipProblems) {
      const lines = new Set(faults.map(({ line }) => line))
      throw new Problem('sheet-has-problems', { count: lines.size })
    }
    const good = judged.rows.filter((one) => one.faults.length === 0)
    const begun: ImportView = { state: 'running', total: good.length, done: 0, faults: [] }
    this.#views.set(key, begun)
    const file = this.#placeOf(origin.sha256)
    this.#last = this.#last.then(() => this.#run(key, ledger, good, { actor, file }))
    return begun
  }

  /** How far the transcription of a file is. */
  view(ledger: Ledger, sha256: string): ImportView {
    const none: ImportView = { state: 'none', total: 0, done: 0, faults: [] }
    return this.#views.get(`${ledger.name}/${sha256}`) ?? none
  }

  /** Lets the rows under way end; what is not begun is left for another time. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#last
  }

  #placeOf(sha256: string): string {
    return path.join(this.#folder, /^[0-9a-f]{64}$/.test(sha256) ? sha256 : 'none')
  }

  async #stored(ledger: Ledger, origin: Origin): Promise<ReadSheet> {
    const file = this.#placeOf(origin.sha256)
    const kept = await stat(file).catch(() => undefined)
    if (!kept) throw new Problem('unknown-file', { sha256: origin.sha256 })
    return await readRows(this.#house, ledger, await readSheetFile(file), origin)
  }

  /** Tables that somebody looked at and went away from. */
  async #forgetOld(): Promise<void> {
    const oldest = Date.now() - limits.tableHoursKept * 3_600_000
    for (const name of await readdir(this.#folder)) {
      const file = path.join(this.#folder, name)
      const { mtimeMs = 0 } = (await stat(file).catch(() => undefined)) ?? {}
      if (mtimeMs < oldest) await rm(file, { force: true })
    }
  }

  /** What the write path would say of each row, as if the rows above it had been taken. */
  async #judge(ledger: Ledger, rows: readonly ReadRow[], origin: Origin, actor: Actor) {
    const declared = transcribingAct(ledger, actor)
    const now = new Date().toISOString()
    const requests = rows.map((row): Request => {
      const id = idOf(ledger, origin, row)
      const parsed = parseGiven(ledger, declared, row.fields)
      return { ledger, act: transcribe, actor, id, record: id, parsed, now }
    })
    const done = await this.#done(requests)
    const held = new Map<string, number>()
    const judged: Judged[] = []
    for (let from = 0; from < rows.length; from += limits.tableRowsAtOnce) {
      const world = new GroupWorld(this.#house.log)
      const group = requests.slice(from, from + limits.tableRowsAtOnce)
      await world.load(group)
      for (const [at, request] of group.entries()) {
        const row = rows[from + at] as ReadRow
        const more = done.has(request.id) ? [] : faultsOf(ledger, request, world, row, held)
        judged.push({ ...row, id: request.id, faults: [...row.faults, ...more] })
      }
    }
    return { rows: judged, done }
  }

  async #done(requests: readonly Request[]): Promise<Set<string>> {
    const ids = requests.map(({ id }) => id)
    const found = await this.#house.database.entries.find({ id: { $in: ids } }, { id: 1 }).lean()
    return new Set(found.map(({ id }) => id))
  }

  async #run(
    key: string,
    ledger: Ledger,
    rows: readonly Judged[],
    { actor, file }: { readonly actor: Actor; readonly file: string },
  ): Promise<void> {
    const faults: RowFault[] = []
    let done = 0
    const tell = (state: ImportView['state']) =>
      this.#views.set(key, { state, total: rows.length, done, faults })
    const target = { ledger, act: transcribe }
    try {
      for (let from = 0; from < rows.length; from += limits.tableRowsAtOnce) {
        if (this.#closed) throw new Problem('stopping')
        const group = rows.slice(from, from + limits.tableRowsAtOnce)
        const results = await Promise.allSettled(
          group.map(
            async ({ id, fields }) => await act(this.#house, target, { id, fields }, actor),
          ),
        )
        for (const [at, result] of results.entries()) {
          if (result.status === 'fulfilled') continue
          if (!(result.reason instanceof Problem)) throw result.reason
          faults.push({ line: group[at]?.line ?? 0, says: result.reason.says })
        }
        done += group.length
        tell('running')
      }
      await rm(file, { force: true })
      tell('done')
    } catch (error) {
      tell('failed')
      if (!(error instanceof Problem)) {
        this.#house.logger.error({ err: error, ledger: ledger.name }, 'a transcription broke off')
      }
    }
  }
}

/** The act rows become records by. @throws Problem unknown-act, not-allowed */
export function transcribingAct(ledger: Ledger, actor: Actor): Act {
  const declared = actNamed(ledger, transcribe)
  if (!declared) throw new Problem('unknown-act', { act: `${ledger.name}.${transcribe}` })
  if (!holdsAct(actor, declared)) throw new Problem('not-allowed')
  return declared
}

/** The id of the act a row becomes: the same for the same line of the same file. */
function idOf(ledger: Ledger, { sha256 }: Origin, { line }: ReadRow): string {
  return idWithin(`${ledger.name}/${sha256}`, line)
}

function faultsOf(
  ledger: Ledger,
  request: Request,
  world: GroupWorld,
  row: ReadRow,
  held: Map<string, number>,
): RowFault[] {
  const { line } = row
  if (row.faults.length > 0) return []
  if (request.parsed.faults) {
    return request.parsed.faults.map(({ path: at, says }) => ({
      line,
      column: ledger.fields[at.split('.')[0] ?? '']?.label.ja ?? at,
      says,
    }))
  }
  try {
    const { state, facts } = decide(request, world)
    for (const key of ledger.holds?.({ state, facts }) ?? []) {
      const before = held.get(key)
      if (before !== undefined) {
        const says = new Problem('held', { what: heldAs(ledger, key), number: `#${before}` }).says
        return [{ line, says }]
      }
      held.set(key, line)
    }
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const faults = error.details['faults'] as readonly Fault[] | undefined
    return faults?.map(({ says }) => ({ line, says })) ?? [{ line, says: error.says }]
  }
}
