/**
 * The wordings of declarations that explain rather than name: help of fields, and what an empty
 * list says. They are long and read seldom, so a page loads them apart from the declarations,
 * under the name of the spot that each explains.
 */
import type { Field, Parts } from '../field.ts'
import type { Ledger } from '../ledger.ts'
import type { Words } from '../words.ts'

/** Whatever may be explained. */
export type Explainable = Field | Pick<Ledger, 'name' | 'fields'>

/** Every spot of the ledgers that may be explained: `discs`, `discs.label`, `discs.label.place`. */
export function spots(ledgers: readonly Ledger[]): ReadonlyMap<Explainable, string> {
  const found = new Map<Explainable, string>()
  for (const ledger of ledgers) {
    found.set(ledger, ledger.name)
    for (const [path, field] of fieldsIn(ledger.fields)) found.set(field, `${ledger.name}.${path}`)
  }
  return found
}

function* fieldsIn(parts: Parts): Generator<[string, Field]> {
  for (const [name, field] of Object.entries(parts)) {
    yield [name, field]
    for (const [path, inner] of fieldsIn(field.parts ?? {})) yield [`${name}.${path}`, inner]
  }
}

/** What explains each spot that needs it. */
export function explanations(ledgers: readonly Ledger[]): Readonly<Record<string, Words>> {
  const found: Record<string, Words> = {}
  for (const [explained, spot] of spots(ledgers)) {
    const says = 'kind' in explained ? explained.help : (explained as Ledger).empty
    if (says) found[spot] = says
  }
  return found
}
