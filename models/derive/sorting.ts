/**
 * What a list is ordered by: for each field a ledger `sorts` by, one text that compares like the
 * value it stands for. All ledgers share the same few slots, and with them one set of indexes.
 */
import type { Field, Name } from '../field.ts'
import type { Ledger } from '../ledger.ts'
import type { Facts } from '../record.ts'
import { searchForm } from './search.ts'

/** Where the texts stand in a stored record. */
export const slotNames = ['s0', 's1', 's2', 's3'] as const
export type SlotName = (typeof slotNames)[number]
export type Slots = Readonly<Partial<Record<SlotName, string>>>

/** Kinds of field a list may be ordered by. */
const ordered = ['text', 'code', 'name', 'number', 'flag', 'choice', 'moment', 'day', 'clock']

/** Kinds of field a list may be narrowed to a range of days of. */
const dated = ['moment', 'day']

/** Characters of a value that order it; those that only differ further on stay as they are. */
const slotCharacters = 48
/** Runs of digits are read as numbers up to this many digits. */
const slotDigits = 9
/** Added to numbers so that negative ones come first, and how many digits that makes. */
const numberShift = 1e12
const numberDigits = 18

/** Whether a field's values have an order people know. */
export function sortable(field: Field | undefined): boolean {
  return field !== undefined && ordered.includes(field.kind)
}

/** The fields a ledger's lists may be ordered by, each with the field that says how it is read. */
export function sortsOf(ledger: Ledger): readonly { key: string; reading?: string }[] {
  return (ledger.sorts ?? []).map((one) => {
    if (typeof one === 'string') return { key: one }
    const [key, reading] = one
    return { key, reading }
  })
}

/** The slot a field is ordered by; undefined for a field that orders nothing. */
export function slotOf(ledger: Ledger, key: string): SlotName | undefined {
  return slotNames[sortsOf(ledger).findIndex((one) => one.key === key)]
}

/** Whether a list may be narrowed to a range of a field's days. */
export function ranges(ledger: Ledger, key: string): boolean {
  return slotOf(ledger, key) !== undefined && dated.includes(ledger.fields[key]?.kind ?? '')
}

/** The texts a record is ordered by; an absent value, or an erased one, is an empty text. */
export function slotsOf(ledger: Ledger, facts: Facts): Slots {
  return Object.fromEntries(
    sortsOf(ledger).map(({ key, reading }, at) => {
      const read = reading === undefined ? undefined : facts[reading]
      return [slotNames[at], slotText(ledger.fields[key], facts[key], read)]
    }),
  )
}

/** What the slots of a ledger are made of; another text than before means to fill them anew. */
export function slotsSignature(ledger: Ledger): string {
  return sortsOf(ledger)
    .map(({ key, reading }) => `${key}:${ledger.fields[key]?.kind}:${reading ?? ''}`)
    .join(' ')
}

function slotText(field: Field | undefined, value: unknown, reading: unknown): string {
  if (!field || value === undefined || value === null) return ''
  switch (field.kind) {
    case 'moment':
      return new Date(value as string).toISOString()
    case 'number':
      return ((value as number) + numberShift).toFixed(3).padStart(numberDigits, '0')
    case 'flag':
      return value === true ? '1' : '0'
    case 'choice':
      return String(Object.keys(field.choices ?? {}).indexOf(value as string)).padStart(3, '0')
    case 'name': {
      const { name, furigana } = value as Name
      return collated(furigana ?? name)
    }
    default:
      return collated((reading ?? value) as string)
  }
}

/** Hiragana for katakana, one width and one case, and 2 before 10. */
function collated(text: string): string {
  const form = searchForm(text).replace(/\d+/g, (digits) => digits.padStart(slotDigits, '0'))
  return [...form].slice(0, slotCharacters).join('')
}
