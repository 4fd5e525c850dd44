/**
 * Exports that take longer than anybody should wait for an answer: one is made at a time, in short
 * steps between which acts have their turn, from the records a list had when it began, and lies
 * ready for whoever asked for it for a while. The journal holds it before anybody can fetch it.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { underWay } from '../../models/exporting.ts'
import type { ExportView } from '../../models/exporting.ts'
import { readGrant } from '../../models/derive/permissions.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Actor } from '../../models/roles.ts'
import type { Language } from '../../models/words.ts'
import type { House } from '../house.ts'
import { snapshot } from '../ledger/snapshot.ts'
import type { ListPress } from '../paper/listpress.ts'
import { aside } from './aside.ts'
import { fileNameOf, fileOf, notedOf } from './export.ts'
import type { Prepared } from './export.ts'
import { Kept } from './kept.ts'
import type { KeptExport } from './kept.ts'

interface Job {
  kept: KeptExport
  /** What was asked for; gone once it has ended, and with the process. */
  asked: Prepared | undefined
  /** The journal is being told of the whole file: from here on nothing ends it early. */
  noting?: true
  readonly ending: AbortController
}

const sweepMs = 60_000

export class ExportJobs {
  readonly #house: House
  readonly #press: ListPress
  readonly #kept: Kept
  readonly #jobs = new Map<string, Job>()
  readonly #sweep: NodeJS.Timeout
  #running: Promise<void> | undefined
  #closed = false

  private constructor(house: House, press: ListPress, kept: Kept) {
    this.#house = house
    this.#press = press
    this.#kept = kept
    this.#sweep = setInterval(() => void this.#expire(), sweepMs)
    this.#sweep.unref()
  }

  /** Finds what an earlier process left; an export it was making has failed. */
  static async open(house: House, press: ListPress): Promise<ExportJobs> {
    const kept = await Kept.open(path.join(house.config.dataDir, 'exports'))
    const jobs = new ExportJobs(house, press, kept)
    for (const one of await kept.all()) {
      const job = { kept: one, asked: undefined, ending: new AbortController() }
      jobs.#jobs.set(one.id, job)
      if (underWay(one)) await jobs.#fail(job, new Problem('export-interrupted'))
    }
    await jobs.#expire()
    return jobs
  }

