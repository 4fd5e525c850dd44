/**
 * What an export leaves in the data folder: its file, and a note beside it that says whose it is
 * and how far it came. The note is what a process that died has left of its exports, so it says
 * nothing of what was asked for.
 */
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ExportView } from '../../models/exporting.ts'
import type { ProblemCode, ProblemDetails } from '../../models/problems.ts'

/** An export as it is noted. */
export interface KeptExport extends Omit<ExportView, 'problem'> {
  /** The account that asked for it. */
  readonly account: string
  /** As whom they saw the ledger then. */
  readonly seen?: string
  readonly problem?: { readonly code: ProblemCode; readonly details: ProblemDetails }
}

const idForm = /^[0-9a-f-]{36}$/

export class Kept {
  readonly #folder: string
  #noting: Promise<void> = Promise.resolve()

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Opens the folder, which only the account the house runs as may read. */
  static async open(folder: string): Promise<Kept> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new Kept(folder)
  }

  /** Everything noted; what cannot be read, and files nobody noted, go. */
  async all(): Promise<KeptExport[]> {
    const names = await readdir(this.#folder)
    const found: KeptExport[] = []
    for (const name of names) {
      const id = name.endsWith('.json') ? name.slice(0, -5) : ''
      const noted = idForm.test(id) ? await this.#read(id) : undefined
      if (noted) found.push(noted)
    }
    const whole = new Set(found.flatMap(({ id, state }) => (state === 'done' ? [id] : [])))
    const notes = new Set(found.map(({ id }) => `${id}.json`))
    for (const name of names) {
      if (!notes.has(name) && !whole.has(name)) {
        await rm(path.join(this.#folder, name), { force: true })
      }
    }
    return found
  }

  async #read(id: string): Promise<KeptExport | undefined> {
    try {
      const noted = JSON.parse(await readFile(this.#note(id), 'utf8')) as Partial<KeptExport>
      return noted.id === id && noted.account !== undefined ? (noted as KeptExport) : undefined
    } catch {
      // Half a note is as good as none: the process died while it wrote it.
      return undefined
    }
  }

  /** Notes an export in place of what was noted of it, one note after the other. */
  async note(one: KeptExport): Promise<void> {
    this.#noting = this.#noting.then(
      () => this.#write(one),
      () => this.#write(one),
    )
    await this.#noting
  }

  async #write(one: KeptExport): Promise<void> {
    const half = `${this.#note(one.id)}.new`
    await writeFile(half, JSON.stringify(one), { mode: 0o600 })
    await rename(half, this.#note(one.id))
  }

  /** Where an export's file lies once it is whole, and while it is written. */
  file(id: string): string {
    return path.join(this.#folder, id)
  }

  part(id: string): string {
    return path.join(this.#folder, `${id}.part`)
  }

  /** Takes the file away, and with `all` the note as well. */
  async drop(id: string, all = false): Promise<void> {
    await rm(this.part(id), { force: true })
    await rm(this.file(id), { force: true })
    if (all) await rm(this.#note(id), { force: true })
  }

  #note(id: string): string {
    return path.join(this.#folder, `${id}.json`)
  }
}
