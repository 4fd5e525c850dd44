/**
 * Derives from a declaration what lists, boards and searches need to know of a record: its
 * title, the words that find it, the tags that filter it, the links it holds.
 */
import { folded, within } from '../fields.ts'
import type { Field, FileReference, Name, PrintContext } from '../fields.ts'
import type { Ledger } from '../ledger.ts'
import { limits } from '../limits.ts'
import type { Facts, LedgerRecord } from '../record.ts'

/** Kanji variants common in names, each mapped to the form people type. */
// prettier-ignore
const variants: Readonly<Record<string, string>> = {
  髙: '高', 﨑: '崎', 德: '徳', 瀨: '瀬', 邉: '辺', 邊: '辺', 齋: '斎', 齊: '斉', 濵: '浜', 濱: '浜',
  栁: '柳', 桒: '桑', 𠮷: '吉', 澤: '沢', 廣: '広', 眞: '真', 惠: '恵', 嶋: '島', 嶌: '島', 槇: '槙',
}

/** One form for everything a person may type for the same thing: width, case, kana, variants. */
export function searchForm(text: string): string {
  const narrow = folded(text)
    .toLowerCase()
    .replace(/[\s　]+/g, '')
  const hiragana = narrow.replace(/[\u30a1-\u30f6]/g, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) - 0x60),
  )
  return [...hiragana].map((character) => variants[character] ?? character).join('')
}

/** Every field of a record's facts with its value, parts of groups and lists included. */
export function* factsWithin(
  ledger: Ledger,
  facts: Facts,
): Generator<{ field: Field; value: unknown; path: string }> {
  for (const [key, field] of Object.entries(ledger.fields)) {
    yield* within(field, facts[key], key)
  }
}

/** Ids of every record the facts link to. */
export function linksOf(ledger: Ledger, facts: Facts): string[] {
  const ids = new Set<string>()
  for (const { field, value } of factsWithin(ledger, facts)) {
    if (field.kind === 'link') ids.add(value as string)
  }
  return [...ids]
}

/** Every stored file the facts name. */
export function filesOf(ledger: Ledger, facts: Facts): FileReference[] {
  const files = new Map<string, FileReference>()
  for (const { field, value } of factsWithin(ledger, facts)) {
    if (field.kind === 'file') {
      const file = value as FileReference
      files.set(file.sha256, file)
    } else if (field.kind === 'signature') {
      const { image } = value as { image: FileReference }
      files.set(image.sha256, image)
    }
  }
  return [...files.values()]
}

/**
 * The suffixes of everything a search may find the record by. Stored with an index, they turn
 * "contains" into a range over a prefix, on any MongoDB, for any language without word breaks.
 */
export function searchTerms(ledger: Ledger, record: LedgerRecord): string[] {
  const terms = new Set<string>()
  const add = (text: string) => {
    const form = [...searchForm(text)]
    for (let from = 0; from < Math.min(form.length, limits.searchCharactersMax); from += 1) {
      terms.add(form.slice(from, from + limits.searchCharactersMax).join(''))
    }
  }
  for (const part of numberParts(record.number)) terms.add(searchForm(part))
  for (const { field, value } of factsWithin(ledger, record.facts)) {
    if (!field.searched) continue
    if (field.kind === 'name') {
      const person = value as Name
      add(person.name)
      if (person.furigana) add(person.furigana)
    } else if (typeof value === 'string') add(value)
  }
  return [...terms]
}

/** What people type of a number: all of it, what follows each dash, the count without zeros. */
function numberParts(number: string): string[] {
  const parts = number.split('-')
  const count = parts.at(-1) ?? ''
  return [...parts.map((_, at) => parts.slice(at).join('-')), String(Number(count))]
}

/** `field:value` tags of every value a list may be filtered by, and the state. */
export function tagsOf(ledger: Ledger, record: LedgerRecord): string[] {
  const tags = new Set([`state:${record.state}`])
  for (const [key, field] of Object.entries(ledger.fields)) {
    const value = record.facts[key]
    if (value === undefined || value === null) continue
    if (filterable(field)) {
      for (const one of Array.isArray(value) ? value : [value]) tags.add(`${key}:${String(one)}`)
    }
  }
  for (const { field, value } of factsWithin(ledger, record.facts)) {
    if (field.kind === 'link') tags.add(`link:${String(value)}`)
  }
  for (const { sha256 } of filesOf(ledger, record.facts)) tags.add(`file:${sha256}`)
  return [...tags]
}

/** Whether a list may be filtered by a field. */
export function filterable(field: Field): boolean {
  return ['choice', 'choices', 'flag', 'link', 'code'].includes(field.kind)
}

/** What a record is called: its title, or its number when it has none (or it was erased). */
export function titleOf(ledger: Ledger, record: LedgerRecord): string {
  return ledger.title(record.facts) ?? record.number
}

/** The printed value of one column, empty when there is none. */
export function printed(
  ledger: Ledger,
  record: LedgerRecord,
  key: string,
  context: PrintContext,
): string {
  const value = record.facts[key]
  const field = ledger.fields[key]
  if (!field || value === undefined || value === null) {
    if (!record.erased.includes(key)) return ''
    return context.language === 'ja' ? '（消去済）' : '(erased)'
  }
  return field.print(value, context)
}
