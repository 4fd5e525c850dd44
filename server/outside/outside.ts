/**
 * What ties the journal to the world outside: each checkpoint is taken to the time-stamping
 * authority and to every witness the settings name, each by an errand of its own. No act and no
 * checkpoint ever waits for them.
 */
import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { certificatesOf } from '../../models/certificate.ts'
import type { Database } from '../../models/stored/database.ts'
import type { TimesConfig } from '../config.ts'
import type { Signer } from '../journal/checkpoint.ts'
import { bytesOf } from '../journal/leaf.ts'
import type { Log } from '../journal/log.ts'
import { Errand } from './errand.ts'
import { OwedStamps } from './owed.ts'
import { stamp, stampLatest } from './stamping.ts'
import type { Authority } from './stamping.ts'
import { Witness } from './witnessing.ts'

export class Outside {
  readonly #errands: Errand[] = []
  readonly #closed = new AbortController()
  readonly #database: Database
  readonly #logger: Logger
  readonly #authority: Authority | undefined
  readonly #asked: readonly Witness[]
  readonly #owed: OwedStamps
  /** The witnesses that are asked: their keys as published, by `<name>+<id>`. */
  readonly witnesses: ReadonlyMap<string, string>

  private constructor(
    database: Database,
    logger: Logger,
    authority: Authority | undefined,
    asked: readonly Witness[],
  ) {
    this.#database = database
    this.#logger = logger
    this.#authority = authority
    this.#asked = asked
    this.#owed = new OwedStamps(database)
    this.witnesses = new Map(asked.map(({ key, vkey }) => [key, vkey]))
  }

  /** Whether checkpoints are stamped at all. */
  get stamping(): boolean {
    return this.#authority !== undefined
  }

  /**
   * Reads what the settings name, and takes what is waiting since the last time on its way.
   *
   * @throws Error when the file of trusted roots cannot be read
   */
  static async open(
    { times, logger }: { readonly times: TimesConfig; readonly logger: Logger },
    log: Log,
    signer: Signer,
  ): Promise<Outside> {
    const { tsa, witnesses, everyMs } = times
    const { database } = log
    const authority = tsa && { url: tsa.url, roots: await rootsIn(tsa.ca) }
    const asked = witnesses.map((address) => new Witness(log, signer, address))
    const outside = new Outside(database, logger, authority, asked)
    const add = (where: string, run: (gone: AbortSignal) => Promise<boolean>) => {
      const failed = (error: unknown, inMs: number) => outside.#failed(error, where, inMs)
      outside.#errands.push(new Errand({ run, everyMs, failed }))
    }
    if (authority) {
      add('time-stamping', (gone) => stampLatest(database, authority, gone))
      add('time-stamping of packs', (gone) => outside.#owed.stampNext(authority, gone))
    }
    for (const witness of asked) add(witness.key, (gone) => witness.cosignLatest(gone))
    signer.listen(() => outside.#wake())
    outside.#wake()
    return outside
  }

  /**
   * The stamp of one checkpoint that is about to leave the house. It is asked for here and now
   * when it is not there; when nobody answers, it is asked for again later, by an errand.
   *
   * @returns undefined when nobody is asked for stamps, or nobody answered
   */
  async stampOf(size: number): Promise<Uint8Array | undefined> {
    const { stamps, checkpoints } = this.#database
    const kept = await stamps.findById(size).lean()
    if (kept) return bytesOf(kept.reply)
    const checkpoint = this.#authority && (await checkpoints.findById(size).lean())
    if (!this.#authority || !checkpoint) return undefined
    try {
      await stamp(this.#database, this.#authority, checkpoint, this.#closed.signal)
    } catch (error) {
      this.#failed(error, 'time-stamping')
      this.#owed.add(size)
      this.#wake()
      return undefined
    }
    const now = await stamps.findById(size).lean()
    return now ? bytesOf(now.reply) : undefined
  }

  /** Asks every witness, once, to cosign a checkpoint that is about to leave the house. */
  async cosign(size: number): Promise<void> {
    const checkpoint = await this.#database.checkpoints.findById(size).lean()
    if (!checkpoint) return
    const one = async (witness: Witness) => {
      try {
        await witness.cosign(checkpoint, this.#closed.signal)
      } catch (error) {
        this.#failed(error, witness.key)
      }
    }
    await Promise.all(this.#asked.map(one))
  }

  #failed(error: unknown, where: string, inMs?: number): void {
    this.#logger.warn({ err: error, where, inMs }, 'the outside did not answer as it should')
  }

  #wake(): void {
    for (const errand of this.#errands) errand.wake()
  }

  /** Gives up what is under way; the next start takes it up again. */
  async close(): Promise<void> {
    this.#closed.abort()
    await Promise.all(this.#errands.map((errand) => errand.close()))
  }
}

async function rootsIn(file: string | undefined): Promise<Uint8Array[]> {
  return file === undefined ? [] : certificatesOf(await readFile(file, 'utf8'))
}
