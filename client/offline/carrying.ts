/**
 * What goes on in the background while somebody is signed in: their acts are sent, their pocket
 * is filled, what finds no server is answered from it, and screens show what was done here.
 */
import { useEffect } from 'react'
import { standInWith } from '../api.ts'
import type { Session } from '../api.ts'
import { whenCalm } from '../calm.ts'
import { askAgain, currentSession } from '../session.tsx'
import { reportHeld, thisDevice } from './device.ts'
import { recordsOf } from './order.ts'
import { outbox, sendAs } from './outbox.ts'
import type { Outgoing } from './outgoing.ts'
import { answerHere, carryFor, keepBoard, refreshPocket } from './pocket.ts'
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

/** Looks after the end of the day and of the session, once the page stands. */
function watchEnds(expiresAt: string): () => void {
  let stop = whenCalm(() => {
    void import('./ending.ts').then(
      ({ forgetInTime }) => {
        if (!stopped) stop = forgetInTime(expiresAt)
      },
      // Without a network and the app kept, the page is answered from nothing either.
      () => undefined,
    )
  })
  let stopped = false
  return () => {
    stopped = true
    stop()
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
    const stopForgetting = watchEnds(expiresAt)
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
