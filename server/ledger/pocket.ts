/**
 * What a device carries so that its bearer can work without a network: the records their ledgers
 * declare for it, seen by the same grants as ever, bounded, and noted in the journal as any other
 * reading is. It is for one day: what is personal is not kept beyond it.
 */
import { createHash } from 'node:crypto'
import { holdsAct, readGrant } from '../../models/derive/permissions.ts'
import type { Carry, Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { RecordView } from '../../models/shown.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { presentingTo, settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { present } from './present.ts'
import { everyRecord } from './reads.ts'

const dayMs = 86_400_000

/** What a device carries of the house. */
export interface Pocketful {
  readonly asOf: string
  readonly endsAt: string
  readonly partial: boolean
  readonly records: readonly RecordView[]
}

/** What would go into a pocket, before anybody has seen it. */
export interface Found {
  readonly ledgers: readonly Ledger[]
  readonly records: readonly LedgerRecord[]
  readonly partial: boolean
  /** Names exactly this content, so that a device is sent nothing it has. */
  readonly tag: string
}

/** Finds what the pocket of an actor's device holds; nothing for whoever records nothing. */
export async function findPocket(house: House, actor: Actor, now: Date): Promise<Found> {
  const ledgers = carriedBy(house.ledgers, actor)
  const records: LedgerRecord[] = []
  let partial = false
  for (const ledger of ledgers) {
    const left = limits.pocketRecordsMax - records.length
    const found = await carriedRecords(house, ledger, now, left + 1)
    if (found.length > left) partial = true
    records.push(...found.slice(0, left))
  }
  const hash = createHash('sha256').update(`${actor.id} ${actor.roles.join()} ${thisHour(now)}`)
  for (const { id, seq } of records) hash.update(` ${id}:${seq}`)
  return { ledgers, records, partial, tag: `"${hash.digest('base64url')}"` }
}

/** What became overdue meanwhile is told within the hour. */
function thisHour(now: Date): string {
  return now.toISOString().slice(0, 13)
}

/** Fills a pocket with what was found, and has the journal note who carries what. */
export async function fillPocket(
  house: House,
  actor: Actor,
  found: Found,
  now: Date,
): Promise<Pocketful> {
  for (const ledger of found.ledgers) {
    if (!found.records.some((record) => record.ledger === ledger.name)) continue
    await house.reads.read(ledger, everyRecord, actor, { pocket: true })
  }
  return {
    asOf: now.toISOString(),
    endsAt: endOfDay(now, zoneOf(house, await settingsOf(house))),
    partial: found.partial,
    records: await present(found.records, await presentingTo(house, actor)),
  }
}

/**
 * The ledgers a device of the actor carries: those they may list whole, if they record anything
 * at all. Registers come first, because without them nothing can be recorded, and of those the
 * small ones.
 */
function carriedBy(ledgers: readonly Ledger[], actor: Actor): readonly Ledger[] {
  const works = ledgers.some(
    (ledger) => !ledger.register && Object.values(ledger.acts).some((act) => holdsAct(actor, act)),
  )
  if (!works) return []
  const carried = ledgers.filter((one) => one.carried && readGrant(one, actor) === 'all')
  return [...carried].sort((one, other) => Number(isPersonal(one)) - Number(isPersonal(other)))
}

function isPersonal(ledger: Ledger): boolean {
  return Object.values(ledger.fields).some(({ personal }) => personal)
}

/** Those of a ledger, last changed first, because what lay long is what is left out. */
async function carriedRecords(house: House, ledger: Ledger, now: Date, max: number) {
  const filter = {
    ledger: ledger.name,
    $or: (ledger.carried ?? []).map((carry) => carriedFilter(carry, now)),
  }
  const found = await selectRecords(house.database.records, filter)
    .sort({ changedAt: -1, _id: -1 })
    .limit(max)
  return found.map(recordOf)
}

function carriedFilter({ states, near, days = 0 }: Carry, now: Date): Record<string, unknown> {
  const within = (by: number) => new Date(now.getTime() + by * dayMs).toISOString()
  return {
    tags: { $in: states.map((state) => `state:${state}`) },
    // A moment and a day are both compared as the text they are kept as.
    ...(near && { [`facts.${near}`]: { $gte: within(-days), $lte: within(days + 1) } }),
  }
}

/** The end of the day in a zone, as an ISO moment; it is good to the minute. */
export function endOfDay(now: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const minutes = (at: number) => {
    const [hour = 0, minute = 0] = format.format(at).split(':').map(Number)
    return hour * 60 + minute
  }
  const minute = 60_000
  const start = Math.floor(now.getTime() / minute) * minute
  const guess = start + (1_440 - minutes(start)) * minute
  const off = minutes(guess)
  // A day of 23 or 25 hours ends an hour beside the guess.
  return new Date(guess - (off > 720 ? off - 1_440 : off) * minute).toISOString()
}