  /**
   * Begins an export, or has it wait for its turn.
   *
   * @throws Problem too-many-exports when too many wait, or of this person, or fill the disk
   */
  async start(asked: Prepared): Promise<ExportView> {
    const { listing, form, language } = asked
    const account = listing.actor.id
    const open = [...this.#jobs.values()].filter(({ kept }) => underWay(kept))
    const own = open.filter(({ kept }) => kept.account === account)
    const full = this.#keptBytes() >= limits.exportsKeptBytesMax
    if (
      full ||
      open.length > limits.exportsWaitingMax ||
      own.length >= limits.exportsPerPersonMax
    ) {
      throw new Problem('too-many-exports')
    }
    if (this.#closed) throw new Problem('stopping')
    const kept: KeptExport = {
      id: randomUUID(),
      account,
      seen: seenBy(listing.ledger, listing.actor),
      ledger: listing.ledger.name,
      format: form,
      language,
      state: 'waiting',
      rows: 0,
      name: fileNameOf(asked),
    }
    const job: Job = { kept, asked, ending: new AbortController() }
    this.#jobs.set(kept.id, job)
    await this.#change(job, {})
    this.#running ??= this.#work()
    return this.#view(job, language)
  }

  /** An export of one's own. @throws Problem unknown-export */
  view(id: string, actor: Actor, language: Language): ExportView {
    return this.#view(this.#find(id, actor), language)
  }

  /** One's own exports, the latest first. */
  of(actor: Actor, language: Language): ExportView[] {
    const own = [...this.#jobs.values()].filter(({ kept }) => this.#known(kept, actor))
    return own.map((job) => this.#view(job, language)).reverse()
  }

  /** Ends an export that is still to come. @throws Problem unknown-export */
  async cancel(id: string, actor: Actor, language: Language): Promise<ExportView> {
    const job = this.#find(id, actor)
    if (underWay(job.kept) && !job.noting) {
      const drawn = job.kept.state === 'running' && job.kept.format === 'pdf'
      job.ending.abort()
      // Nobody waits for the end of a drawing that nobody wants.
      if (drawn) await this.#press.close()
      await this.#end(job, { state: 'cancelled' })
    }
    return this.#view(job, language)
  }

  /**
   * The file of an export.
   *
   * @throws Problem unknown-export, export-unfinished
   */
  file(id: string, actor: Actor): { readonly kept: KeptExport; readonly open: () => Readable } {
    const { kept } = this.#find(id, actor)
    if (kept.state !== 'done') throw new Problem('export-unfinished')
    return { kept, open: () => createReadStream(this.#kept.file(id)) }
  }

  /** Ends what is under way, which has then failed. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#sweep)
    const open = [...this.#jobs.values()].filter(({ kept }) => underWay(kept))
    for (const { ending } of open) ending.abort()
    await this.#press.close()
    await this.#running
    for (const job of open) {
      if (job.kept.state !== 'done') await this.#fail(job, new Problem('export-interrupted'))
    }
  }

  #find(id: string, actor: Actor): Job {
    const job = this.#jobs.get(id)
    if (!job || !this.#known(job.kept, actor)) throw new Problem('unknown-export')
    return job
  }

  #known({ account, keptUntil }: KeptExport, { id }: Actor): boolean {
    return account === id && !isOver(keptUntil)
  }

  #view({ kept }: Job, language: Language): ExportView {
    const { account: _account, seen: _seen, problem, ...view } = kept
    if (!problem) return view
    const { code, details } = problem
    return { ...view, problem: { code, title: new Problem(code, details).says[language] } }
  }

  async #work(): Promise<void> {
    try {
      for (;;) {
        const next = [...this.#jobs.values()].find(({ kept }) => kept.state === 'waiting')
        if (!next?.asked || this.#closed) break
        await this.#make(next, next.asked).catch((error: unknown) => this.#fail(next, error))
      }
    } finally {
      // In the same breath as the last look: whoever comes next starts it anew.
      this.#running = undefined
    }
  }

  async #make(job: Job, asked: Prepared): Promise<void> {
    const { id } = job.kept
    const { signal } = job.ending
    try {
      await this.#change(job, { state: 'running' })
      const found = await snapshot(asked.listing, asked.query, limits.exportRowsMax)
      if (found.length > limits.exportRowsMax) {
        throw new Problem('too-many-rows', { max: limits.exportRowsMax })
      }
      job.kept = { ...job.kept, of: found.length }
      const hash = createHash('sha256')
      const records = found.groups(limits.exportRowsAtOnce, async () => {
        await aside(this.#house)
        signal.throwIfAborted()
      })
      const whole = { ...asked, of: found.length }
      const file = fileOf(this.#house, this.#press, whole, records, (more) => {
        job.kept = { ...job.kept, rows: job.kept.rows + more }
      })
      async function* hashed() {
        for await (const chunk of file) {
          hash.update(chunk)
          yield chunk
        }
      }
      const part = createWriteStream(this.#kept.part(id), { flags: 'wx', mode: 0o600 })
      await pipeline(hashed, part, { signal })
      signal.throwIfAborted()
      job.noting = true
      const sha256 = hash.digest('hex')
      const { listing } = asked
      const noted = { ...notedOf(asked), rows: job.kept.rows, sha256 }
      await this.#house.reads.exported(listing.ledger, listing.actor, noted)
      const { size: bytes } = await stat(this.#kept.part(id))
      await rename(this.#kept.part(id), this.#kept.file(id))
      await this.#end(job, { state: 'done', sha256, bytes })
    } catch (error) {
      if (!signal.aborted || job.noting) throw error
      // Whoever ended it has said so; what was written by then goes.
      await this.#drop(id)
    }
  }

  async #fail(job: Job, error: unknown): Promise<void> {
    await this.#drop(job.kept.id)
    const reference = job.kept.id.slice(0, 8)
    if (!(error instanceof Problem)) {
      this.#house.logger.error({ err: error, reference }, 'an export failed')
    }
    const known = error instanceof Problem ? error : new Problem('unexpected', { reference })
    const { code, details } = known
    await this.#end(job, { state: 'failed', problem: { code, details } })
  }

  async #end(job: Job, more: Partial<KeptExport>): Promise<void> {
    job.asked = undefined
    const keptUntil = new Date(Date.now() + limits.exportKeptMinutes * 60_000).toISOString()
    await this.#change(job, { ...more, keptUntil })
    // Nobody's file makes way for somebody else's.
    const { account } = job.kept
    const own = [...this.#jobs.values()].filter(
      ({ kept }) => kept.account === account && !underWay(kept),
    )
    const over = own.slice(0, -limits.exportsKeptPerPersonMax)
    for (const { kept } of over) await this.#forget(kept.id)
  }

  async #change(job: Job, more: Partial<KeptExport>): Promise<void> {
    job.kept = { ...job.kept, ...more }
    await this.#kept.note(job.kept).catch((error: unknown) => {
      // Without room for a note there is none for the file, which says so in its own time.
      this.#house.logger.error({ err: error }, 'an export was not noted')
    })
  }

  async #expire(): Promise<void> {
    for (const { kept } of this.#jobs.values()) {
      if (isOver(kept.keptUntil)) await this.#forget(kept.id)
    }
  }

  async #forget(id: string): Promise<void> {
    this.#jobs.delete(id)
    await this.#drop(id, true)
  }

  /** Takes a file away; one that cannot be removed keeps nobody else from theirs. */
  async #drop(id: string, all = false): Promise<void> {
    await this.#kept.drop(id, all).catch((error: unknown) => {
      this.#house.logger.error({ err: error, id }, 'the file of an export was not removed')
    })
  }

  #keptBytes(): number {
    return [...this.#jobs.values()].reduce((sum, { kept }) => sum + (kept.bytes ?? 0), 0)
  }
}

function isOver(keptUntil: string | undefined): boolean {
  return keptUntil !== undefined && Date.parse(keptUntil) <= Date.now()
}

/** As whom somebody sees a ledger: whoever is shown less later may not fetch what they had. */
export function seenBy(ledger: Ledger, actor: Actor): string {
  const grant = readGrant(ledger, actor)
  return JSON.stringify(grant === 'all' ? grant : [grant, actor.customer])
}
