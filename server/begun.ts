/**
 * How far the set-up of a house is, found in what stands in its ledgers rather than noted
 * somewhere: whoever lays down the company's name on another way has done that step, too.
 */
import { actNamed, creates } from '../models/ledger.ts'
import { setupSteps } from '../models/ledgers/beginning.ts'
import type { Made, SetupStep, StepView } from '../models/ledgers/beginning.ts'
import { firstRecords } from '../models/ledgers.ts'
import { limits } from '../models/limits.ts'
import { systemActor } from '../models/roles.ts'
import type { Actor } from '../models/roles.ts'
import { recordOf, selectRecords } from '../models/stored/records.ts'
import type { House } from './house.ts'

/** The steps whose acts the actor holds, in their order; none for most people. */
export async function stepsOf(house: House, actor: Actor): Promise<readonly StepView[]> {
  const theirs = setupSteps.filter(({ ledger, act }) => {
    const known = house.ledgers.some(({ name }) => name === ledger.name)
    return known && actNamed(ledger, act)?.by.some((role) => actor.roles.includes(role))
  })
  return await Promise.all(theirs.map((step) => viewOf(house, step)))
}

async function viewOf({ database }: House, step: SetupStep): Promise<StepView> {
  const { ledger, act, done } = step
  const found = await selectRecords(database.records, { ledger: ledger.name })
    .sort({ number: 1 })
    .limit(limits.setupRecordsMax)
  const records = found.map(recordOf)
  const [first] = records
  const declared = actNamed(ledger, act)
  const changes = declared !== undefined && !creates(declared)
  return {
    ledger: ledger.name,
    done: done(records, madeUp(ledger.name)),
    ...(changes && first && { record: first.id }),
  }
}

/** The record of a ledger as the software made it at first start. */
function madeUp(ledger: string): Made {
  const first = firstRecords.find((one) => one.ledger.name === ledger)
  return { by: systemActor.id, facts: { ...first?.fields } }
}
