/** The live board: how each ledger stands, what is overdue, who is inside, what was done last. */
import { readGrant } from '../../models/derive/permissions.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { presentingTo, settingsOf } from '../house.ts'
import type { House } from '../house.ts'
import type { Actor } from '../../models/roles.ts'
import { toldActs } from './acts.ts'
import { overdue } from './list.ts'
import { present } from './present.ts'

/** How a ledger stands now, and the board's last acts. */
export async function board(house: House, actor: Actor) {
  const now = new Date()
  const seen = house.ledgers.filter(
    (ledger) => !ledger.register && readGrant(ledger, actor) === 'all',
  )
  const [ledgers, last] = await Promise.all([
    Promise.all(seen.map((ledger) => standing(house, ledger, actor, now))),
    lastActs(house, new Map(seen.map((ledger) => [ledger.name, ledger]))),
  ])
  return { now: now.toISOString(), ledgers, last, size: house.log.size }
}

async function standing(house: House, ledger: Ledger, actor: Actor, now: Date) {
  const { records } = house.database
  const settings = await settingsOf(house)
  const watched = ledger.watches ?? []
  const [states, dues, listed] = await Promise.all([
    countStates(house, ledger),
    Promise.all(
      Object.keys(ledger.dues ?? {}).map(async (name) => {
        const match = { $elemMatch: overdue({ ledger, now, settings }, name) }
        return [name, await records.countDocuments({ ledger: ledger.name, dues: match })] as const
      }),
    ),
    watched.length === 0
      ? []
      : selectRecords(records, {
          ledger: ledger.name,
          tags: { $in: watched.map((state) => `state:${state}`) },
        })
          .sort({ number: -1 })
          .limit(limits.boardRowsMax),
  ])
  return {
    name: ledger.name,
    total: Object.values(states).reduce((sum, one) => sum + one, 0),
    states,
    dues: Object.fromEntries(dues),
    watched: await present(listed.map(recordOf), await presentingTo(house, actor)),
  }
}

/** Counts by state, each a count over an index. */
async function countStates(house: House, ledger: Ledger): Promise<Record<string, number>> {
  const counted = await Promise.all(
    Object.keys(ledger.states).map(async (state) => {
      const filter = { ledger: ledger.name, tags: `state:${state}` }
      return [state, await house.database.records.countDocuments(filter)] as const
    }),
  )
  return Object.fromEntries(counted)
}

async function lastActs(house: House, seen: ReadonlyMap<string, Ledger>) {
  return (await toldActs(house))
    .filter(({ ledger }) => seen.has(ledger))
    .slice(0, limits.boardActsMax)
    .map(({ seq, act, ledger, record, number, title, actor, at }) => ({
      seq,
      act,
      ledger,
      record,
      number,
      title,
      actor,
      at,
    }))
}
