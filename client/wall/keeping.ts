/**
 * What a roll call keeps on the device, so that it goes on without a network and after a restart:
 * the list as it was last told, and the ticks. It names people, so it is forgotten when its owner
 * signs out and when the site's day ends; only a roll call under way may outlast midnight.
 */
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { CallRow, RollCallView } from '../../models/figures.ts'
import { limits } from '../../models/limits.ts'
import { dayStart, wallTime } from '../../models/zone.ts'
import { serverNow } from '../offline/clock.ts'

/** A roll call under way or over. */
export interface Calling {
  readonly startedAt: string
  readonly startedBy: string
  /** Everybody who was on the list at any time of it, by record. */
  readonly known: Readonly<Record<string, CallRow>>
  /** Records that were on the list when it began. */
  readonly first: readonly string[]
  /** Who was found, when. */
  readonly found: Readonly<Record<string, string>>
  readonly finishedAt?: string
  readonly finishedBy?: string
}

interface Kept<T> {
  readonly account: string
  /** When it is forgotten, ISO. */
  readonly until: string
  readonly value: T
}

interface Stores extends DBSchema {
  kept: { key: string; value: Kept<unknown> }
}

const hourMs = 3_600_000

let opened: Promise<IDBPDatabase<Stores> | undefined> | undefined
const inMemory = new Map<string, Kept<unknown>>()

function database(): Promise<IDBPDatabase<Stores> | undefined> {
  opened ??= open().catch(() => undefined)
  return opened
}

/** Apart, because a browser told to keep nothing throws before it promises anything. */
async function open(): Promise<IDBPDatabase<Stores>> {
  return await openDB<Stores>('daicho-rollcall', 1, {
    upgrade(db) {
      db.createObjectStore('kept')
    },
  })
}

/** Whether what is kept survives the page. */
export async function lasts(): Promise<boolean> {
  return (await database()) !== undefined
}

async function read<T>(name: string, account: string): Promise<T | undefined> {
  const db = await database()
  const kept = db ? await db.get('kept', name) : inMemory.get(name)
  if (!kept || kept.account !== account || isOver(kept)) return undefined
  return kept.value as T
}

async function write(name: string, kept: Kept<unknown>): Promise<void> {
  const db = await database()
  if (db) await db.put('kept', kept, name)
  else inMemory.set(name, kept)
}

export const keptList = (account: string) => read<RollCallView>('list', account)
export const keptCalling = (account: string) => read<Calling>('calling', account)

/** Keeps the list as the server told it, until the day ends in a zone. */
export async function keepList(account: string, list: RollCallView, zone: string): Promise<void> {
  await write('list', { account, until: endOfDay(list.now, zone), value: list })
}

/** Keeps the roll call itself; nothing takes its place when a new one has not begun. */
export async function keepCalling(
  account: string,
  calling: Calling | undefined,
  zone: string,
): Promise<void> {
  const until = calling ? lastMoment(calling, zone) : serverNow().toISOString()
  await write('calling', { account, until, value: calling })
}

/** An evacuation must not lose its ticks at midnight; once it is over, the day ends it. */
function lastMoment({ startedAt, finishedAt }: Calling, zone: string): string {
  if (finishedAt !== undefined) return endOfDay(finishedAt, zone)
  const end = endOfDay(startedAt, zone)
  const spared = Date.parse(startedAt) + limits.rollCallHoursMax * hourMs
  return new Date(Math.max(Date.parse(end), spared)).toISOString()
}

function endOfDay(at: string, zone: string): string {
  return dayStart(wallTime(at, zone).slice(0, 10), zone, 1) ?? at
}

function isOver({ until }: Kept<unknown>): boolean {
  return !(until > serverNow().toISOString())
}

/** Forgets what has had its day. */
export async function forgetOldCalls(): Promise<void> {
  for (const [name, kept] of inMemory) if (isOver(kept)) inMemory.delete(name)
  const db = await database()
  for (const name of (await db?.getAllKeys('kept')) ?? []) {
    const kept = await db?.get('kept', name)
    if (kept && isOver(kept)) await db?.delete('kept', name)
  }
}

/** Forgets everything, whoever's it was. */
export async function forgetRollCall(): Promise<void> {
  inMemory.clear()
  const db = await database()
  await db?.clear('kept')
}
