/**
 * Draws papers in a thread of its own, because setting Japanese type keeps a processor busy for
 * longer than the house may stand still. One paper is drawn at a time; the rest wait their turn,
 * and more than a bounded number are refused.
 */
import { Worker } from 'node:worker_threads'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { PaperContent } from './content.ts'

/** What the thread answers. */
export type FromPress =
  | { readonly id: number; readonly bytes: Uint8Array }
  | {
      readonly id: number
      readonly code: string
      readonly details: Readonly<Record<string, string>>
    }
  | { readonly id: number; readonly reason: string }

export interface ToPress {
  readonly id: number
  readonly content: PaperContent
}

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
}

export class Press {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #next = 0

  /**
   * Draws a paper.
   *
   * @throws Problem glyph-missing, or busy when too many wait
   */
  async draw(content: PaperContent): Promise<Uint8Array> {
    if (this.#waiting.size >= limits.papersWaitingMax) throw new Problem('busy')
    const worker = (this.#worker ??= this.#start())
    const id = (this.#next += 1)
    return await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, content } satisfies ToPress, [])
    })
  }

  /** Ends the thread; what waits is refused. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
    this.#refuseAll(new Problem('stopping'))
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.js', import.meta.url))
    // A house with nothing else to do may end; the thread must not hold it.
    worker.unref()
    worker.on('message', (answer: FromPress) => this.#settle(answer))
    worker.on('error', (error: Error) => {
      this.#worker = undefined
      this.#refuseAll(error)
    })
    return worker
  }

  #settle(answer: FromPress): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('bytes' in answer) waiting?.resolve(answer.bytes)
    else if ('code' in answer) waiting?.reject(new Problem('glyph-missing', answer.details))
    else waiting?.reject(new Error(answer.reason))
  }

  #refuseAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
