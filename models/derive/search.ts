/**
 * How records are found by what people type: one form for all ways to write the same thing, and
 * the terms of a record, such that "contains" becomes a range over a prefix on any MongoDB and for
 * any language.
 */
import type { Field, Name } from '../fields.ts'
import { plainForm, searchForm } from '../kana.ts'
import type { Ledger } from '../ledger.ts'
import { limits } from '../limits.ts'
import type { LedgerRecord } from '../record.ts'
import { factsWithin } from './views.ts'

export { searchForm } from '../kana.ts'

/** How many last characters of a serial people read out: it is found by these, too. */
const serialTails = [4, 5, 6]

/**
 * Everything a search may find a record by the beginning of. A search may begin at any ideograph
 * and wherever a word, a run of kana, of letters or of digits begins; a serial also a few
 * characters before its end. Every such place is an index key, so there are no more than people
 * use.
 */
export function searchTerms(ledger: Ledger, record: LedgerRecord): string[] {
  const terms = new Set<string>()
  for (const part of numberParts(record.number)) terms.add(searchForm(part))
  for (const { field, value } of factsWithin(ledger, record.facts)) {
    if (!field.searched) continue
    for (const text of textsOf(field, value)) {
      for (const term of termsOf(text, field.kind === 'code')) terms.add(term)
    }
  }
  return [...terms]
}

/** The words of a search, each in the form terms have. */
export function searchWords(q: string): string[] {
  return q
    .trim()
    .split(/[\s　]+/)
    .map(searchForm)
    .filter((word) => word.length > 0)
    .slice(0, limits.searchWordsMax)
    .map((word) => [...word].slice(0, limits.searchCharactersMax).join(''))
}

/** Where a record was found: which of its fields, and what stands there. */
export interface Match {
  readonly field: Field
  readonly text: string
}

/** The field a word of a search was found in; undefined when it was the record's number. */
export function matchOf(
  ledger: Ledger,
  record: Pick<LedgerRecord, 'number' | 'facts'>,
  words: readonly string[],
): Match | undefined {
  const numbers = numberParts(record.number).map(searchForm)
  const sought = words.filter((word) => !numbers.some((part) => part.startsWith(word)))
  for (const { field, value } of factsWithin(ledger, record.facts)) {
    if (!field.searched) continue
    for (const text of textsOf(field, value)) {
      const terms = [...termsOf(text, field.kind === 'code')]
      if (sought.some((word) => terms.some((term) => term.startsWith(word)))) return { field, text }
    }
  }
  return undefined
}

function textsOf(field: Field, value: unknown): string[] {
  if (field.kind === 'name') {
    const { name, furigana } = value as Name
    return furigana === undefined ? [name] : [name, furigana]
  }
  return typeof value === 'string' ? [value] : []
}

function* termsOf(text: string, serial: boolean): Generator<string> {
  const characters = [...plainForm(text)]
  const form = characters.filter((character) => character !== ' ')
  const tails = serial ? serialTails.map((tail) => form.length - tail) : []
  let at = 0
  let before = ' '
  for (const character of characters) {
    if (character !== ' ') {
      if (begins(before, character) || tails.includes(at)) {
        yield form.slice(at, at + limits.searchCharactersMax).join('')
      }
      at += 1
    }
    if (at >= limits.searchCharactersMax) return
    before = character
  }
}

/** Whether a word, or a part of one that people search by, begins at a character. */
function begins(before: string, character: string): boolean {
  const kind = kindOf(character)
  return kind === 'ideograph' || (kind !== 'other' && kind !== kindOf(before))
}

function kindOf(character: string): string {
  if (/[0-9]/.test(character)) return 'digit'
  if (/[\u3041-\u309f\u30fc]/.test(character)) return 'kana'
  if (/\p{Script=Han}/u.test(character)) return 'ideograph'
  return /\p{L}/u.test(character) ? 'letter' : 'other'
}

/** What people type of a number: all of it, what follows each dash, the count without zeros. */
function numberParts(number: string): string[] {
  const parts = number.split('-')
  const count = parts.at(-1) ?? ''
  return [...parts.map((_, at) => parts.slice(at).join('-')), String(Number(count))]
}
