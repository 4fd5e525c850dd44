/**
 * The roll call's list: everybody who is here, with what one needs to know to find and recognise
 * them. Only who reads the ledger is told, and that they were told is journalled.
 */
import { companyOf } from '../../models/company.ts'
import { calledBy, callRowOf, inCallOrder } from '../../models/derive/rollcall.ts'
import { linksOf, titleOf } from '../../models/derive/views.ts'
import type { RollCallView } from '../../models/figures.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Actor } from '../../models/roles.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { settingsOf } from '../house.ts'
import type { House } from '../house.ts'
import { labelsOf } from './present.ts'
import { everyRecord } from './reads.ts'

/**
 * Who is here now.
 *
 * @throws Problem not-allowed for who may not read a ledger that is called
 */
export async function rollCall(house: House, actor: Actor): Promise<RollCallView> {
  const called = calledBy(house.ledgers, actor)
  if (called.length === 0) throw new Problem('not-allowed')
  const now = new Date().toISOString()
  const found = await Promise.all(called.map((ledger) => here(house, ledger, actor)))
  const rows = found.flat().slice(0, limits.wallStandingMax)
  const ids = rows.flatMap(({ ledger, row }) => linksOf(ledger, row.facts))
  const settings = await settingsOf(house)
  return {
    now,
    company: companyOf(settings),
    rows: rows.map(({ row }) => row).sort(inCallOrder),
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
  return found.map((stored) => {
    const record = recordOf(stored)
    return { ledger, row: callRowOf(ledger, { ...record, title: titleOf(ledger, record) }) }
  })
}
