/**
 * Draws lists in a thread of their own. A list takes seconds where a certificate takes none, so it
 * neither waits for certificates nor lets them wait; each has a new thread, which gives back what
 * a long list took, and can be ended in the middle. One is drawn at a time.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { ListContent } from './content.ts'

/** What the thread is told: the head of a list, then its rows, then that there are no more. */
export type ToListPress =
  | { readonly content: ListContent }
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly end: true }

/** What it answers each time; with the file in the end. */
export interface FromListPress {
  readonly bytes?: Uint8Array
}

export class ListPress {
  readonly #workers = new Set<Worker>()
  #turn: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /**
   * Draws a list; whoever stops reading ends the drawing.
   *
   * @param groups its rows, each as long as the list has columns
   * @throws Problem busy when too many wait
   */
  async *draw(
    content: ListContent,
    groups: AsyncIterable<readonly (readonly string[])[]>,
  ): AsyncGenerator<Buffer> {
    if (this.#waiting >= limits.papersWaitingMax) throw new Problem('busy')
    const before = this.#turn
    let done: () => void = () => undefined
    this.#turn = new Promise<void>((resolve) => (done = resolve))
    this.#waiting += 1
    let worker: Worker | undefined
    try {
      await before
      worker = this.#start()
      await told(worker, { content })
      for await (const rows of groups) await told(worker, { rows })
      const { bytes } = await told(worker, { end: true })
      if (bytes) yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    } finally {
      this.#waiting -= 1
      if (worker) this.#workers.delete(worker)
      await worker?.terminate()
      done()
    }
  }

  /** Ends whatever is being drawn. */
  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()))
  }

  #start(): Worker {
    const worker = new Worker(new URL('./listworker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.printedHeapMb },
    })
    worker.unref()
    this.#workers.add(worker)
    return worker
  }
}

/** Says something to the thread and hears what it answers. @throws whatever went wrong there */
async function told(worker: Worker, message: ToListPress): Promise<FromListPress> {
  const ended = new AbortController()
  const left = once(worker, 'exit', { signal: ended.signal }).then(
    () => Promise.reject(new Problem('stopping')),
    () => undefined,
  )
  worker.postMessage(message, [])
  try {
    const answer = await Promise.race([once(worker, 'message'), left])
    return (answer?.[0] ?? {}) as FromListPress
  } finally {
    ended.abort()
  }
}
