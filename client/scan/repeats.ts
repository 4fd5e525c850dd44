/**
 * A camera sees the same code many times a second. One look at it is one scan: it counts again
 * only after it has been out of sight for a while, and a code without a check digit counts only
 * when two looks agree.
 */

/** How long a code must be out of sight before it counts again, in milliseconds. */
const awayMs = 1_500
/** Codes in which a smudge can make another valid code. */
const unchecked: ReadonlySet<string> = new Set(['Code39', 'Code39Std', 'Code39Ext', 'ITF'])

export class Repeats {
  readonly #seenAt = new Map<string, number>()
  #doubtful: string | undefined

  /**
   * Whether a look at a code is a new scan.
   *
   * @param format the symbology, as the reader names it
   * @param at when it was seen, in milliseconds of any clock that only goes forward
   */
  isNew(text: string, format: string, at: number): boolean {
    const seenAt = this.#seenAt.get(text)
    if (seenAt === undefined && unchecked.has(format) && this.#doubtful !== text) {
      this.#doubtful = text
      return false
    }
    this.#seenAt.set(text, at)
    return seenAt === undefined || at - seenAt > awayMs
  }
}
