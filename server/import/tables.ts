/**
 * Tables that were looked at and wait for somebody to say so. They may be full of names, which no
 * erasure would reach in them, so they wait only so long, each for one ledger, and none of them
 * outlives the process.
 */
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Origin } from './rows.ts'

const hashForm = /^[0-9a-f]{64}$/

export class Tables {
  readonly #folder: string
  /** What a waiting table was called when it was looked at, by its file's name. */
  readonly #names = new Map<string, string>()

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Begins with none: what a process that died had kept is nobody's. */
  static async open(folder: string): Promise<Tables> {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new Tables(folder)
  }

  /** Keeps a table for a ledger, under what it is called now. */
  async keep(ledger: Ledger, { name, sha256 }: Origin, from: string): Promise<void> {
    await copyFile(from, this.#place(ledger, sha256))
    this.#names.set(fileOf(ledger, sha256), name)
  }

  /** Where a waiting table lies and what it was called. @throws Problem unknown-file */
  async find(ledger: Ledger, sha256: string): Promise<{ place: string; origin: Origin }> {
    const name = this.#names.get(fileOf(ledger, sha256))
    const place = this.#place(ledger, sha256)
    const there = name !== undefined && (await stat(place).catch(() => undefined))
    if (!there) throw new Problem('unknown-file', { sha256 })
    return { place, origin: { name, sha256 } }
  }

  /** Takes a table away: it was transcribed. */
  async drop(ledger: Ledger, sha256: string): Promise<void> {
    await this.#forget(fileOf(ledger, sha256))
  }

  /** Takes away what somebody looked at and went away from. */
  async forgetOld(): Promise<void> {
    const oldest = Date.now() - limits.tableHoursKept * 3_600_000
    for (const file of await readdir(this.#folder)) {
      const found = await stat(path.join(this.#folder, file)).catch(() => undefined)
      if (found && found.mtimeMs < oldest) await this.#forget(file)
    }
  }

  /** Takes all away. */
  async close(): Promise<void> {
    this.#names.clear()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #forget(file: string): Promise<void> {
    this.#names.delete(file)
    await rm(path.join(this.#folder, file), { force: true })
  }

  #place(ledger: Ledger, sha256: string): string {
    return path.join(this.#folder, fileOf(ledger, sha256))
  }
}

/** The same table may wait for several ledgers, and is done with in each by itself. */
function fileOf(ledger: Ledger, sha256: string): string {
  return `${ledger.name}-${hashForm.test(sha256) ? sha256 : 'none'}`
}
