/**
 * What must outlive a closed tab or a flat battery: acts not yet sent, each with its place in the
 * order, and photos and signatures not yet uploaded. What does not fit on the device is refused
 * before anybody is told that it is kept.
 */
import { cabinet, lastPlace } from './cabinet.ts'
import type { KeptFile } from './cabinet.ts'
import type { Outgoing, Shelf } from './queue.ts'

const actsInMemory = new Map<string, Outgoing>()
const filesInMemory = new Map<string, KeptFile>()
/** Written through to the disk before it is said to be kept, as a flat battery asks for. */
const strictly = { durability: 'strict' } as const

/** Whether what is kept survives the page. */
export async function lasting(): Promise<boolean> {
  return (await cabinet()) !== undefined
}

export const shelf: Shelf = {
  async put(outgoing) {
    const db = await cabinet()
    if (!db) {
      const place = outgoing.place ?? actsInMemory.size + 1
      actsInMemory.set(outgoing.id, { ...outgoing, place })
      return
    }
    const transaction = db.transaction(['acts', 'kept'], 'readwrite', strictly)
    const acts = transaction.objectStore('acts')
    const singles = transaction.objectStore('kept')
    let { place } = outgoing
    if (place === undefined) {
      const before = await acts.get(outgoing.id)
      place = before?.place ?? Number((await singles.get(lastPlace)) ?? 0) + 1
      if (before?.place === undefined) await singles.put(place, lastPlace)
    }
    await Promise.all([acts.put({ ...outgoing, place }), transaction.done])
  },
  async change(edit) {
    const db = await cabinet()
    if (!db) {
      const { drop = [], put = [] } = edit([...actsInMemory.values()])
      for (const id of drop) actsInMemory.delete(id)
      for (const one of put) actsInMemory.set(one.id, one)
      return
    }
    const transaction = db.transaction('acts', 'readwrite', strictly)
    const { store } = transaction
    const { drop = [], put = [] } = edit(await store.getAll())
    const steps = [...drop.map((id) => store.delete(id)), ...put.map((one) => store.put(one))]
    await Promise.all([...steps, transaction.done])
  },
  async all() {
    const db = await cabinet()
    return db ? await db.getAll('acts') : [...actsInMemory.values()]
  },
}

export async function keepFile(file: KeptFile): Promise<void> {
  const db = await cabinet()
  if (!db) {
    filesInMemory.set(file.sha256, file)
    return
  }
  const transaction = db.transaction('files', 'readwrite', strictly)
  await Promise.all([transaction.store.put(file), transaction.done])
}

export async function keptFile(sha256: string): Promise<KeptFile | undefined> {
  const db = await cabinet()
  return db ? await db.get('files', sha256) : filesInMemory.get(sha256)
}

export async function dropFile(sha256: string): Promise<void> {
  const db = await cabinet()
  if (db) await db.delete('files', sha256)
  else filesInMemory.delete(sha256)
}

/** How long what was chosen in a form nobody sent is kept, in milliseconds. */
export const abandonedMs = 7 * 86_400_000

/** Forgets files that were chosen in a form nobody sent, once they are a week old. */
export async function dropAbandoned(named: ReadonlySet<string>, now: number): Promise<void> {
  const db = await cabinet()
  if (!db) return
  for (const { sha256, keptAt } of await db.getAll('files')) {
    if (named.has(sha256) || now - Date.parse(keptAt) < abandonedMs) continue
    await db.delete('files', sha256)
  }
}
