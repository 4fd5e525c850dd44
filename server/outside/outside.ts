/**
 * What ties the journal to the world outside: each checkpoint is taken to the time-stamping
 * authority and to every witness the settings name, each by an errand of its own. No act and no
 * checkpoint ever waits for them.
 */
import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { certificatesOf } from '../../models/certificate.ts'
import type { TimesConfig } from '../config.ts'
import type { Signer } from '../journal/checkpoint.ts'
import type { Log } from '../journal/log.ts'
import { Errand } from './errand.ts'
import { stampLatest } from './stamping.ts'
import { Witness } from './witnessing.ts'

export class Outside {
  readonly #errands: readonly Errand[]
  /** Whether checkpoints are stamped at all. */
  readonly stamping: boolean
  /** The witnesses that are asked: their keys as published, by `<name>+<id>`. */
  readonly witnesses: ReadonlyMap<string, string>

  private constructor(
    errands: readonly Errand[],
    stamping: boolean,
    witnesses: ReadonlyMap<string, string>,
  ) {
    this.#errands = errands
    this.stamping = stamping
    this.witnesses = witnesses
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
    const errand = (where: string, run: (gone: AbortSignal) => Promise<boolean>) => {
      const failed = (error: unknown, inMs: number) =>
        logger.warn({ err: error, where, inMs }, 'the outside did not answer as it should')
      return new Errand({ run, everyMs, failed })
    }
    const errands: Errand[] = []
    if (tsa) {
      const roots = tsa.ca === undefined ? [] : certificatesOf(await readFile(tsa.ca, 'utf8'))
      const authority = { url: tsa.url, roots }
      const stamp = (gone: AbortSignal) => stampLatest(log.database, authority, gone)
      errands.push(errand('time-stamping', stamp))
    }
    const asked = witnesses.map((address) => new Witness(log, signer, address))
    for (const witness of asked) {
      errands.push(errand(witness.key, (gone) => witness.cosignLatest(gone)))
    }
    const keys = new Map(asked.map(({ key, vkey }) => [key, vkey]))
    const outside = new Outside(errands, tsa !== undefined, keys)
    signer.listen(() => outside.#wake())
    outside.#wake()
    return outside
  }

  #wake(): void {
    for (const errand of this.#errands) errand.wake()
  }

  /** Gives up what is under way; the next start takes it up again. */
  async close(): Promise<void> {
    await Promise.all(this.#errands.map((errand) => errand.close()))
  }
}
