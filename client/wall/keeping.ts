/**
 * What a roll call keeps on the device, so that it goes on without a network and after a restart:
 * the list as it was last told, and the ticks. It names people, so it is forgotten when its owner
 * signs out and when it is a day old.
 */
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { CallRow, RollCallView } from '../../models/figures.ts'

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
  readonly at: number
  readonly value: T
}

interface Stores extends DBSchema {
  kept: { key: string; value: Kept<unknown> }
}

const keptMsMax = 86_400_000

let opened: Promise<IDBPDatabase<Stores> | undefined> | undefined
const inMemory = new Map<string, Kept<unknown>>()

function database(): Promise<IDBPDatabase<Stores> | undefined> {
  opened ??= openDB<Stores>('daicho-rollcall', 1, {
    upgrade(db) {
      db.createObjectStore('kept')
    },
  }).catch(() => undefined)
  return opened
}

/** Whether what is kept survives the page. */
export async function lasts(): Promise<boolean> {
  return (await database()) !== undefined
}

async function read<T>(name: string, account: string): Promise<T | undefined> {
  const db = await database()
  const kept = db ? await db.get('kept', name) : inMemory.get(name)
  if (!kept || kept.account !== account || Date.now() - kept.at > keptMsMax) return undefined
  return kept.value as T
}

async function write(name: string, account: string, value: unknown): Promise<void> {
  const kept = { account, at: Date.now(), value }
  const db = await database()
  if (db) await db.put('kept', kept, name)
  else inMemory.set(name, kept)
}

export const keptList = (account: string) => read<RollCallView>('list', account)
export const keptCalling = (account: string) => read<Calling>('calling', account)

/** Keeps the list as the server told it. */
export async function keepList(account: string, list: RollCallView): Promise<void> {
  await write('list', account, list)
}

/** Keeps the roll call itself; nothing takes its place when a new one has not begun. */
export async function keepCalling(account: string, calling: Calling | undefined): Promise<void> {
  await write('calling', account, calling)
}

/** Forgets everything, whoever's it was. */
export async function forgetRollCall(): Promise<void> {
  inMemory.clear()
  const db = await database()
  await db?.clear('kept')
}
