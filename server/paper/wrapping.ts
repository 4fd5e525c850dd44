/**
 * Breaks text into lines of a given width. The PDF library can, but weighs every word of every
 * cell twice; a list of ten thousand rows needs it done once, by the widths of single characters,
 * which is exact enough for a table. What the font lacks is written by its code point: one odd
 * character of one record must not keep a whole ledger from being printed.
 */
import { codesOf, fonts, hasForm, isSelector } from './fonts.ts'
import type { FontName } from './fonts.ts'

/** What may not begin a line, and after what none may end (JIS X 4051, the common part of it). */
const notFirst =
  /[、。，．・：；？！ー～’”）〕］｝〉》」』】々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)\]}]/u
const notLast = /[‘“（〔［｛〈《「『【([{]/u
/** Scripts that break between any two characters. */
const breaksAnywhere = /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u

/** Widths of a font's characters in parts of its size. */
export class Measure {
  readonly #widths = new Map<string, number>()
  readonly #font: FontName

  constructor(font: FontName) {
    this.#font = font
  }

  /** How wide a character is; undefined when the font has none. */
  widthOf(character: string): number | undefined {
    const known = this.#widths.get(character)
    if (known !== undefined) return known < 0 ? undefined : known
    const font = fonts()[this.#font]
    const code = character.codePointAt(0) ?? 0
    const drawn = isSelector(character)
      ? 0
      : font.hasGlyphForCodePoint(code)
        ? font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm
        : -1
    this.#widths.set(character, drawn)
    return drawn < 0 ? undefined : drawn
  }
}

/**
 * The lines of a text.
 *
 * @param width in parts of the font's size, as `Measure` counts
 * @param most lines; the last of more ends in an ellipsis
 */
export function wrapped(text: string, width: number, measure: Measure, most: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    for (const line of linesOf([...shown(paragraph, measure)], width, measure)) {
      if (lines.length === most) return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}…`]
      lines.push(line)
    }
  }
  return lines
}

/** A text as the font can show it. */
function shown(text: string, measure: Measure): string {
  let said = ''
  let before = ''
  for (const one of text) {
    const known = isSelector(one) ? hasForm(before, one) : measure.widthOf(one) !== undefined
    if (known) said += one
    else if (/\s/u.test(one)) said += ' '
    else said += `[${codesOf(one)}]`
    before = one
  }
  return said
}

function linesOf(characters: readonly string[], width: number, measure: Measure): string[] {
  const lines: string[] = []
  let start = 0
  let wide = 0
  /** Where the line may end, and how wide what follows is. */
  let end = 0
  let beyond = 0
  for (const [at, one] of characters.entries()) {
    const own = measure.widthOf(one) ?? 0
    while (wide + own > width && at > start && !/\s/u.test(one)) {
      const broken = end > start
      const cut = broken ? end : at
      lines.push(characters.slice(start, cut).join('').trimEnd())
      wide = broken ? beyond : 0
      start = cut
      if (!broken) beyond = 0
    }
    wide += own
    beyond += own
    if (mayEndAfter(one, characters[at + 1])) {
      end = at + 1
      beyond = 0
    }
  }
  lines.push(characters.slice(start).join('').trimEnd())
  return lines
}

function mayEndAfter(one: string, next: string | undefined): boolean {
  if (next === undefined || notFirst.test(next) || notLast.test(one) || isSelector(next)) {
    return false
  }
  return /[\s\-/]/u.test(one) || breaksAnywhere.test(one) || breaksAnywhere.test(next)
}

/** Whether a run without blanks may be broken within: it holds ideographs or kana. */
export function breaksWithin(run: string): boolean {
  return breaksAnywhere.test(run)
}
