/**
 * What goes on in the background while somebody is signed in: their acts are sent, their pocket
 * is filled, what finds no server is answered from it, and screens show what was done here.
 */
import { useEffect } from 'react'
import { standInWith } from '../api.ts'
import type { Session } from '../api.ts'
import { askAgain, askAnew, askWhoItIs, currentSession, signedOut } from '../session.tsx'
import { serverNow } from './clock.ts'
import { reportHeld, thisDevice } from './device.ts'
import { recordsOf } from './order.ts'
import { outbox, sendAs } from './outbox.ts'
import type { Outgoing } from './outgoing.ts'
import { answerHere, carryFor, forgetOld, keepBoard, pocketEnd, refreshPocket } from './pocket.ts'
import { whenAwake } from './waking.ts'

standInWith({
  async answer(path) {
    const session = currentSession()
    if (!session) return undefined
    await sendAs(session.account.id)
    return await answerHere(path, session, outbox.held)
  },
  heard(path, body) {
    if (path === '/board') void keepBoard(body).catch(() => undefined)
  },
})

/** The line came up: what waits is sent, and what is carried is looked after. */
export function onLineUp(): void {
  outbox.nudge()
  refreshPocket()
}

/** Has screens show anew what acts that were kept, sent or withdrawn are about. */
function showChanges(): () => void {
  let before = new Map<string, Outgoing>()
  return outbox.listen(() => {
    const now = new Map(outbox.held.map((one) => [one.id, one]))
    const changed = [...now.values(), ...before.values()].filter(
      ({ id }) =>
        !now.has(id) || !before.has(id) || now.get(id)?.refused !== before.get(id)?.refused,
    )
    before = now
    if (changed.length === 0) return
    askAgain(new Set(changed.flatMap((one) => [one.ledger, ...recordsOf(one)])))
  })
}

/** How often it is looked whether what the page shows has had its day, in milliseconds. */
const lookMs = 30_000

/**
 * Has a page that is left open forget what its reader may read no longer: all of it when the
 * session ends, and what nobody tells anew when the day does. The result stops that.
 */
function forgetInTime(expiresAt: string): () => void {
  let dayEnd: string | undefined
  const look = async () => {
    dayEnd = pocketEnd() ?? dayEnd
    const now = serverNow().toISOString()
    if (expiresAt <= now) {
      await askWhoItIs()
      // Neither the server nor the device could say anything against its having ended.
      if (currentSession()?.expiresAt === expiresAt) signedOut()
      return
    }
    if (dayEnd === undefined || dayEnd > now) return
    dayEnd = undefined
    await forgetOld()
    await askAnew()
  }
  const looking = () => void look().catch(() => undefined)
  const timer = setInterval(looking, lookMs)
  document.addEventListener('visibilitychange', looking)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', looking)
  }
}

/** Runs all of it for the session of a page. */
export function useCarrying(session: Session): void {
  const { id } = session.account
  const { expiresAt } = session
  useEffect(() => {
    void thisDevice()
    void sendAs(id)
    const nudge = () => outbox.nudge()
    const stopWaking = whenAwake(window, { lineUp: onLineUp, seen: nudge })
    const stopForgetting = forgetInTime(expiresAt)
    const stopCarrying = carryFor(id, expiresAt)
    const stopShowing = showChanges()
    const stopReporting = reportHeld(outbox)
    return () => {
      stopWaking()
      stopForgetting()
      stopCarrying()
      stopShowing()
      stopReporting()
      void sendAs(undefined)
    }
  }, [id, expiresAt])
}
