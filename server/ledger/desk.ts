/**
 * What waits for somebody: applications to decide, what is overdue, what outlasted its day, and
 * what a person has under way. Every group is a bounded read of an index with its total beside it.
 */
import { holdsAct, readGrant } from '../../models/derive/permissions.ts'
import { slotOf } from '../../models/derive/sorting.ts'
import { settlingAct } from '../../models/desk.ts'
import type { DeskCounts, DeskView, Open, Waiting } from '../../models/desk.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { readsJournal } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { midnightBefore, wallTime } from '../../models/zone.ts'
import { presentingTo, settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { overdue } from './list.ts'
import { objectionsTo } from './objections.ts'
import { present } from './present.ts'
import { everyRecord } from './reads.ts'

type Filter = Record<string, unknown>

/** A group before it is read: whom it concerns and how it is found. */
interface Sought extends Pick<Waiting, 'kind' | 'name' | 'query'> {
  readonly ledger: Ledger
  readonly filter: Filter
  /** An index that gives the longest waiting first. */
  readonly hint?: Record<string, 1 | -1>
  readonly sort?: Record<string, 1 | -1>
}

/**
 * Everything that waits, as far as an actor may see it.
 *
 * @param now the moment it is judged at
 * @throws Problem not-allowed for whoever sees no ledger as a whole
 */
export async function desk(house: House, actor: Actor, now = new Date()): Promise<DeskView> {
  const seen = ledgersOf(house, actor)
  const sought = await soughtBy(house, actor, now)
  const [waiting, open, oversight] = await Promise.all([
    Promise.all(sought.map((one) => waitingOf(house, one, actor))),
    openOf(house, seen),
    readsJournal(actor) ? oversightOf(house) : {},
  ])
  return {
    now: now.toISOString(),
    waiting: waiting.filter(({ total }) => total > 0),
    open,
    ...oversight,
  }
}

/** How much of it the actor can do something about. */
export async function deskCounts(house: House, actor: Actor): Promise<DeskCounts> {
  const sought = (await soughtBy(house, actor, new Date())).filter((one) => {
    const settling = settlingAct(one.ledger, one)
    return settling && holdsAct(actor, settling.act)
  })
  const counts = await Promise.all(sought.map(async (one) => await countOf(house, one)))
  const ledgers: Record<string, number> = {}
  for (const [at, { ledger }] of sought.entries()) {
    const count = counts[at] ?? 0
    if (count > 0) ledgers[ledger.name] = (ledgers[ledger.name] ?? 0) + count
  }
  return { total: counts.reduce((sum, one) => sum + one, 0), ledgers }
}

function ledgersOf(house: House, actor: Actor): readonly Ledger[] {
  const seen = house.ledgers.filter((ledger) => readGrant(ledger, actor) === 'all')
  if (!seen.some(({ register }) => !register)) throw new Problem('not-allowed')
  return seen
}

async function soughtBy(house: House, actor: Actor, now: Date): Promise<Sought[]> {
  const settings = await settingsOf(house)
  const seen = ledgersOf(house, actor)
  return [
    ...seen.flatMap(decisions),
    ...seen.flatMap((ledger) => outlasting(ledger, now, zoneOf(house, settings))),
    ...seen.flatMap((ledger) => dues(ledger, now, settings)),
    ...seen.flatMap((ledger) => mine(ledger, actor)),
  ]
}

function decisions(ledger: Ledger): Sought[] {
  return (ledger.decides?.states ?? []).map((state) => ({
    ledger,
    kind: 'decision' as const,
    name: state,
    query: { state },
    filter: { ledger: ledger.name, tags: `state:${state}` },
    sort: { number: 1 as const },
  }))
}

function outlasting(ledger: Ledger, now: Date, timeZone: string): Sought[] {
  const { daily } = ledger
  const slot = daily && slotOf(ledger, daily.since)
  if (!daily || slot === undefined) return []
  const midnight = midnightBefore(now.toISOString(), timeZone)
  const yesterday = wallTime(new Date(Date.parse(midnight) - 1).toISOString(), timeZone)
  return daily.states.map((state) => ({
    ledger,
    kind: 'daily' as const,
    name: state,
    query: { state, [daily.since]: `..${yesterday.slice(0, 10)}` },
    filter: {
      ledger: ledger.name,
      tags: `state:${state}`,
      [slot]: { $gt: '', $lt: midnight },
    },
    sort: { number: 1 as const },
  }))
}

function dues(ledger: Ledger, now: Date, settings: Facts): Sought[] {
  return Object.entries(ledger.dues ?? {}).flatMap(([name, due]) => {
    // What waits for a decision is listed as that, with its due beside it.
    if (due.settledBy !== undefined && due.settledBy === ledger.decides?.approve) return []
    return {
      ledger,
      kind: 'due' as const,
      name,
      query: { due: name },
      filter: {
        ledger: ledger.name,
        dues: { $elemMatch: overdue({ ledger, now, settings }, name) },
      },
      hint: { ledger: 1 as const, 'dues.name': 1 as const, 'dues.from': 1 as const },
    }
  })
}

/** What names the actor and is under way: being decided, or in a state the ledger watches. */
function mine(ledger: Ledger, actor: Actor): Sought[] {
  if (ledger.register) return []
  const states = new Set([...(ledger.decides?.states ?? []), ...(ledger.watches ?? [])])
  return [...states].map((state) => ({
    ledger,
    kind: 'mine' as const,
    name: state,
    query: { state, link: actor.id },
    filter: { ledger: ledger.name, tags: { $all: [`state:${state}`, `link:${actor.id}`] } },
    sort: { number: -1 as const },
  }))
}

async function countOf(house: House, { filter }: Sought): Promise<number> {
  const { records } = house.database
  return await records.countDocuments(filter, { limit: limits.countRowsMax })
}

async function waitingOf(house: House, sought: Sought, actor: Actor): Promise<Waiting> {
  const { ledger, kind, name, query } = sought
  const [records, total] = await Promise.all([rowsOf(house, sought), countOf(house, sought)])
  if (records.length > 0) await house.reads.read(ledger, everyRecord, actor, { desk: name })
  const { decides } = ledger
  const objections =
    kind === 'decision' && decides
      ? await objectionsTo(house, ledger, [decides.approve, decides.reject], records, actor)
      : undefined
  return {
    kind,
    ledger: ledger.name,
    name,
    total,
    query,
    records: await present(records, await presentingTo(house, actor)),
    ...(objections && { objections }),
  }
}

async function rowsOf(house: House, { filter, sort, hint }: Sought): Promise<LedgerRecord[]> {
  const found = selectRecords(house.database.records, filter).limit(limits.deskRowsMax)
  if (sort) found.sort(sort)
  if (hint) found.hint(hint)
  return (await found).map(recordOf)
}

async function openOf(house: House, seen: readonly Ledger[]): Promise<Open[]> {
  const open = seen.flatMap((ledger): Omit<Open, 'count'>[] => {
    const waits = Object.entries(ledger.dues ?? {}).filter(([, due]) => due.waits)
    const states = new Set([...(ledger.watches ?? []), ...waits.flatMap(([, due]) => due.states)])
    return [...states].map((state) => {
      const due = waits.find(([, one]) => one.states.includes(state))?.[0]
      return { ledger: ledger.name, state, ...(due !== undefined && { due }) }
    })
  })
  return await Promise.all(
    open.map(async (one) => {
      const filter = { ledger: one.ledger, tags: `state:${one.state}` }
      return { ...one, count: await house.database.records.countDocuments(filter) }
    }),
  )
}

/** What those who read the journal look after: that no number is missing and the head is signed. */
async function oversightOf(house: House): Promise<Pick<DeskView, 'numbers' | 'journal'>> {
  const [numbers, checkpoint] = await Promise.all([
    house.numbers.counted(),
    house.database.checkpoints.findOne({}, { at: 1 }).sort({ _id: -1 }).lean(),
  ])
  const { log, signer } = house
  return {
    numbers,
    journal: {
      size: log.size,
      signed: signer.latest.size,
      ...(checkpoint && { signedAt: checkpoint.at.toISOString() }),
    },
  }
}
