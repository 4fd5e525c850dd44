/**
 * The lines of a roll call, made from records the same way by the server and by a device that has
 * lost it: a list that says otherwise without a network would be worse than none.
 */
import type { CallRow } from '../figures.ts'
import type { Ledger } from '../ledger.ts'
import type { Facts } from '../record.ts'
import type { Actor } from '../roles.ts'
import type { RecordView } from '../shown.ts'
import { readGrant } from './permissions.ts'
import { slotOf, slotsOf } from './sorting.ts'

/** The ledgers whose people an actor may call. */
export function calledBy(ledgers: readonly Ledger[], actor: Actor): readonly Ledger[] {
  return ledgers.filter((ledger) => ledger.rollCall && readGrant(ledger, actor) === 'all')
}

/** Whether a record in this state is called. */
export function isCalled(ledger: Ledger, state: string): boolean {
  return ledger.rollCall?.states.includes(state) === true
}

/** A record as a line of the roll call. */
export function callRowOf(
  ledger: Ledger,
  record: Pick<RecordView, 'id' | 'number' | 'title' | 'facts'>,
): CallRow {
  const { groups, since, by, shows = [] } = ledger.rollCall ?? {}
  const from = since && record.facts[since]
  const slot = by === undefined ? undefined : slotOf(ledger, by)
  return {
    id: record.id,
    ledger: ledger.name,
    number: record.number,
    title: record.title,
    groups: groupNames(record.facts, groups),
    ...(slot && { order: slotsOf(ledger, record.facts)[slot] ?? '' }),
    ...(typeof from === 'string' && { since: from }),
    facts: Object.fromEntries(
      shows.flatMap((key) => {
        const value = record.facts[key]
        return value === undefined || value === null ? [] : [[key, value] as const]
      }),
    ),
  }
}

/** Orders lines as their names are read; those read alike as they came. */
export function inCallOrder(one: CallRow, other: CallRow): number {
  const [first = '', second = ''] = [one.order, other.order]
  if (first !== second) return first < second ? -1 : 1
  return one.number < other.number ? -1 : Number(one.number > other.number)
}

/** The names of the groups a record is in: the first part of each member of a list. */
export function groupNames(facts: Facts, key: string | undefined): string[] {
  const listed = key === undefined ? undefined : facts[key]
  if (!Array.isArray(listed)) return []
  const names = (listed as readonly Facts[]).map((one) => Object.values(one)[0])
  return [...new Set(names.filter((name): name is string => typeof name === 'string'))]
}
