/**
 * A thing to be done elsewhere that may fail: done when there is something to do, one at a time,
 * not too often, and again later when nobody answered. It keeps no list of what is to be done;
 * whoever runs it derives that from the store, so a restart forgets nothing.
 */
import { limits } from '../../models/limits.ts'

/** What an errand is made of. */
export interface ErrandOptions {
  /**
   * Does the next thing; throws when it did not succeed.
   * @returns whether there was one
   */
  readonly run: (signal: AbortSignal) => Promise<boolean>
  /** The least time between two things done, in milliseconds. */
  readonly everyMs: number
  /** Told of each failure, and in how many milliseconds it is tried again. */
  readonly failed: (error: unknown, inMs: number) => void
}

export class Errand {
  readonly #options: ErrandOptions
  readonly #closed = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #again = false
  #failures = 0
  /** On the clock that no operator turns back, in milliseconds. */
  #notBefore = 0

  constructor(options: ErrandOptions) {
    this.#options = options
  }

  /** There may be something to do; it is done as soon as it may be. */
  wake(): void {
    if (this.#closed.signal.aborted || this.#timer) return
    if (this.#running) {
      this.#again = true
      return
    }
    const wait = Math.max(0, this.#notBefore - performance.now())
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#running = this.#go().finally(() => {
        this.#running = undefined
        if (!this.#again) return
        this.#again = false
        this.wake()
      })
    }, wait).unref()
  }

  async #go(): Promise<void> {
    const { run, everyMs, failed } = this.#options
    try {
      const did = await run(this.#closed.signal)
      this.#failures = 0
      if (!did) return
      this.#notBefore = performance.now() + everyMs
    } catch (error) {
      if (this.#closed.signal.aborted) return
      const wait = Math.min(limits.outsideRetryMs * 2 ** this.#failures, limits.outsideRetryMsMax)
      this.#failures += 1
      this.#notBefore = performance.now() + wait
      failed(error, wait)
    }
    this.#again = true
  }

  /** Gives up what is under way and starts nothing more. */
  async close(): Promise<void> {
    this.#closed.abort()
    clearTimeout(this.#timer)
    await this.#running
  }
}
