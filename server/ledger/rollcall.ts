/**
 * The roll call's list: everybody who is here, with what one needs to know to find and recognise
 * them. Only who reads the ledger is told, and that they were told is journalled.
 */
import { readGrant } from '../../models/derive/permissions.ts'
import { linksOf, titleOf } from '../../models/derive/views.ts'
import type { CallRow, RollCallView } from '../../models/figures.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { settingsOf } from '../house.ts'
import type { House } from '../house.ts'
import { labelsOf } from './present.ts'
import { everyRecord } from './reads.ts'
import { companyOf, groupNames } from './wall.ts'

/**
 * Who is here now.
 *
 * @throws Problem not-allowed for who may not read a ledger that is called
 */
export async function rollCall(house: House, actor: Actor): Promise<RollCallView> {
  const called = house.ledgers.filter(
    (ledger) => ledger.rollCall && readGrant(ledger, actor) === 'all',
  )
  if (called.length === 0) throw new Problem('not-allowed')
  const now = new Date().toISOString()
  const found = await Promise.all(called.map((ledger) => here(house, ledger, actor)))
  const rows = found.flat().slice(0, limits.wallStandingMax)
  const ids = rows.flatMap(({ ledger, row }) => linksOf(ledger, row.facts))
  const settings = await settingsOf(house)
  return {
    now,
    company: companyOf(settings),
    rows: rows.map(({ row }) => row),
    partial: rows.length === limits.wallStandingMax,
    linked: await labelsOf(house, ids),
  }
}

async function here(house: House, ledger: Ledger, actor: Actor) {
  const states = ledger.rollCall?.states ?? []
  const tags = { $in: states.map((state) => `state:${state}`) }
  const found = await selectRecords(house.database.records, { ledger: ledger.name, tags })
    .sort({ number: 1 })
    .limit(limits.wallStandingMax)
  await house.reads.read(ledger, everyRecord, actor, { rollCall: true })
  return found.map((stored) => ({ ledger, row: rowOf(ledger, recordOf(stored)) }))
}

function rowOf(ledger: Ledger, record: LedgerRecord): CallRow {
  const { groups, since, shows = [] } = ledger.rollCall ?? {}
  const from = since && record.facts[since]
  return {
    id: record.id,
    ledger: ledger.name,
    number: record.number,
    title: titleOf(ledger, record),
    groups: groupNames(record.facts, groups),
    ...(typeof from === 'string' && { since: from }),
    facts: Object.fromEntries(
      shows.flatMap((key) => {
        const value = record.facts[key]
        return value === undefined || value === null ? [] : [[key, value] as const]
      }),
    ),
  }
}
