/** Finding a visit at the counter: by its code, then by the name its visitor tells. */
import { folded } from '../../models/fields.ts'
import type { Name } from '../../models/fields.ts'
import { shortCodeDigits } from '../../models/replay.ts'
import type { Facts } from '../../models/record.ts'
import { ask, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { languages } from '../../models/words.ts'
import { shownAs } from '../pledge.ts'
import type { Counter, Party } from './counter.ts'

export { shortCodeDigits }

/** The digits of what was typed, in any width, no more than a code has. */
export function digitsOf(text: string): string {
  return folded(text).replace(/\D/g, '').slice(0, shortCodeDigits)
}

/** The code in what was scanned: alone, or at the end of an address that opens this page. */
export function codeIn(text: string): string | undefined {
  const plain = folded(text).trim()
  return new RegExp(`(?:^|#code=)(\\d{${shortCodeDigits}})$`).exec(plain)?.[1]
}

/** The address a scanned invitation carries. */
export function addressOfCode(code: string): string {
  return `${location.origin}/kiosk#code=${code}`
}

async function asked({ ledger, by, tells }: Counter, code: string, name?: string) {
  const query = queryOf({ [`filter[${by}]`]: code, [`filter[${tells}]`]: name })
  // No device carries other people's plans, so what it could answer would be that nobody comes.
  const { records } = await ask<Page>('GET', `/${ledger.name}${query}`)
  return records
}

/** Whether the visit was signed already, on whatever text. */
export function isSigned({ sign }: Counter, view: RecordView): boolean {
  return view.state === sign.act.to
}

/** Whether what was signed is what is in force; where the record does not say, it is. */
export function isCurrent({ pledge }: Counter, view: RecordView, text: RecordView): boolean {
  const signed = view.facts[pledge.group] as Facts | undefined
  const language = languages.find((one) => Object.values(signed ?? {}).includes(one))
  if (!signed || !language) return true
  const now = Object.entries(shownAs(pledge, text, language))
  return now.every(([key, value]) => signed[key] === value)
}

/**
 * Those who come by a code; undefined when nobody does.
 *
 * @throws Refused, Unreachable as `ask`
 */
export async function partyOf(counter: Counter, code: string): Promise<Party | undefined> {
  const records = await asked(counter, code)
  const [one] = records
  const signed = records.filter((view) => isSigned(counter, view)).length
  return one && { code, companion: one.id, total: records.length, signed }
}

/**
 * The visit of somebody in a party, by the name or else by the reading they tell. Where two go by
 * the same name, the one that was not signed yet.
 *
 * @throws Refused, Unreachable as `ask`
 */
export async function visitOf(
  counter: Counter,
  { code }: Party,
  { name, furigana }: Name,
): Promise<RecordView | undefined> {
  for (const told of [name, furigana]) {
    if (!told) continue
    const records = await asked(counter, code, told)
    const unsigned = records.find((view) => !isSigned(counter, view))
    if (records.length > 0) return unsigned ?? records[0]
  }
  return undefined
}

/** What whoever comes along has in common with a party: the facts both acts speak of. */
export async function sharedWith(counter: Counter, party: Party): Promise<Facts> {
  const { ledger, join, by } = counter
  if (!join) return {}
  const { facts } = await ask<RecordView>('GET', `/${ledger.name}/${party.companion}`)
  const needed = (join.act.needs ?? []).map((key) => [key, facts[key]])
  const known = Object.fromEntries(needed.filter(([, value]) => value !== undefined))
  return { ...known, [by]: party.code, [join.link]: party.companion }
}
