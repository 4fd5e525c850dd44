/**
 * The one IndexedDB of this device and its versions: acts not yet sent, files not yet uploaded,
 * the records carried for work without a network, and a few single things. An upgrade never
 * drops an act: what an older version of the app kept is taken over as it is. Memory takes its
 * place only where the browser offers no such store, which pages then say; a store that fails is
 * never passed over, because an act in memory would be called kept and die with the page.
 */
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { RecordView } from '../shapes.ts'
import type { Outgoing } from './queue.ts'

/** A file waiting to be uploaded, under the hash the act names it by. */
export interface KeptFile {
  readonly sha256: string
  readonly blob: Blob
  readonly name: string
  readonly keptAt: string
  /** The door it goes to, below `/api/v1`; the one for attachments unless given. */
  readonly door?: string
}

export interface Stores extends DBSchema {
  acts: { key: string; value: Outgoing }
  files: { key: string; value: KeptFile }
  /** Single things by name, such as who is signed in. */
  kept: { key: string; value: unknown }
  pocket: { key: string; value: RecordView }
}

const version = 2
/** The name under which the last place given to an act is kept. */
export const lastPlace = 'place'

let opened: Promise<IDBPDatabase<Stores> | undefined> | undefined
let outdated = false

/** Whether this page is older than what its device keeps, so that it can keep nothing more. */
export function isOutdated(): boolean {
  return outdated
}

/**
 * The database; undefined where the browser offers none.
 *
 * @throws what it failed with, as when a newer version of the app took it over; it is opened anew
 *   the next time
 */
export function cabinet(): Promise<IDBPDatabase<Stores> | undefined> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function open(): Promise<IDBPDatabase<Stores> | undefined> {
  if (!('indexedDB' in globalThis)) return undefined
  try {
    return await openStores()
  } catch (error) {
    const { name } = error as Error
    // A browser told to keep nothing says no before it looks.
    if (name === 'SecurityError') return undefined
    outdated = name === 'VersionError'
    throw error
  }
}

function openStores(): Promise<IDBPDatabase<Stores>> {
  return openDB<Stores>('daicho', version, {
    async upgrade(db, from, _to, transaction) {
      if (from < 1) {
        db.createObjectStore('acts', { keyPath: 'id' })
        db.createObjectStore('files', { keyPath: 'sha256' })
      }
      if (from < 2) {
        db.createObjectStore('kept')
        db.createObjectStore('pocket', { keyPath: 'id' })
        // Until now the device's clock said which act came first.
        const acts = transaction.objectStore('acts')
        const held = [...(await acts.getAll())].sort((one, other) =>
          one.keptAt < other.keptAt ? -1 : 1,
        )
        for (const [at, act] of held.entries()) await acts.put({ ...act, place: at + 1 })
        await transaction.objectStore('kept').put(held.length, lastPlace)
      }
    },
    // A newer version of the app in another tab must not wait for this one.
    blocking(_current, _blocked, event) {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated() {
      opened = undefined
    },
  })
}

const inMemory = new Map<string, unknown>()

/** A single thing that was kept. @throws as `cabinet` */
export async function kept<T>(name: string): Promise<T | undefined> {
  const db = await cabinet()
  return (db ? await db.get('kept', name) : inMemory.get(name)) as T | undefined
}

/** Keeps a single thing; undefined forgets it. @throws as `cabinet`, or when there is no room */
export async function keep(name: string, value: unknown): Promise<void> {
  const db = await cabinet()
  if (!db) inMemory.set(name, value)
  else if (value === undefined) await db.delete('kept', name)
  else await db.put('kept', value, name)
}
