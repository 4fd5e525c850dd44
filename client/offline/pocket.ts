/**
 * The records this device carries, so that its bearer can go on without a network: fetched at the
 * sign-in, every few minutes and when the line comes up; forgotten at the sign-out, when another
 * account signs in, at the end of the site's day and when the session ends.
 */
import { useSyncExternalStore } from 'react'
import { languageOf } from '../../models/words.ts'
import { callIfChanged, Refused } from '../api.ts'
import type { Pocketful, RecordView, Session } from '../api.ts'
import { forgetOldCalls, keptList } from '../wall/keeping.ts'
import { offline } from '../wording/offline.ts'
import type { KeptBoard } from './answers.ts'
import { cabinet, keep, kept } from './cabinet.ts'
import { serverNow } from './clock.ts'
import type { Outgoing } from './outgoing.ts'
import type { LocalWorld } from './world.ts'

/** What is known of the pocket beside its records. */
export interface Pocket {
  readonly account: string
  readonly asOf: string
  /** When it must be forgotten, ISO. */
  readonly endsAt: string
  readonly partial: boolean
  readonly tag: string | undefined
}

const refreshMs = 5 * 60_000
/** What a long sleep may have missed is looked at this often. */
const lookMs = 30_000
const aheadMs = 2_000

let pocket: Pocket | undefined
let lastEnd: string | undefined
let records: readonly RecordView[] = []
let loaded: Promise<void> | undefined
let newestBoard: unknown
let filling: Promise<void> | undefined
let again: () => void = () => undefined
const listeners = new Set<() => void>()

function told(next: Pocket | undefined): void {
  pocket = next
  lastEnd = next?.endsAt ?? lastEnd
  for (const listener of listeners) listener()
}

/** What is known of the pocket; undefined while this device carries nothing. */
export function usePocket(): Pocket | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => pocket,
  )
}

/** When what is carried, or was the last time, must be forgotten, ISO. */
export function pocketEnd(): string | undefined {
  return lastEnd
}

/** Keeps the pocket of a session filled; the result stops that, and forgets nothing. */
export function carryFor(account: string, expiresAt: string): () => void {
  const refresh = () => void fill(account, expiresAt).catch(() => undefined)
  const look = () => void forgetOld().catch(() => undefined)
  refresh()
  // The pieces that answer from the pocket must be here before the network is gone.
  const timers = [
    setTimeout(() => void prepare().catch(() => undefined), aheadMs),
    setInterval(refresh, refreshMs),
    setInterval(look, lookMs),
  ]
  again = refresh
  return () => {
    for (const timer of timers) clearTimeout(timer)
    again = () => undefined
  }
}

/** Looks whether what is carried changed: the line came up. */
export function refreshPocket(): void {
  again()
}

function prepare() {
  return Promise.all([import('./answers.ts'), import('./world.ts')])
}

/** Fetches what is carried, when it changed. */
function fill(account: string, expiresAt: string): Promise<void> {
  filling ??= filled(account, expiresAt).finally(() => (filling = undefined))
  return filling
}

async function filled(account: string, expiresAt: string): Promise<void> {
  await load()
  if (pocket && pocket.account !== account) await forgetPocket()
  try {
    const answer = await callIfChanged('/pocket', pocket?.tag)
    const { tag } = answer
    const body = answer.body as Pocketful | undefined
    // Nothing changed, so what is carried is as it is now.
    if (!body) return await put({ ...(pocket as Pocket), asOf: serverNow().toISOString() })
    const ends = [body.endsAt, expiresAt].sort()
    const { asOf, partial } = body
    await put({ account, asOf, endsAt: ends[0] ?? body.endsAt, partial, tag }, body.records)
  } catch (error) {
    if (error instanceof Refused && error.problem.status < 500) await forgetPocket()
  }
}

