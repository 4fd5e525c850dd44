/**
 * Who is signed in on this device. Everything that asks the server shares one cache, and an
 * answer of "please sign in" anywhere brings the sign-in page back without losing the address.
 */
import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query'
import { call, Refused } from './api.ts'
import type { Session } from './api.ts'
import { forgetRollCall } from './wall/keeping.ts'

const sessionKey = ['session'] as const

function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.problem.code === 'sign-in-needed'
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (isSignedOut(error)) queries.setQueryData(sessionKey, null)
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

async function readSession(): Promise<Session | null> {
  try {
    return await call<Session>('GET', '/sessions/current')
  } catch (error) {
    if (isSignedOut(error)) return null
    throw error
  }
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
  const session = await readSession()
  forget()
  queries.setQueryData(sessionKey, session)
}

function forget(): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

/** Signs out; what waits in the outbox stays on the device for its owner. */
export async function end(): Promise<void> {
  try {
    await call('DELETE', '/sessions/current')
  } finally {
    forget()
    queries.setQueryData(sessionKey, null)
    void forgetRollCall().catch(() => undefined)
  }
}

/** Answers that take in every ledger. */
const followsAll: ReadonlySet<string> = new Set(['board', 'wall', 'roll-call'])

/** Asks again for every cached answer about one of these ledgers or records, and the board. */
export function askAgain(touched: ReadonlySet<string>): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => {
      const [kind, ...about] = queryKey
      return followsAll.has(String(kind)) || about.some((part) => touched.has(String(part)))
    },
  })
}
