/**
 * Where a demo house keeps everything: a folder of its own beside the real data, with a mark that
 * says whose it is and how far it came. Nothing without that mark is ever deleted, and a power
 * cut at any moment leaves a folder whose mark says what to do with it.
 */
import { lstat, mkdir, open, readFile, readdir, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../models/problems.ts'

const markName = 'daicho-demo.json'
const freshName = `${markName}.new`

/** How far a demo house came: still being filled or taken away, or whole. */
type Mark = 'unfinished' | 'loaded'

export class DemoPlace {
  /** The folder, which is the data folder of the demo house. */
  readonly folder: string

  /** @param dataDir the data folder of the real house */
  constructor(dataDir: string) {
    this.folder = path.join(dataDir, 'demo')
  }

  /** Whether a whole demo house is here. */
  async loaded(): Promise<boolean> {
    return (await this.#mark()) === 'loaded'
  }

  /**
   * Makes an empty place for a demo house.
   *
   * @throws Problem demo-refused when something stands there that is no demo house
   */
  async prepare(): Promise<void> {
    await this.clear()
    try {
      await mkdir(this.folder, { mode: 0o700 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new Problem('demo-refused')
      throw error
    }
    await this.#write('unfinished')
  }

  /** Says that the house is whole; from here on every start serves it. */
  async finish(): Promise<void> {
    await this.#write('loaded')
  }

  /**
   * Deletes a demo house, whole or not; whatever else is at the place stays.
   * The mark changes first and goes last, so that a deletion cut short is taken up again.
   */
  async clear(): Promise<void> {
    const left = await this.#entries()
    if (left === undefined) return
    if ((await this.#mark()) === undefined) {
      // A power cut before the first mark leaves nothing but its draft.
      if (left.some((name) => name !== freshName)) return
    } else {
      await this.#write('unfinished')
    }
    for (const name of left) {
      if (name !== markName) {
        await rm(path.join(this.folder, name), { recursive: true, force: true })
      }
    }
    await rm(path.join(this.folder, markName), { force: true })
    await rmdir(this.folder)
  }

  /** What is in the folder; undefined without one, and a link to elsewhere is none. */
  async #entries(): Promise<string[] | undefined> {
    const found = await lstat(this.folder).catch(() => undefined)
    return found?.isDirectory() === true ? await readdir(this.folder) : undefined
  }

  async #mark(): Promise<Mark | undefined> {
    if ((await this.#entries()) === undefined) return undefined
    try {
      const text = await readFile(path.join(this.folder, markName), 'utf8')
      const { demo } = JSON.parse(text) as { demo?: unknown }
      return demo === 'loaded' || demo === 'unfinished' ? demo : undefined
    } catch {
      return undefined
    }
  }

  async #write(demo: Mark): Promise<void> {
    const fresh = path.join(this.folder, freshName)
    const file = await open(fresh, 'w', 0o600)
    try {
      await file.writeFile(`${JSON.stringify({ demo })}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, path.join(this.folder, markName))
  }
}
