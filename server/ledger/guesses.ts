/**
 * Six digits can be tried one after another. Whoever may only find a record by what its bearer
 * knows is therefore counted when they find none, and for a while answered nothing at all once
 * they have been wrong too often.
 */
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'

interface Wrong {
  readonly until: number
  count: number
}

/** Who has been wrong lately, in this process, by any of the names a caller is known under. */
export class Guesses {
  readonly #wrong = new Map<string, Wrong>()
  readonly #now: () => number

  /** @param now milliseconds, as `Date.now` */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** @throws Problem too-many-guesses while a caller has been wrong too often */
  refuse(callers: readonly string[]): void {
    const tooMany = callers.some((caller) => this.#of(caller) >= limits.guessesMax)
    if (tooMany) throw new Problem('too-many-guesses')
  }

  /** Counts a wrong guess. */
  miss(callers: readonly string[]): void {
    for (const caller of callers) {
      const known = this.#of(caller) > 0 ? this.#wrong.get(caller) : undefined
      if (known) known.count += 1
      else this.#remember(caller)
    }
  }

  #of(caller: string): number {
    const known = this.#wrong.get(caller)
    return known && known.until > this.#now() ? known.count : 0
  }

  /** The oldest are forgotten first: a map keeps the order in which its keys came. */
  #remember(caller: string): void {
    this.#wrong.delete(caller)
    this.#wrong.set(caller, { until: this.#now() + limits.guessMinutes * 60_000, count: 1 })
    const [oldest] = this.#wrong.keys()
    if (this.#wrong.size > limits.guessersRememberedMax && oldest) this.#wrong.delete(oldest)
  }
}
