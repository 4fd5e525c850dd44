/**
 * What a form proposes before anybody typed, so that most of it only has to be looked at: what was
 * used last, or what is usual. A correction starts from what stands in the record and is proposed
 * nothing.
 */
import type { Field, Parts } from '../../models/field.ts'
import { takenBy } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import { corrects } from '../house.ts'
import type { Memory } from './memory.ts'

/** Where a proposed value comes from: the last time, the house's habit, a record, or a report. */
export type Origin = 'remembered' | 'usual' | 'known' | 'again' | 'report'

export type Proposals = ReadonlyMap<string, { readonly value: unknown; readonly origin: Origin }>

/** Whoever fills in the form, and when, to the minute. */
export interface Filler {
  readonly account: string
  readonly now: string
}

/** What is usual for a field; undefined when nothing is. */
export function usualOf(field: Field, { account, now }: Filler): unknown {
  const { usual } = field
  if (usual === undefined) return undefined
  if (usual === 'actor') return account
  if ('value' in usual) return usual.value
  return new Date(Date.parse(now) + usual.hours * 3_600_000).toISOString()
}

/** A new row of a list, with what is usual in it. */
export function rowOf(parts: Parts | undefined, filler: Filler): Facts {
  const row = Object.entries(parts ?? {}).map(([key, part]) => [key, usualOf(part, filler)])
  return Object.fromEntries(row.filter(([, value]) => value !== undefined))
}

/** What an act's form begins with beyond the record's own facts. */
export function proposalsFor(
  ledger: Ledger,
  act: Act,
  memory: Pick<Memory, 'recall'>,
  filler: Filler,
): Proposals {
  const found = new Map<string, { value: unknown; origin: Origin }>()
  if (corrects(act)) return found
  for (const key of takenBy(act)) {
    const field = ledger.fields[key]
    if (!field) continue
    const remembered = memory.recall(ledger, key)
    const value = remembered ?? usualOf(field, filler)
    if (value === undefined) continue
    found.set(key, { value, origin: remembered === undefined ? 'usual' : 'remembered' })
  }
  return found
}
