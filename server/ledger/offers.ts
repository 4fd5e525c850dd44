/**
 * The few records a link field is offered: those of a register that are in use, without the ones
 * some record holds already. Both questions are answered by an index.
 */
import { readGrant } from '../../models/derive/permissions.ts'
import { titleOf } from '../../models/derive/views.ts'
import type { Field } from '../../models/field.ts'
import { creates } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Actor } from '../../models/roles.ts'
import type { LinkLabel } from '../../models/shown.ts'
import type { Database } from '../../models/stored/database.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'

/**
 * Records offered for a link: of a register those in the state their creation leads to; free ones
 * by number, others the most recently changed first.
 *
 * @throws Problem not-allowed when the actor may not list the target
 */
export async function offered(
  database: Database,
  target: Ledger,
  { unheld, among = {} }: Field,
  actor: Actor,
): Promise<LinkLabel[]> {
  if (readGrant(target, actor) !== 'all') throw new Problem('not-allowed')
  const held = unheld === undefined ? [] : await heldBy(database, `${unheld}:`)
  const states = target.register ? usedStates(target) : Object.keys(target.states)
  const tags = Object.entries(among).map(([key, values]) => ({
    tags: { $in: values.map((value) => `${key}:${value}`) },
  }))
  const filter = {
    ledger: target.name,
    state: { $in: states },
    ...(tags.length > 0 && { $and: tags }),
    ...(held.length > 0 && { _id: { $nin: held } }),
  }
  const found = await selectRecords(database.records, filter)
    .sort(unheld === undefined ? { changedAt: -1, _id: -1 } : { number: 1 })
    .limit(limits.offersMax)
  return found.map(recordOf).map((record) => ({
    id: record.id,
    ledger: target.name,
    number: record.number,
    title: titleOf(target, record),
    state: record.state,
  }))
}

function usedStates(target: Ledger): string[] {
  return Object.values(target.acts).flatMap(({ from, to, ...act }) =>
    creates({ ...act, from, to }) && typeof to === 'string' ? [to] : [],
  )
}

/** Ids of the records that some record holds by keys that begin so. */
async function heldBy(database: Database, prefix: string): Promise<string[]> {
  const holders = await database.records
    .find({ holds: { $regex: `^${prefix}` } }, { holds: 1 })
    .lean<{ holds: readonly string[] }[]>()
  const keys = holders.flatMap(({ holds }) => holds)
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
}
