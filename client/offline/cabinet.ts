/**
 * The one IndexedDB of this device and its versions: acts not yet sent, files not yet uploaded,
 * the records carried for work without a network, and a few single things. An upgrade never
 * drops an act: what an older version of the app kept is taken over as it is. Where the browser
 * offers no such store (a private window), memory takes its place.
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

/** The database; undefined where the browser offers none. */
export function cabinet(): Promise<IDBPDatabase<Stores> | undefined> {
  opened ??= openDB<Stores>('daicho', version, {
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
  }).catch(() => undefined)
  return opened
}

const inMemory = new Map<string, unknown>()

/** A single thing that was kept. */
export async function kept<T>(name: string): Promise<T | undefined> {
  const db = await cabinet()
  return (db ? await db.get('kept', name) : inMemory.get(name)) as T | undefined
}

/** Keeps a single thing; undefined forgets it. */
export async function keep(name: string, value: unknown): Promise<void> {
  const db = await cabinet()
  if (!db) inMemory.set(name, value)
  else if (value === undefined) await db.delete('kept', name)
  else await db.put('kept', value, name)
}
