/**
 * What leaves the house: a record as one caller may see it, with the acts they may do now and
 * the names of whatever it links to. Clients draw only what stands here.
 */
import { allowedActs, readGrant, visibleFacts } from '../../models/derive/permissions.ts'
import { linksOf, titleOf } from '../../models/derive/views.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Linked, RecordView } from '../../models/shown.ts'
import type { Database } from '../../models/stored/database.ts'
import { readRecords } from '../../models/stored/records.ts'

/** What presenting needs to know besides the records. */
export interface Presenting {
  readonly database: Database
  readonly ledgers: readonly Ledger[]
  readonly actor: Actor
  readonly now: Date
  /** The facts of the settings register, for the days that dues add. */
  readonly settings: Facts
}

/** Presents records of one or several ledgers, resolving all their links in one read. */
export async function present(
  records: readonly LedgerRecord[],
  presenting: Presenting,
): Promise<RecordView[]> {
  const byName = new Map(presenting.ledgers.map((ledger) => [ledger.name, ledger]))
  const views = records.flatMap((record) => {
    const ledger = byName.get(record.ledger)
    return ledger ? [{ ledger, record, facts: visibleFacts(ledger, record, presenting.actor) }] : []
  })
  const named = views.map((view) => namedIn(view, presenting.actor))
  const linked = await labelsOf(presenting, named.flat())
  return views.map(({ ledger, record, facts }, at) => ({
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
    dues: duesOf(ledger, record, presenting),
    erased: record.erased,
    acts: allowedActs(ledger, record, presenting.actor),
    linked: pick(linked, named[at] ?? []),
  }))
}

interface Seen {
  readonly ledger: Ledger
  readonly record: LedgerRecord
  readonly facts: Facts
}

/** Ids whose names go with a record; a device that sees a few facts is told no person's name. */
function namedIn({ ledger, record, facts }: Seen, actor: Actor): string[] {
  const grant = readGrant(ledger, actor)
  const narrow = typeof grant === 'object' && 'by' in grant
  return [...linksOf(ledger, facts), ...(narrow ? [] : [record.createdBy, record.changedBy])]
}

/** Presents one record. */
export async function presentOne(
  record: LedgerRecord,
  presenting: Presenting,
): Promise<RecordView> {
  const [view] = await present([record], presenting)
  if (!view) throw new Error(`a record of an undeclared ledger ${record.ledger}`)
  return view
}

function duesOf(ledger: Ledger, record: LedgerRecord, { now, settings }: Presenting) {
  return record.dues.map(({ name, from }) => {
    const at = dueAt(ledger, name, from, settings)
    return { name, at, overdue: at < now.toISOString() }
  })
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

/** Names of records by id, for whatever links to them. */
export async function labelsOf(
  { database, ledgers }: Pick<Presenting, 'database' | 'ledgers'>,
  ids: readonly string[],
): Promise<Linked> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return {}
  const byName = new Map(ledgers.map((ledger) => [ledger.name, ledger]))
  const found = await readRecords(database.records, { _id: { $in: wanted } })
  return Object.fromEntries(
    found.flatMap((record) => {
      const ledger = byName.get(record.ledger)
      if (!ledger) return []
      const { id, number, state } = record
      const label = { id, ledger: ledger.name, number, title: titleOf(ledger, record), state }
      return [[id, label] as const]
    }),
  )
}

function pick(linked: Linked, ids: readonly string[]): Linked {
  return Object.fromEntries(ids.flatMap((id) => (linked[id] ? [[id, linked[id]] as const] : [])))
}
