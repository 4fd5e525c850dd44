/**
 * Valid values for any field of any ledger, found from its declaration alone. What a declaration
 * cannot say, because a rule of the ledger says it, stands in the table of `hints`.
 */
import type { Field, Parts } from '../../models/fields.ts'
import { takenBy } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { TestHouse } from '../house.ts'
import type { Person } from '../people.ts'
import { picture } from '../pictures.ts'

const numbers = [1, 30, 0, 100, 0.5]
let counter = 0

/** A number no other call in this process has had. */
export function unique(): number {
  counter += 1
  return counter
}

/** A moment so many days from now at a time of day in Japan. */
export function japan(days: number, clock: string): string {
  const day = new Date(Date.now() + (days * 24 + 9) * 3_600_000).toISOString().slice(0, 10)
  return new Date(`${day}T${clock}:00+09:00`).toISOString()
}

/** Makes a valid value for a field. */
export class Values {
  readonly house: TestHouse
  /** Finds, or makes, a record of a ledger that a link may point at. */
  readonly #target: (ledger: string) => Promise<string>

  constructor(house: TestHouse, target: (ledger: string) => Promise<string>) {
    this.house = house
    this.#target = target
  }

  /** The account of somebody. */
  account(person: Person): string {
    return this.house.as(person).id
  }

  /** Values for everything an act needs, or for everything it takes. */
  async of(ledger: Ledger, act: string, everything = false): Promise<Record<string, unknown>> {
    const declared = ledger.acts[act]
    if (!declared) throw new Error(`${ledger.name} has no act ${act}`)
    const needed = declared.needs ?? []
    const optional = (declared.takes ?? []).filter((key) =>
      ['text', 'lines'].includes(ledger.fields[key]?.kind ?? ''),
    )
    const keys = everything ? takenBy(declared) : needed.length > 0 ? needed : optional.slice(0, 1)
    const fields: Record<string, unknown> = {}
    for (const key of keys) {
      const field = ledger.fields[key]
      if (field) fields[key] = await this.value(field, everything)
    }
    return fields
  }

  /** A value of a field's kind; `everything` fills optional parts of groups too. */
  async value(field: Field, everything: boolean): Promise<unknown> {
    switch (field.kind) {
      case 'text':
      case 'lines':
        return `試験 ${unique()}`
      case 'code':
        return `T-${unique()}`
      case 'name':
        return { name: '髙橋 花子', furigana: 'タカハシ ハナコ' }
      case 'number':
        return numbers.find((one) => field.schema.safeParse(one).success)
      case 'flag':
        return true
      case 'choice':
        return Object.keys(field.choices ?? {})[0]
      case 'choices':
        return Object.keys(field.choices ?? {}).slice(0, 1)
      case 'moment':
        return new Date().toISOString()
      case 'day':
        return '2026-04-01'
      case 'clock':
        return '09:00'
      case 'link':
        return await this.#target(field.target?.().name ?? '')
      case 'file':
        return await this.photo()
      case 'signature':
        return { image: await this.photo(), signedAt: new Date().toISOString() }
      case 'group':
        return await this.#parts(field.parts ?? {}, everything)
      case 'list':
        return [await this.#parts(field.parts ?? {}, everything)]
    }
  }

  async #parts(parts: Parts, everything: boolean): Promise<Record<string, unknown>> {
    const wanted = Object.entries(parts).filter(([, part]) => everything || part.required)
    const values: Record<string, unknown> = {}
    for (const [key, part] of wanted) values[key] = await this.value(part, everything)
    return values
  }

  /** A photo nobody has stored yet, stored. */
  async photo() {
    return await this.house.as('aya').stores(picture(unique()))
  }
}
