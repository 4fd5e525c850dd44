/**
 * Presents a record as one caller may see it, from what is at hand: pure, so that the server and
 * a tablet that works without it say the same of the same record.
 */
import type { Ledger } from '../ledger.ts'
import type { Facts, LedgerRecord } from '../record.ts'
import type { Actor } from '../roles.ts'
import type { Linked, RecordView } from '../shown.ts'
import { allowedActs, readGrant, visibleFacts } from './permissions.ts'
import { linksOf } from './views.ts'

/** Who sees it, when, and by which settings. */
export interface Seeing {
  readonly actor: Actor
  readonly now: Date
  /** The facts of the settings register, for the days that dues add. */
  readonly settings: Facts
}

/** Ids whose names go with a record; a device that sees a few facts is told no person's name. */
export function namedIn(ledger: Ledger, record: LedgerRecord, actor: Actor): string[] {
  const grant = readGrant(ledger, actor)
  const narrow = typeof grant === 'object' && 'by' in grant
  const people = narrow ? [] : [record.createdBy, record.changedBy]
  return [...linksOf(ledger, visibleFacts(ledger, record, actor)), ...people]
}

/** A record as a caller sees it, with the acts they may do now. */
export function viewOf(
  ledger: Ledger,
  record: LedgerRecord,
  { actor, now, settings }: Seeing,
  linked: Linked,
): RecordView {
  const facts = visibleFacts(ledger, record, actor)
  return {
    id: record.id,
    ledger: record.ledger,
    number: record.number,
    state: record.state,
    revision: record.revision,
    seq: record.seq,
    title: ledger.title(facts) ?? record.number,
    facts,
    createdAt: record.createdAt,
    createdBy: record.createdBy,
    changedAt: record.changedAt,
    changedBy: record.changedBy,
    dues: record.dues.map(({ name, from }) => {
      const at = dueAt(ledger, name, from, settings)
      return { name, at, overdue: at < now.toISOString() }
    }),
    erased: record.erased,
    acts: allowedActs(ledger, record, actor),
    linked,
  }
}

/** When something counted from a moment falls due, with the days the settings add. */
export function dueAt(ledger: Ledger, name: string, from: string, settings: Facts): string {
  return new Date(Date.parse(from) + dueDays(ledger, name, settings) * 86_400_000).toISOString()
}

/** The days a due adds to the moment it counts from. */
export function dueDays(ledger: Ledger, name: string, settings: Facts): number {
  const key = ledger.dues?.[name]?.plusDays
  return key === undefined ? 0 : Number(settings[key] ?? 0)
}
