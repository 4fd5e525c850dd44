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
  const { resolve } = createRequire(import.meta.url)
  const open = (name: FontName) => fontkit.create(readFileSync(resolve(files[name]))) as Font
  opened ??= { regular: open('regular'), bold: open('bold') }
  return opened
}

/** Variation selectors choose a form of a character; a font without it draws the base. */
const selector = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u
const blank = /[\s\u3000]/u

/** Characters of a text that the fonts cannot draw, each once. */
export function missingFrom(text: string): string[] {
  const { regular, bold } = fonts()
  return [...new Set(text)].filter((one) => {
    if (selector.test(one) || blank.test(one)) return false
    const code = one.codePointAt(0) ?? 0
    return !regular.hasGlyphForCodePoint(code) || !bold.hasGlyphForCodePoint(code)
  })
}

/** @throws Problem glyph-missing naming the characters no paper can show */
export function checkGlyphs(texts: Iterable<string>): void {
  const missing = new Set<string>()
  for (const text of texts) for (const one of missingFrom(text)) missing.add(one)
  if (missing.size === 0) return
  const characters = [...missing]
    .map((one) => `${one} (U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()})`)
    .join(', ')
  throw new Problem('glyph-missing', { characters })
}
