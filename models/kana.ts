/**
 * How the same name is written in different ways: in full or half width, in either kana, with or
 * without a blank, with a variant of a kanji, with a company's form of law in full or in brackets.
 * Searches and rules compare what people typed by one form, and furigana is kept in one script.
 */

/** Kanji variants common in names, each mapped to the form people type. */
// prettier-ignore
const variants: Readonly<Record<string, string>> = {
  髙: '高', 﨑: '崎', 德: '徳', 瀨: '瀬', 邉: '辺', 邊: '辺', 齋: '斎', 齊: '斉', 濵: '浜', 濱: '浜',
  栁: '柳', 桒: '桑', 𠮷: '吉', 澤: '沢', 廣: '広', 眞: '真', 惠: '恵', 嶋: '島', 嶌: '島', 槇: '槙',
}

/** Forms of law as they are abbreviated in brackets; NFKC makes ㈱ and （株） the same. */
const legalForms: Readonly<Record<string, string>> = {
  '(株)': '株式会社',
  '(有)': '有限会社',
  '(合)': '合同会社',
}

const kanaOffset = 0x60

/** NFKC makes full-width and half-width one, so that each finds the other. */
export function folded(text: string): string {
  return text.normalize('NFKC')
}

/** A serial, badge or label number as it is kept and compared. */
export function codeText(text: string): string {
  return folded(text).replace(/\s+/g, '').toUpperCase()
}

/** A reading in full-width katakana, however it was typed; what is no kana stays, half-width. */
export function katakana(text: string): string {
  return folded(text).replace(/[\u3041-\u3096]/g, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) + kanaOffset),
  )
}

/** Ideographs that NFKC would take for others, though they are how a name is written. */
const compatible = /([\uf900-\ufaff\u{2f800}-\u{2fa1f}]+)/u

/**
 * A firm's name in one spelling, however wide it was typed and its form of law abbreviated; its
 * ideographs stay as they are written.
 */
export function firmName(text: string): string {
  const even = text
    .split(compatible)
    .map((part, at) => (at % 2 === 1 ? part : folded(part)))
    .join('')
  return inFull(even.replace(/\s+/g, ' ').trim())
}

function inFull(text: string): string {
  return text.replace(/\([株有合]\)/g, (form) => legalForms[form] ?? form)
}

function hiragana(text: string): string {
  return text.replace(/[\u30a1-\u30f6]/g, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) - kanaOffset),
  )
}

/** One form for width, case, kana, variants and forms of law; words stay apart by one blank. */
export function plainForm(text: string): string {
  const narrow = folded(text).toLowerCase().replace(/\s+/g, ' ').trim()
  const whole = inFull(narrow)
  // What an input method makes of a dash in a number: a minus, a long dash, a long vowel mark.
  const dashed = whole.replace(/[\u2010-\u2015\u2212]|(?<=[0-9a-z])ー(?=[0-9a-z])/g, '-')
  return [...hiragana(dashed)].map((character) => variants[character] ?? character).join('')
}

/** One form for everything a person may type for the same thing, blanks and middle dots apart. */
export function searchForm(text: string): string {
  return plainForm(text).replace(/ /g, '')
}

/** As much of a name as comparing needs. */
interface Called {
  readonly name: string
  readonly furigana?: string | undefined
}

function called(text: string): string {
  return searchForm(text).replace(/[・･·.,'’-]/g, '')
}

/** Whether somebody goes by what was typed: their name or their reading, however written. */
export function goesBy(person: Called, typed: string): boolean {
  const form = called(typed)
  if (form === '') return false
  return [person.name, person.furigana ?? ''].some((one) => called(one) === form)
}

/** Whether two names may be one person's: their names agree, or their readings do. */
export function sameName(one: Called, other: Called): boolean {
  return goesBy(one, other.name) || (other.furigana !== undefined && goesBy(one, other.furigana))
}
