/**
 * What is being filled in outlives a flat battery: a batch's rows and a form's values are kept in
 * IndexedDB, apart by account, until they are sent, thrown away or old, or until whoever entered
 * them is signed out. Photos lie in the outbox's own store, from where they are uploaded meanwhile.
 */
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { Facts } from '../../models/record.ts'
import { abandonedMs } from '../offline/shelf.ts'
import type { Row } from './rows.ts'

export interface Draft {
  readonly rows: readonly Row[]
  readonly values: Facts
  readonly savedAt: string
}

/** How long after the last change it is kept, in milliseconds. */
export const saveMs = 300

interface Stores extends DBSchema {
  drafts: { key: string; value: Draft }
}

let opened: Promise<IDBPDatabase<Stores> | undefined> | undefined

function database(): Promise<IDBPDatabase<Stores> | undefined> {
  opened ??= open().catch(() => undefined)
  return opened
}

/** Apart, because a browser told to keep nothing throws before it promises anything. */
async function open(): Promise<IDBPDatabase<Stores>> {
  return await openDB<Stores>('daicho-drafts', 1, {
    upgrade(db) {
      db.createObjectStore('drafts')
    },
    // A private window has no such store; the batch then lives as long as the page.
  })
}

/** Whose draft of which act. */
export function draftKey(account: string, ledger: string, act: string): string {
  return `${account}/${ledger}.${act}`
}

export async function readDraft(key: string): Promise<Draft | undefined> {
  const draft = await (await database())?.get('drafts', key)
  // No longer than photos that were chosen for it lie on the device.
  if (!draft || Date.now() - Date.parse(draft.savedAt) < abandonedMs) return draft
  await dropDraft(key)
  return undefined
}

export async function saveDraft(key: string, draft: Draft): Promise<void> {
  await (await database())?.put('drafts', draft, key)
}

export async function dropDraft(key: string): Promise<void> {
  await (await database())?.delete('drafts', key)
}

/** How many drafts an account has on this device. */
export async function countDrafts(account: string): Promise<number> {
  const keys = (await (await database())?.getAllKeys('drafts')) ?? []
  return keys.filter((key) => key.startsWith(`${account}/`)).length
}

/** Forgets every draft: nobody is signed in to whom one could belong. */
export async function forgetDrafts(): Promise<void> {
  await (await database())?.clear('drafts')
}
