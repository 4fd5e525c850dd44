/**
 * Who is signed in on this device. Everything that asks the server shares one cache, and an
 * answer of "please sign in" anywhere brings the sign-in page back without losing the address.
 */
import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query'
import { ask, Refused } from './api.ts'
import type { Session } from './api.ts'
import { forgetDrafts } from './floor/draft.ts'
import { forgetUsed } from './floor/memory.ts'
import { keep, kept } from './offline/cabinet.ts'
import { recallTime, serverNow } from './offline/clock.ts'
import { forgetPocket } from './offline/pocket.ts'
import { forgetRollCall } from './wall/keeping.ts'

export const sessionKey = ['session'] as const

function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.problem.code === 'sign-in-needed'
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (isSignedOut(error)) signedOut()
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => !(error instanceof Refused) && failures < 2,
      // The network state of a browser is a guess; asking is the only way to know.
      networkMode: 'always',
    },
  },
})

/** How the last session on this page ended: somebody left it, or it was over by itself. */
let parting: 'left' | 'ended' | undefined

export function howParted(): typeof parting {
  return parting
}

/** What a device keeps of a session, so that the app starts without a network. */
const keptAs = 'session'
/** Says that somebody signed out while nobody heard it. */
const leftAs = 'left'

/** What the device keeps; a store that cannot be read keeps nothing, and nobody out. */
async function remembered<T>(name: string): Promise<T | undefined> {
  return await kept<T>(name).catch(() => undefined)
}

async function readSession(): Promise<Session | null> {
  try {
    if (await remembered(leftAs)) await leave()
    const session = await ask<Session>('GET', '/sessions/current')
    await keep(keptAs, session).catch(() => undefined)
    return session
  } catch (error) {
    if (isSignedOut(error)) {
      await forgetSession()
      return null
    }
    if (error instanceof Refused && error.problem.status !== 503) throw error
    const session = await keptSession()
    if (session === undefined) throw error
    return session
  }
}

/** The session this device keeps; null once it ended, undefined when nothing is known. */
async function keptSession(): Promise<Session | null | undefined> {
  if (await remembered(leftAs)) return null
  await recallTime()
  const session = await remembered<Session>(keptAs)
  if (!session) return undefined
  if (session.expiresAt > serverNow().toISOString()) return session
  await forgetSession()
  return null
}

async function forgetSession(): Promise<void> {
  const session = await remembered<Session>(keptAs)
  if (session) {
    parting ??= 'ended'
    forgetUsed(localStorage, session.account.id)
  }
  forget()
  // One that fails must not spare the others; the next start finds the session over once more.
  const wiping = [forgetPocket(), forgetDrafts(), forgetRollCall(), keep(keptAs, undefined)]
  await Promise.allSettled(wiping)
}

/** Tells the server of a sign-out it may not have heard of. */
async function leave(): Promise<void> {
  const noted = keep(leftAs, true)
  // Whether or not the device can note it, the server is told.
  await noted.catch(() => undefined)
  try {
    await ask('DELETE', '/sessions/current')
  } catch (error) {
    if (!isSignedOut(error)) throw error
  }
  await keep(leftAs, undefined).catch(() => undefined)
}

/** The session; null when nobody is signed in, undefined while that is not known. */
export function useSessionState() {
  return useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 300_000 })
}

/** The session of a page that only exists for someone signed in. */
export function useSession(): Session {
  const { data } = useSessionState()
  if (!data) throw new Error('this page needs a session')
  return data
}

/** After a sign-in: forgets what another person may have read, and reads who this is. */
export async function begin(): Promise<void> {
  // Where the store fails there was no note to take away either.
  await keep(leftAs, undefined).catch(() => undefined)
  const session = await readSession()
  parting = undefined
  forget()
  queries.setQueryData(sessionKey, session)
}

/** Whether a cached answer is something somebody read, and not who they are. */
export const isRead = ({ queryKey }: { readonly queryKey: readonly unknown[] }) =>
  queryKey[0] !== sessionKey[0]

function forget(): void {
  queries.removeQueries({ predicate: isRead })
}

/** The session as it is known now, outside of a page. */
export function currentSession(): Session | null | undefined {
  return queries.getQueryData<Session | null>(sessionKey)
}

/** The server does not know the session any more: what it let one read is forgotten. */
export function signedOut(): void {
  if (currentSession()) parting ??= 'ended'
  forget()
  queries.setQueryData(sessionKey, null)
  void forgetSession().catch(() => undefined)
}

/** Signs out; what waits in the outbox stays on the device for its owner. */
export async function end(): Promise<void> {
  const account = queries.getQueryData<Session>(sessionKey)?.account.id
  parting = 'left'
  if (account !== undefined) forgetUsed(localStorage, account)
  try {
    await leave()
  } catch {
    // Nobody heard it: the device remembers, and says so before anything else.
  } finally {
    signedOut()
  }
}

/** Answers that take in every ledger. */
const followsAll: ReadonlySet<string> = new Set(['board', 'desk', 'wall', 'roll-call'])

/** Asks again for every cached answer about one of these ledgers or records, and the board. */
export function askAgain(touched: ReadonlySet<string>): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => {
      const [kind, ...about] = queryKey
      return followsAll.has(String(kind)) || about.some((part) => touched.has(String(part)))
    },
  })
}
