/**
 * Takes turns: work that is heavy is done by so many at a time, whoever else wants it waits in the
 * order they came, and where too many wait already, nobody is kept waiting without end.
 */
import { Problem } from '../models/problems.ts'

export class Turns {
  readonly #width: number
  readonly #waitingMax: number
  readonly #refuse: () => Problem
  readonly #waiting: (() => void)[] = []
  #taken = 0

  /**
   * @param width how many have their turn at once
   * @param waitingMax how many more may wait
   * @param refuse what whoever comes after those is told
   */
  constructor(
    width: number,
    waitingMax: number,
    refuse: () => Problem = () => new Problem('busy'),
  ) {
    this.#width = width
    this.#waitingMax = waitingMax
    this.#refuse = refuse
  }

  /**
   * Waits for a turn, which lasts until the function it gives is called.
   *
   * @throws Problem when too many wait
   */
  async begin(): Promise<() => void> {
    if (this.#taken < this.#width) this.#taken += 1
    else {
      if (this.#waiting.length >= this.#waitingMax) throw this.#refuse()
      // Whoever ends hands their turn on, so that nobody who comes late slips in between.
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    let over = false
    return () => {
      if (over) return
      over = true
      const next = this.#waiting.shift()
      if (next) next()
      else this.#taken -= 1
    }
  }

  /** Does something in a turn of its own. @throws Problem when too many wait */
  async take<T>(run: () => Promise<T>): Promise<T> {
    const end = await this.begin()
    try {
      return await run()
    } finally {
      end()
    }
  }
}