async function put(next: Pocket, carried?: readonly RecordView[]): Promise<void> {
  if (carried) records = carried
  told(next)
  if (newestBoard !== undefined) await keep('board', newestBoard)
  const db = await cabinet()
  if (!db) return
  const transaction = db.transaction(['pocket', 'kept'], 'readwrite')
  const store = transaction.objectStore('pocket')
  if (carried) {
    await store.clear()
    await Promise.all(carried.map((view) => store.put(view)))
  }
  await transaction.objectStore('kept').put(next, 'pocket')
  await transaction.done
}

/** Reads what was carried before the page was opened. */
function load(): Promise<void> {
  loaded ??= (async () => {
    const was = await kept<Pocket>('pocket')
    const db = await cabinet()
    if (!was || !db || pocket) return
    records = await db.getAll('pocket')
    told(was)
    await forgetOld()
  })().catch((error: unknown) => {
    loaded = undefined
    throw error
  })
  return loaded
}

/** Forgets what has had its day. */
export async function forgetOld(): Promise<void> {
  if (pocket && pocket.endsAt <= serverNow().toISOString()) await forgetPocket()
  await forgetOldCalls()
}

/** Forgets everything that was carried, the board included. */
export async function forgetPocket(): Promise<void> {
  records = []
  newestBoard = undefined
  told(undefined)
  const db = await cabinet()
  if (db) await db.clear('pocket')
  await keep('pocket', undefined)
  await keep('board', undefined)
}

/** Keeps the board as it was told, for as long as the pocket. */
export async function keepBoard(board: unknown): Promise<void> {
  newestBoard = board
  if (pocket) await keep('board', board)
}

/** What is carried for an account, and since when; undefined when that is nothing. */
async function carriedFor(account: string): Promise<Pocket | undefined> {
  await load()
  await forgetOld()
  return pocket?.account === account ? pocket : undefined
}

/** The world of a session without a network, with the acts that wait. */
export async function localWorld(session: Session, held: readonly Outgoing[]): Promise<LocalWorld> {
  const carried = await carriedFor(session.account.id)
  const [{ LocalWorld: World }, { actorOf, ledgers }] = await Promise.all([
    import('./world.ts'),
    import('../house.ts'),
  ])
  const views = carried ? records : []
  return new World({
    ledgers,
    actor: actorOf(session.account),
    now: serverNow(),
    settings: settingsIn(views, ledgers),
    carried: views,
    waiting: held.filter((one) => one.account === session.account.id && !one.refused),
    unnumbered: offline.unnumbered[languageOf(document.documentElement.lang)],
  })
}

/** The facts of the register whose numbers the dues add. */
function settingsIn(
  views: readonly RecordView[],
  ledgers: readonly { readonly dues?: Readonly<Record<string, { readonly plusDays?: string }>> }[],
) {
  const keys = ledgers.flatMap(({ dues }) =>
    Object.values(dues ?? {}).flatMap((due) => due.plusDays ?? []),
  )
  return views.find(({ facts }) => keys.some((key) => Object.hasOwn(facts, key)))?.facts ?? {}
}

/** An answer from this device, and since when it is known. */
export interface LocalAnswer {
  readonly body: unknown
  readonly asOf: string
}

/** Answers a GET from what this device carries; undefined when it cannot. */
export async function answerHere(
  path: string,
  session: Session,
  held: readonly Outgoing[],
): Promise<LocalAnswer | undefined> {
  const carried = await carriedFor(session.account.id)
  const mine = held.some((one) => one.account === session.account.id)
  if (!carried && !mine) return undefined
  const [{ answerOf }, { actorOf, ledgers }] = await Promise.all([
    import('./answers.ts'),
    import('../house.ts'),
  ])
  const world = await localWorld(session, held)
  const body = answerOf(path, {
    world,
    ledgers,
    actor: actorOf(session.account),
    board: carried && (await kept<KeptBoard>('board')),
    settings: settingsIn(carried ? records : [], ledgers),
    asOf: carried?.asOf,
    partial: carried?.partial === true,
    list: await keptList(session.account.id),
  })
  if (body === undefined) return undefined
  return { body, asOf: carried?.asOf ?? serverNow().toISOString() }
}
