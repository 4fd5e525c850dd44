/**
 * What was done last, with the names of what it was done to and by whom, for the board and the
 * wall alike.
 */
import { titleOf } from '../../models/derive/views.ts'
import { limits } from '../../models/limits.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { roleNames } from '../../models/roles.ts'
import { readRecords } from '../../models/stored/records.ts'
import type { House } from '../house.ts'
import { readLeaf } from '../journal/leaf.ts'

/** One act of late; `actor` is a name, `role` what they did it as. */
export interface ToldAct {
  readonly seq: number
  readonly act: string
  readonly ledger: string
  readonly record: string
  readonly number: string | undefined
  readonly title: string
  readonly actor: string
  readonly role: string | undefined
  readonly at: string
}

/** The latest acts on anything but registers, newest first: those the look back holds. */
export async function toldActs({
  database,
  ledgers,
  log,
}: Pick<House, 'database' | 'ledgers' | 'log'>): Promise<ToldAct[]> {
  const byName = new Map(ledgers.map((ledger) => [ledger.name, ledger]))
  const stored = await database.entries
    .find({ _id: { $gte: log.size - limits.boardLookBackMax } })
    .sort({ _id: -1 })
    .lean()
  const entries = stored
    .map((one) => readLeaf(one.leaf))
    .filter(({ revision, ledger }) => revision !== undefined && !byName.get(ledger)?.register)
  const ids = entries.flatMap(({ record, actor }) => [record, actor])
  const records = await readRecords(database.records, { _id: { $in: [...new Set(ids)] } })
  const byId = new Map(records.map((record) => [record.id, record]))
  const called = (id: string) => {
    const record = byId.get(id)
    const ledger = record && byName.get(record.ledger)
    return record && ledger ? titleOf(ledger, record) : id
  }
  return entries.map(({ seq, act, ledger, record, actor, at }) => ({
    seq,
    act,
    ledger,
    record,
    number: byId.get(record)?.number,
    title: called(record),
    actor: called(actor),
    role: roleOf(byId.get(actor)),
    at,
  }))
}

/** The first role of whoever acted; none for the software itself. */
function roleOf(account: LedgerRecord | undefined): string | undefined {
  const held = account?.facts['roles']
  return Array.isArray(held) ? roleNames.find((role) => held.includes(role)) : undefined
}
