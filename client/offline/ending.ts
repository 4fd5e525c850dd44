/**
 * Has a page that is left open forget what its reader may read no longer: all of it when the
 * session ends, and what nobody tells anew when the day does.
 */
import type { Query } from '@tanstack/react-query'
import { currentSession, isRead, queries, sessionKey, signedOut } from '../session.tsx'
import { serverNow } from './clock.ts'
import { forgetOld, pocketEnd } from './pocket.ts'

/** How often it is looked whether what the page shows has had its day, in milliseconds. */
const lookMs = 30_000

/** Looks after one session of a page; the result stops that. */
export function forgetInTime(expiresAt: string): () => void {
  let over: string | undefined
  const look = async () => {
    const now = serverNow().toISOString()
    const dayEnd = pocketEnd()
    if (expiresAt <= now) {
      await queries.invalidateQueries({ queryKey: sessionKey })
      // Neither the server nor the device could say anything against its having ended.
      if (currentSession()?.expiresAt === expiresAt) signedOut()
    } else if (dayEnd !== undefined && dayEnd <= now && dayEnd !== over) {
      over = dayEnd
      await forgetOld()
      await askAnew()
    }
  }
  const looking = () => void look().catch(() => undefined)
  const timer = setInterval(looking, lookMs)
  document.addEventListener('visibilitychange', looking)
  looking()
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', looking)
  }
}

/** Asks for everything that is shown anew, and forgets what nobody tells again. */
async function askAnew(): Promise<void> {
  const since = Date.now()
  queries.removeQueries({ predicate: isRead, type: 'inactive' })
  await queries.refetchQueries({ predicate: isRead, type: 'active' })
  const isOld = (query: Query) => isRead(query) && query.state.dataUpdatedAt < since
  await queries.resetQueries({ predicate: isOld, type: 'active' })
}
