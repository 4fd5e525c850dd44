/**
 * Many stories told at once, in the order of time. A story is a generator that acts and then says
 * when it goes on; past days run through at full speed, and the same stories go on live.
 */
import type { Chance } from './calendar.ts'

/** Yields the moment it wants to go on, and is told which moment it then is. */
export type Story = AsyncGenerator<Date, void, Date>

interface Waiting {
  readonly story: Story
  readonly when: Date
}

export class Timeline {
  #waiting: Waiting[] = []

  /** Takes a story in and hears when it wants to begin. */
  async add(...stories: readonly Story[]): Promise<void> {
    for (const story of stories) this.#keep(story, await story.next())
  }

  /** Stories that have not ended. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Runs everything that falls before a moment, each step at the moment it asked for. */
  async runUntil(end: Date, stopped: () => boolean): Promise<void> {
    for (;;) {
      const next = this.#waiting[0]
      if (!next || next.when > end || stopped()) return
      await this.#step(0, next.when)
    }
  }

  /** Lets one of the stories go on as if its moment were now. */
  async stepNow(chance: Chance): Promise<void> {
    const last = this.#waiting.length - 1
    if (last >= 0) await this.#step(chance.between(0, last), new Date())
  }

  /** Leaves out stories that would go on only after a moment. */
  forgetAfter(moment: Date): void {
    this.#waiting = this.#waiting.filter(({ when }) => when <= moment)
  }

  async #step(at: number, now: Date): Promise<void> {
    const [next] = this.#waiting.splice(at, 1)
    if (next) this.#keep(next.story, await next.story.next(now))
  }

  #keep(story: Story, result: IteratorResult<Date, void>): void {
    if (result.done) return
    const when = result.value
    const at = this.#waiting.findIndex((other) => other.when > when)
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, { story, when })
  }
}
