/**
 * Time and chance of the invented house. Chance comes from a fixed seed, so two demos tell the
 * same story; time is reckoned in Japan, where the invented datacenter stands.
 */

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Japan keeps one offset all year. */
const japanMs = 9 * 60 * minuteMs

/** A moment some minutes later, or earlier when negative. */
export function later(from: Date, minutes: number): Date {
  return new Date(from.getTime() + minutes * minuteMs)
}

/** A moment some days later at the same time of day. */
export function daysLater(from: Date, days: number): Date {
  return new Date(from.getTime() + days * dayMs)
}

/** A wall-clock time in Japan on the day of a moment. */
export function clockOn(moment: Date, hour: number, minute = 0): Date {
  const day = Math.floor((moment.getTime() + japanMs) / dayMs)
  return new Date(day * dayMs - japanMs + (hour * 60 + minute) * minuteMs)
}

/** Whether a moment lies on a working day in Japan; holidays are not known here. */
export function workingDay(moment: Date): boolean {
  const weekday = new Date(moment.getTime() + japanMs).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The calendar day in Japan, `YYYY-MM-DD`. */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + japanMs).toISOString().slice(0, 10)
}

/** Repeatable chance (mulberry32). */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** One of a list that is not empty. */
  one<T>(list: readonly T[]): T {
    const chosen = list[this.between(0, list.length - 1)]
    if (chosen === undefined) throw new RangeError('a choice needs a list that is not empty')
    return chosen
  }

  /** True so many times in a hundred. */
  often(percent: number): boolean {
    return this.next() * 100 < percent
  }

  /** Digits of a serial number. */
  digits(count: number): string {
    return Array.from({ length: count }, () => this.between(0, 9)).join('')
  }
}
