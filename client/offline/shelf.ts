/**
 * What must outlive a closed tab or a flat battery is kept in IndexedDB: acts not yet sent, and
 * photos and signatures not yet uploaded. Where the browser offers no such store (a private
 * window), memory takes its place, and `lasting` says so.
 */
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { Outgoing, Shelf } from './queue.ts'

/** A file waiting to be uploaded, under the hash the act names it by. */
export interface KeptFile {
  readonly sha256: string
  readonly blob: Blob
  readonly name: string
  readonly keptAt: string
}

interface Stores extends DBSchema {
  acts: { key: string; value: Outgoing }
  files: { key: string; value: KeptFile }
}

const version = 1

let opened: Promise<IDBPDatabase<Stores> | undefined> | undefined
const actsInMemory = new Map<string, Outgoing>()
const filesInMemory = new Map<string, KeptFile>()

function database(): Promise<IDBPDatabase<Stores> | undefined> {
  opened ??= openDB<Stores>('daicho', version, {
    upgrade(db) {
      db.createObjectStore('acts', { keyPath: 'id' })
      db.createObjectStore('files', { keyPath: 'sha256' })
    },
  }).catch(() => undefined)
  return opened
}

/** Whether what is kept survives the page. */
export async function lasting(): Promise<boolean> {
  return (await database()) !== undefined
}

export const shelf: Shelf = {
  async put(outgoing) {
    const db = await database()
    if (db) await db.put('acts', outgoing)
    else actsInMemory.set(outgoing.id, outgoing)
  },
  async remove(id) {
    const db = await database()
    if (db) await db.delete('acts', id)
    else actsInMemory.delete(id)
  },
  async all() {
    const db = await database()
    return db ? await db.getAll('acts') : [...actsInMemory.values()]
  },
}

export async function keepFile(file: KeptFile): Promise<void> {
  const db = await database()
  if (db) await db.put('files', file)
  else filesInMemory.set(file.sha256, file)
}

export async function keptFile(sha256: string): Promise<KeptFile | undefined> {
  const db = await database()
  return db ? await db.get('files', sha256) : filesInMemory.get(sha256)
}

export async function dropFile(sha256: string): Promise<void> {
  const db = await database()
  if (db) await db.delete('files', sha256)
  else filesInMemory.delete(sha256)
}

const abandonedMs = 7 * 86_400_000

/** Forgets files that were chosen in a form nobody sent, once they are a week old. */
export async function dropAbandoned(named: ReadonlySet<string>, now: number): Promise<void> {
  const db = await database()
  if (!db) return
  for (const { sha256, keptAt } of await db.getAll('files')) {
    if (named.has(sha256) || now - Date.parse(keptAt) < abandonedMs) continue
    await db.delete('files', sha256)
  }
}
