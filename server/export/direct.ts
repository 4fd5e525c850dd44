/**
 * Exports somebody waits for. A short list is made whole and journalled with its hash before any
 * of it leaves; a long one leaves while it is made, so the journal hears of it first when it
 * begins, and whatever becomes of it, it has left its trace.
 */
import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { House } from '../house.ts'
import { Answer } from '../http/endpoint.ts'
import { snapshot } from '../ledger/snapshot.ts'
import type { Snapshot } from '../ledger/snapshot.ts'
import type { ListPress } from '../paper/listpress.ts'
import { Turns } from '../turns.ts'
import { aside } from './aside.ts'
import { exportForms, fileNameOf, fileOf, notedOf } from './export.ts'
import type { Prepared } from './export.ts'

/** An export under way: its bytes, and how many rows they hold so far. */
interface Made {
  readonly file: AsyncIterable<Buffer>
  readonly rows: () => number
}

export class DirectExports {
  readonly #house: House
  readonly #press: ListPress
  readonly #making = new Turns(limits.exportsAtOnceMax, limits.exportsAskedMax, tooMany)
  /** Long lists have turns of their own: how long those last is up to whoever reads. */
  readonly #leaving = new Turns(limits.exportsLeavingMax, limits.exportsAskedMax, tooMany)

  constructor(house: House, press: ListPress) {
    this.#house = house
    this.#press = press
  }

  /**
   * Answers a list as a file and journals the export with its row count and SHA-256.
   *
   * @throws Problem too-many-exports when too many wait, too-many-rows
   */
  async answer(asked: Prepared): Promise<Answer> {
    const max = limits.exportRowsMax
    const made = await this.#making.take(async () => {
      const found = await snapshot(asked.listing, asked.query, max)
      if (found.length > limits.exportDirectRowsMax) return found
      return await this.#whole(asked, found)
    })
    if (made instanceof Answer) return made
    if (made.length > max) throw new Problem('too-many-rows', { max })
    return await this.#long(asked, made)
  }

  #made(asked: Prepared, found: Snapshot): Made {
    const records = found.groups(limits.exportRowsAtOnce, () => aside(this.#house))
    let rows = 0
    const whole = { ...asked, of: found.length }
    const file = fileOf(this.#house, this.#press, whole, records, (more) => (rows += more))
    return { file, rows: () => rows }
  }

  async #whole(asked: Prepared, found: Snapshot): Promise<Answer> {
    const { file, rows } = this.#made(asked, found)
    const chunks: Buffer[] = []
    for await (const chunk of file) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await this.#note(asked, { rows: rows(), sha256 })
    return answerOf(asked, bytes)
  }

  async #long(asked: Prepared, found: Snapshot): Promise<Answer> {
    const end = await this.#leaving.begin()
    try {
      await this.#note(asked, { begun: true, of: found.length })
    } catch (error) {
      end()
      throw error
    }
    return answerOf(asked, this.#stream(asked, this.#made(asked, found), end))
  }

  /** @param end called once it has left, or broke off */
  #stream(asked: Prepared, { file, rows }: Made, end: () => void): PassThrough {
    const out = new PassThrough()
    const hash = createHash('sha256')
    const note = (more: object) => this.#note(asked, { rows: rows(), ...more })
    async function* hashed() {
      for await (const chunk of file) {
        hash.update(chunk)
        const late = setTimeout(() => out.destroy(new Stalled()), limits.exportStalledMs)
        try {
          yield chunk
        } finally {
          clearTimeout(late)
        }
      }
      await note({ sha256: hash.digest('hex') })
    }
    pipeline(hashed, out)
      .catch(async (error: Error) => {
        out.destroy(error)
        // Whoever hangs up before the end has taken rows away all the same.
        await note({ brokenOff: true }).catch((fault: unknown) =>
          this.#house.logger.error({ err: fault }, 'an export that broke off was not journalled'),
        )
      })
      .finally(end)
    return out
  }

  async #note(asked: Prepared, more: object): Promise<void> {
    const { ledger, actor } = asked.listing
    await this.#house.reads.exported(ledger, actor, { ...notedOf(asked), ...more })
  }
}

const tooMany = () => new Problem('too-many-exports')

/** Why an export ends whose reader reads no further. */
class Stalled extends Error {}

function answerOf(asked: Prepared, body: Buffer | PassThrough): Answer {
  return new Answer(200, body, {
    'Content-Type': exportForms[asked.form],
    'Content-Disposition': `attachment; filename="${fileNameOf(asked)}"`,
  })
}
