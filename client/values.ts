/**
 * Between what a form holds and what an act is given lie a few plain steps: dropping what was
 * left empty, sending only what a correction changed, and finding which field a fault belongs to.
 */
import type { Field } from '../models/fields.ts'
import { takenBy } from '../models/ledger.ts'
import type { Act, Ledger } from '../models/ledger.ts'
import type { Facts } from '../models/record.ts'

/** Sentences by dotted path of the field they belong to. */
export type Faults = Readonly<Record<string, string>>

/** A value without anything left empty; undefined when nothing is left of it. */
export function tidy(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (value === null) return undefined
  if (Array.isArray(value)) {
    const kept = value.map(tidy).filter((one) => one !== undefined)
    return kept.length > 0 ? kept : undefined
  }
  if (typeof value !== 'object') return value
  const kept = Object.entries(value)
    .map(([key, member]) => [key, tidy(member)] as const)
    .filter(([, member]) => member !== undefined)
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** Whether two values are the same, whatever the order of their members. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length || Array.isArray(one) !== Array.isArray(other)) {
    return false
  }
  return keys.every((key) => same(Reflect.get(one, key), Reflect.get(other, key)))
}

/**
 * What an act is given: what was filled in; where the form started from facts, only what differs
 * from them, with null for what was emptied. Needed fields always go along.
 */
export function givenFrom(act: Act, values: Facts, started: Facts): Facts {
  const given: Record<string, unknown> = {}
  for (const key of takenBy(act)) {
    const value = tidy(values[key])
    const before = started[key]
    const needed = act.needs?.includes(key) ?? false
    if (value === undefined) {
      if (before !== undefined && !needed) given[key] = null
    } else if (needed || before === undefined || !same(value, before)) given[key] = value
  }
  return given
}

/** What a form starts with: one empty row where a list is needed, so that nobody has to ask. */
export function withRows(ledger: Ledger, act: Act, facts: Facts): Facts {
  const rows = (act.needs ?? [])
    .filter((key) => ledger.fields[key]?.kind === 'list' && facts[key] === undefined)
    .filter((key) => !holdsFiles(ledger.fields[key]))
    .map((key) => [key, [{}]])
  return { ...facts, ...Object.fromEntries(rows) }
}

/** Whether the rows of a list are files, which are taken and not filled in. */
function holdsFiles(field: Field | undefined): boolean {
  return Object.values(field?.parts ?? {}).some((part) => part.kind === 'file' && part.required)
}

/** The first needed moment of an act is now, unless something is known already. */
export function withNow(ledger: Ledger, act: Act, facts: Facts, now: string): Facts {
  const key = (act.needs ?? []).find((one) => ledger.fields[one]?.kind === 'moment')
  return key === undefined || facts[key] !== undefined ? facts : { ...facts, [key]: now }
}

/** How many of these faults stand at a path or below it. */
export function faultsAt(faults: Faults, path: string): number {
  return Object.keys(faults).filter((one) => one === path || one.startsWith(`${path}.`)).length
}

/** Numbers counted up from a first one, keeping its letters and its width: `CD-009`, `CD-010`. */
export function countedFrom(first: string, count: number): readonly string[] {
  const [, head = '', digits, tail = ''] = /^(.*?)(\d+)(\D*)$/.exec(first) ?? []
  if (digits === undefined) return []
  const from = Number(digits)
  return Array.from(
    { length: count },
    (_, at) => `${head}${String(from + at).padStart(digits.length, '0')}${tail}`,
  )
}

/** The lines of a pasted or scanned text, without the empty ones. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Whether a field has a single line one can scan or paste many of. */
export function isCounted(field: Field | undefined): boolean {
  return field?.kind === 'code' || field?.kind === 'text'
}
