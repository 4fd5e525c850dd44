/**
 * Reads what somebody else wrote in a process of its own: a small file can be made to fill any
 * memory, and a thread that runs out of it may take its whole process along. The other process is
 * watched and given up when it takes too long or too much; it knows nothing of the house.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Turns } from '../turns.ts'

/** Why a reading came to no end. */
export type Reason = 'late' | 'memory' | 'broken'

/** What is thrown for a reading that was given up, or that died. */
export class Unfinished extends Error {
  readonly reason: Reason

  constructor(reason: Reason) {
    super(`a reading was given up: ${reason}`)
    this.reason = reason
  }
}

/** What one reading may take. */
export interface Bounds {
  readonly ms: number
  /** Memory of the process that reads, in megabytes. */
  readonly mb: number
  /** Readings that may wait for the one under way. */
  readonly waitingMax: number
}

/** What the other process says: a part of what was read, that this was all, or that it gave up. */
export type FromMinder =
  { readonly part: unknown } | { readonly end: true } | { readonly over: Reason }

const minder = fileURLToPath(new URL('./minder.js', import.meta.url))

/** Reads inputs of one kind, one at a time. */
export class Reader<Input, Part> {
  readonly #module: URL
  readonly #bounds: Bounds
  readonly #turns: Turns

  /** @param module what the thread runs: it finds its input in `workerData` and posts parts */
  constructor(module: URL, bounds: Bounds) {
    this.#module = module
    this.#bounds = bounds
    this.#turns = new Turns(1, bounds.waitingMax)
  }

  /**
   * Reads one input.
   *
   * @returns whatever parts the thread posted before it ended
   * @throws Problem busy when too many wait, and Unfinished
   */
  async read(input: Input): Promise<Part[]> {
    return await this.#turns.take(() => this.#readNow(input))
  }

  async #readNow(input: Input): Promise<Part[]> {
    const { ms, mb } = this.#bounds
    const child = fork(minder, [this.#module.href, String(mb)], {
      // Nothing of the house's: neither its secrets nor how it was started.
      env: {},
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const parts: Part[] = []
    let late: NodeJS.Timeout | undefined
    try {
      return await new Promise<Part[]>((resolve, reject) => {
        const giveUp = (reason: Reason) => reject(new Unfinished(reason))
        late = setTimeout(giveUp, ms, 'late')
        child.on('message', (said: FromMinder) => {
          if ('part' in said) parts.push(said.part as Part)
          else if ('end' in said) resolve(parts)
          else giveUp(said.over)
        })
        child.on('error', () => giveUp('broken'))
        child.on('exit', () => giveUp('broken'))
        child.send({ input }, (error) => error && giveUp('broken'))
      })
    } finally {
      clearTimeout(late)
      child.kill('SIGKILL')
    }
  }
}
