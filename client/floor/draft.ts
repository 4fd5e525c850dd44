/**
 * A batch that is being put together outlives a flat battery: rows and what was filled in are kept
 * in IndexedDB, apart by account, until they are sent or thrown away. Photos lie in the outbox's
 * own store, from where they are uploaded meanwhile.
 */
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { Facts } from '../../models/record.ts'
import type { Row } from './rows.ts'

export interface Draft {
  readonly rows: readonly Row[]
  readonly values: Facts
  readonly savedAt: string
}

interface Stores extends DBSchema {
  drafts: { key: string; value: Draft }
}

let opened: Promise<IDBPDatabase<Stores> | undefined> | undefined

function database(): Promise<IDBPDatabase<Stores> | undefined> {
  opened ??= openDB<Stores>('daicho-drafts', 1, {
    upgrade(db) {
      db.createObjectStore('drafts')
    },
    // A private window has no such store; the batch then lives as long as the page.
  }).catch(() => undefined)
  return opened
}

/** Whose draft of which act. */
export function draftKey(account: string, ledger: string, act: string): string {
  return `${account}/${ledger}.${act}`
}

export async function readDraft(key: string): Promise<Draft | undefined> {
  return await (await database())?.get('drafts', key)
}

export async function saveDraft(key: string, draft: Draft): Promise<void> {
  await (await database())?.put('drafts', draft, key)
}

export async function dropDraft(key: string): Promise<void> {
  await (await database())?.delete('drafts', key)
}
