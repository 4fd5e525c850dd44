/**
 * What a new record repeats of the one before. Repeated is what was wanted, from where and why;
 * never what tells one thing or one moment from another, nor what a person signs or vouches for:
 * numbers of things, times, signatures, files, names, yes and no.
 */
import type { Field, FieldKind, Parts } from '../../models/field.ts'
import { takenBy } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import { ledgerNamed } from '../house.ts'

const repeated: ReadonlySet<FieldKind> = new Set([
  'text',
  'lines',
  'number',
  'choice',
  'choices',
  'group',
  'list',
])

/** What is repeated of a field's value; undefined when nothing is. */
function repeatOf(field: Field, value: unknown): unknown {
  if (value === undefined || value === null || field.personal) return undefined
  if (field.kind === 'link') {
    // A register holds what comes again; any other record was of that one time.
    const lasting = ledgerNamed(field.target?.().name)?.register === true
    return lasting && field.unheld === undefined ? value : undefined
  }
  if (!repeated.has(field.kind)) return undefined
  if (!field.parts) return value
  const { parts } = field
  if (field.kind === 'group') return partsOf(parts, value as Facts)
  const rows = (value as readonly Facts[]).flatMap((row) => partsOf(parts, row) ?? [])
  return rows.length > 0 ? rows : undefined
}

/** A group without what is not repeated; nothing where one part of it cannot be missing. */
function partsOf(parts: Parts, members: Facts): Facts | undefined {
  const kept = Object.entries(parts).flatMap(([key, part]) => {
    const value = repeatOf(part, members[key])
    return value === undefined ? [] : [[key, value] as const]
  })
  const whole = Object.entries(parts).every(
    ([key, part]) => !part.required || kept.some(([name]) => name === key),
  )
  return whole && kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** What a creating act repeats of an earlier record's facts. */
export function repeatedBy(ledger: Ledger, act: Act, facts: Facts): Facts {
  const found = takenBy(act).map((key) => {
    const field = ledger.fields[key]
    return [key, field && repeatOf(field, facts[key])] as const
  })
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

/** The field in which a creating act keeps who did it. */
export function ownField(act: Act): string | undefined {
  return Object.entries(act.stamps ?? {}).find(([, stamp]) => stamp === 'actor')?.[0]
}
