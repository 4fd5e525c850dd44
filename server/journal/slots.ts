/**
 * Fills the sort slots of records that were stored before their ledger declared them. It runs once
 * after such an upgrade and before the house opens, because a list in half an order is a wrong one.
 */
import { slotsOf, slotsSignature } from '../../models/derive/sorting.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { Database } from '../../models/stored/database.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'

/**
 * Makes sure every stored record stands in the orders its ledger declares.
 *
 * @returns how many records were written
 */
export async function fillSlots(database: Database, ledgers: readonly Ledger[]): Promise<number> {
  const known = new Map(
    (await database.projections.find().lean()).map(({ _id, slots }) => [_id, slots]),
  )
  let filled = 0
  for (const ledger of ledgers) {
    const slots = slotsSignature(ledger)
    if ((known.get(ledger.name) ?? '') === slots) continue
    filled += await fillLedger(database, ledger)
    await database.projections.updateOne(
      { _id: ledger.name },
      { $set: { slots } },
      { upsert: true },
    )
  }
  return filled
}

async function fillLedger(database: Database, ledger: Ledger): Promise<number> {
  let after = ''
  let filled = 0
  for (;;) {
    const records = (
      await selectRecords(database.records, { ledger: ledger.name, number: { $gt: after } })
        .sort({ number: 1 })
        .limit(limits.refillAtOnceMax)
    ).map(recordOf)
    const last = records.at(-1)
    if (!last) return filled
    // Never over a later projection, which has made its own.
    const writes = records.map(({ id, seq, facts }) => ({
      updateOne: { filter: { _id: id, seq }, update: { $set: slotsOf(ledger, facts) } },
    }))
    await database.records.collection.bulkWrite(writes as never, { ordered: false })
    filled += records.length
    after = last.number
  }
}
