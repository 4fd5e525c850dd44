/**
 * Tells a scanner that types from a person who does. A scanner sends a whole code within a few
 * hundredths of a second and ends it with Enter or Tab; nobody types like that. Pure, so that the
 * rule can be tested without a keyboard.
 */
import { folded } from '../../models/fields.ts'

/** Where a scanner ends and a person begins. */
export interface Pace {
  /** The longest pause between two characters of a scan, in milliseconds. */
  readonly gapMsMax: number
  /** The longest average pause, in milliseconds. */
  readonly averageMsMax: number
  /** The shortest code that counts as one. */
  readonly charactersMin: number
}

export const usualPace: Pace = { gapMsMax: 90, averageMsMax: 45, charactersMin: 4 }

/** A pressed key, as far as this looks at it; a `KeyboardEvent` is one. */
export interface Pressed {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
}

/** What a key came to: part of what may be a scan, a whole scan, or neither. */
export type Step =
  | { readonly kind: 'none' }
  | { readonly kind: 'first' }
  | { readonly kind: 'more' }
  | { readonly kind: 'scan'; readonly text: string }

const none: Step = { kind: 'none' }

/** Symbols by physical key, unshifted and shifted, for when an input method hides the letter. */
const symbols: Readonly<Record<string, string>> = {
  Minus: '-_',
  Period: '.>',
  Comma: ',<',
  Slash: '/?',
  Semicolon: ';:',
  Space: '  ',
  Equal: '=+',
}

/** The character a key stands for; undefined for keys that write nothing. */
export function characterOf({ key, code, shiftKey }: Pressed): string | undefined {
  if ([...key].length === 1) return folded(key)
  // A Japanese input method that is on keeps the letter to itself; the key is still a key.
  if (key !== 'Process' && key !== 'Unidentified') return undefined
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shiftKey ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  return digit ?? symbols[code]?.[shiftKey ? 1 : 0]
}

export class Burst {
  readonly #pace: Pace
  #text = ''
  #beganAt = 0
  #lastAt = 0

  constructor(pace: Pace = usualPace) {
    this.#pace = pace
  }

  /**
   * Takes the next key.
   *
   * @param at when it was pressed, in milliseconds of any clock that only goes forward
   */
  press(pressed: Pressed, at: number): Step {
    const inTime = this.#text !== '' && at - this.#lastAt <= this.#pace.gapMsMax
    // Shift comes between the letters of a scan and says nothing of its own.
    if (pressed.key === 'Shift') return none
    if (pressed.key === 'Enter' || pressed.key === 'Tab') return this.#end(inTime, at)
    const character = characterOf(pressed)
    if (character === undefined) {
      this.#text = ''
      return none
    }
    this.#lastAt = at
    if (inTime) {
      this.#text += character
      return { kind: 'more' }
    }
    this.#text = character
    this.#beganAt = at
    return { kind: 'first' }
  }

  #end(inTime: boolean, at: number): Step {
    const text = this.#text
    this.#text = ''
    const { length } = [...text]
    const fast = (at - this.#beganAt) / Math.max(length, 1) <= this.#pace.averageMsMax
    if (!inTime || !fast || length < this.#pace.charactersMin) return none
    return { kind: 'scan', text }
  }
}
