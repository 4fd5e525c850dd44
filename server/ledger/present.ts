/**
 * What leaves the house: a record as one caller may see it, with the acts they may do now and
 * the names of whatever it links to. Clients draw only what stands here.
 */
import { namedIn, viewOf } from '../../models/derive/present.ts'
import { titleOf } from '../../models/derive/views.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Linked, RecordView } from '../../models/shown.ts'
import type { Database } from '../../models/stored/database.ts'
import { readRecords } from '../../models/stored/records.ts'

export { dueAt, dueDays } from '../../models/derive/present.ts'

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
    return ledger ? [{ ledger, record, named: namedIn(ledger, record, presenting.actor) }] : []
  })
  const linked = await labelsOf(
    presenting,
    views.flatMap(({ named }) => named),
  )
  return views.map(({ ledger, record, named }) =>
    viewOf(ledger, record, presenting, pick(linked, named)),
  )
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
