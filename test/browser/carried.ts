/**
 * What a tablet's browser keeps, looked at from inside its pages. What runs there is written as
 * text, because this side of the tests knows no browser.
 */
import type { Tablet } from './tablet.ts'

/** What stands in the stores of a tablet. */
export interface Kept {
  /** Acts not sent. */
  readonly acts: number
  /** Photos and signatures not uploaded. */
  readonly files: number
  readonly records: number
  /** The ledgers of the records it carries. */
  readonly ledgers: readonly string[]
  readonly session: boolean
}

const open = `(version, made) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('daicho', version)
  opening.addEventListener('error', () => reject(opening.error))
  opening.addEventListener('upgradeneeded', () => made(opening.result))
  opening.addEventListener('success', () => resolve(opening.result))
})`

const done = `(request) => new Promise((resolve) => {
  request.addEventListener('complete', resolve)
})`

/** What a tablet keeps. */
export async function stores({ page }: Tablet): Promise<Kept> {
  return await page.evaluate<Kept>(`(async () => {
    const db = await (${open})(undefined, () => undefined)
    const transaction = db.transaction(['acts', 'files', 'pocket', 'kept'])
    const acts = transaction.objectStore('acts').count()
    const files = transaction.objectStore('files').count()
    const pocket = transaction.objectStore('pocket').getAll()
    const kept = transaction.objectStore('kept').getAllKeys()
    await (${done})(transaction)
    db.close()
    return {
      acts: acts.result,
      files: files.result,
      records: pocket.result.length,
      ledgers: [...new Set(pocket.result.map(({ ledger }) => ledger))].sort(),
      session: kept.result.includes('session'),
    }
  })()`)
}

/** What a tablet keeps of roll calls. */
export async function keptCalls({ page }: Tablet): Promise<readonly string[]> {
  return await page.evaluate<readonly string[]>(`(async () => {
    const db = await new Promise((resolve, reject) => {
      const opening = indexedDB.open('daicho-rollcall')
      opening.addEventListener('error', () => reject(opening.error))
      opening.addEventListener('success', () => resolve(opening.result))
    })
    const transaction = db.transaction('kept')
    const keys = transaction.objectStore('kept').getAllKeys()
    await (${done})(transaction)
    db.close()
    return keys.result.sort()
  })()`)
}

/** How many records a tablet carries. */
export async function carrying(tablet: Tablet): Promise<number> {
  return (await stores(tablet)).records
}

const againMs = 100

/** Waits until a tablet could go on without a network. */
export async function isCarrying(tablet: Tablet): Promise<void> {
  const { page } = tablet
  await page.locator('.account, .kiosk').first().waitFor()
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  while (!(await page.evaluate('navigator.serviceWorker.controller !== null'))) {
    await page.waitForTimeout(againMs)
  }
  while ((await carrying(tablet)) === 0) await page.waitForTimeout(againMs)
}

/** The drafts a tablet keeps, as text. */
export async function draftsOf({ page }: Tablet): Promise<string> {
  return await page.evaluate<string>(`(async () => {
    // Opening what is not there yet would make it, and without its store.
    const all = await indexedDB.databases()
    if (!all.some(({ name }) => name === 'daicho-drafts')) return ''
    const db = await new Promise((resolve, reject) => {
      const opening = indexedDB.open('daicho-drafts')
      opening.addEventListener('error', () => reject(opening.error))
      opening.addEventListener('success', () => resolve(opening.result))
    })
    if (!db.objectStoreNames.contains('drafts')) return ''
    const kept = db.transaction('drafts').objectStore('drafts').getAll()
    await new Promise((resolve) => kept.addEventListener('success', resolve))
    db.close()
    return kept.result.map((draft) => JSON.stringify(draft)).join('\\n')
  })()`)
}

/** Waits until a draft that says something is kept, or is gone. */
export async function isDrafted(tablet: Tablet, says: (kept: string) => boolean): Promise<void> {
  while (!says(await draftsOf(tablet))) await tablet.page.waitForTimeout(againMs)
}

/** Fills the store as the first version of the app did, with acts of somebody on a person. */
export async function oldActs({ page }: Tablet, account: string, person: string): Promise<void> {
  const act = (name: string, secondsAgo: number, more: object = {}) => ({
    id: crypto.randomUUID(),
    account,
    ledger: 'people',
    act: name,
    fields: {},
    record: person,
    keptAt: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
    tries: 1,
    ...more,
  })
  const acts = [
    act('restore', 20),
    act('retire', 30),
    act('amend', 10, { fields: { oldField: '旧版の値' }, because: '旧版で入力' }),
  ]
  await page.evaluate(`(async () => {
    const db = await (${open})(1, (db) => {
      db.createObjectStore('acts', { keyPath: 'id' })
      db.createObjectStore('files', { keyPath: 'sha256' })
    })
    const transaction = db.transaction('acts', 'readwrite')
    for (const act of ${JSON.stringify(acts)}) transaction.objectStore('acts').put(act)
    await (${done})(transaction)
    db.close()
  })()`)
}
