/**
 * The Japanese fonts papers are set in. They are read and parsed once a process, because parsing
 * takes longer than drawing, and every text is held against them before it is drawn: a character
 * the font lacks would print as a box where a name should stand.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import type { Font } from 'fontkit'
import { Problem } from '../../models/problems.ts'

const family = '@expo-google-fonts/noto-sans-jp'
const files = {
  regular: `${family}/400Regular/NotoSansJP_400Regular.ttf`,
  bold: `${family}/700Bold/NotoSansJP_700Bold.ttf`,
} as const

export type FontName = keyof typeof files

let opened: Readonly<Record<FontName, Font>> | undefined

/** The fonts, parsed on first use. */
export function fonts(): Readonly<Record<FontName, Font>> {
  opened ??= { regular: open('regular'), bold: open('bold') }
  return opened
}

function open(name: FontName): Font {
  const { resolve } = createRequire(import.meta.url)
  const font = fontkit.create(readFileSync(resolve(files[name]))) as Font
  drawVariants(font)
  return font
}

/** A variation selector chooses a form of the character before it. */
const selector = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u
const blank = /[\s\u3000]/u

/** Forms of characters by selector: true where it is the one drawn without a selector, too. */
type Forms = ReadonlyMap<number, ReadonlyMap<number, number | true>>

interface VariantTable {
  readonly varSelectors: { toArray(): readonly VariantRecord[] }
}

interface VariantRecord {
  readonly varSelector: number
  readonly defaultUVS?: readonly { startUnicodeValue: number; additionalCount: number }[] | null
  readonly nonDefaultUVS?: readonly { unicodeValue: number; glyphID: number }[] | null
}

interface CharacterMap {
  readonly uvs?: VariantTable
  getVariationSelector(code: number, selector: number): number
}

const formsOf = new WeakMap<Font, Forms>()

/**
 * Makes a font draw the forms it has. The library looks for a form among those that differ from
 * the usual one only where it is among the usual ones, so that it never finds any.
 */
function drawVariants(font: Font): void {
  const map = (font as unknown as { readonly _cmapProcessor: CharacterMap })._cmapProcessor
  const forms = new Map<number, Map<number, number | true>>()
  for (const one of map.uvs?.varSelectors.toArray() ?? []) {
    const own = new Map<number, number | true>()
    for (const { startUnicodeValue: first, additionalCount } of one.defaultUVS ?? []) {
      for (let code = first; code <= first + additionalCount; code += 1) own.set(code, true)
    }
    for (const { unicodeValue, glyphID } of one.nonDefaultUVS ?? []) own.set(unicodeValue, glyphID)
    forms.set(one.varSelector, own)
  }
  formsOf.set(font, forms)
  map.getVariationSelector = (code, chosen) => {
    const form = forms.get(chosen)?.get(code)
    return form === undefined || form === true ? 0 : form
  }
}

/** Whether both fonts have the form of a character that a selector after it chooses. */
export function hasForm(character: string, chosen: string): boolean {
  const [code, form] = [character.codePointAt(0) ?? 0, chosen.codePointAt(0) ?? 0]
  return Object.values(fonts()).every((font) => formsOf.get(font)?.get(form)?.has(code))
}

/** Whether a character only says in which form the one before it is drawn. */
export function isSelector(character: string): boolean {
  return selector.test(character)
}

/** Characters of a text that the fonts cannot draw, each once, with the form they should have. */
export function missingFrom(text: string): string[] {
  const { regular, bold } = fonts()
  const missing = new Set<string>()
  let before = ''
  for (const one of text) {
    const code = one.codePointAt(0) ?? 0
    const drawn = regular.hasGlyphForCodePoint(code) && bold.hasGlyphForCodePoint(code)
    if (isSelector(one)) {
      if (!hasForm(before, one)) missing.add(before + one)
    } else if (!blank.test(one) && !drawn) missing.add(one)
    before = one
  }
  return [...missing]
}

/** @throws Problem glyph-missing naming the characters no paper can show */
export function checkGlyphs(texts: Iterable<string>): void {
  const missing = new Set<string>()
  for (const text of texts) for (const one of missingFrom(text)) missing.add(one)
  if (missing.size === 0) return
  const characters = [...missing].map((one) => `${one} (${codesOf(one)})`).join(', ')
  throw new Problem('glyph-missing', { characters })
}

/** Code points as standards write them: `U+845B U+E0100`. */
export function codesOf(text: string): string {
  const written = (one: string) =>
    (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return [...text].map((one) => `U+${written(one)}`).join(' ')
}
