/**
 * Listens for the news that something happened and asks again for whatever it touches. The news
 * carries no content, so a screen never shows what its reader may not see. When the line is down
 * the screen says so, because a board that stopped looks exactly like a quiet day.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { io } from 'socket.io-client'
import { onUnheard } from './api.ts'
import { askAgain, queries } from './session.tsx'

interface News {
  readonly ledger: string
  readonly act: string
  readonly record: string
  readonly revision: number
  readonly seq: number
}

export interface Line {
  readonly connected: boolean
  /** When the line was last known to be up, ISO. */
  readonly heardAt: string | undefined
}

/** News that arrives within this time is answered by one round of questions. */
const gatherMs = 250

let line: Line = { connected: false, heardAt: undefined }
const listeners = new Set<() => void>()

function set(connected: boolean): void {
  const heardAt = connected || line.connected ? new Date().toISOString() : line.heardAt
  line = { connected, heardAt }
  for (const listener of listeners) listener()
}

/** Whether the line is up. */
export function useLine(): Line {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => line,
  )
}

/** Keeps the line open while a signed-in page stands. */
export function useLive(onUp: () => void): void {
  useEffect(() => {
    const socket = io({ path: '/socket.io', reconnectionDelayMax: 5_000 })
    const gathered = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = () => {
      timer = undefined
      askAgain(gathered)
      gathered.clear()
    }
    socket.on('connect', () => {
      set(true)
      onUp()
      void queries.invalidateQueries()
    })
    socket.on('disconnect', (reason) => {
      set(false)
      // The server ended it because roles changed; it must be asked to let us in again.
      if (reason === 'io server disconnect') socket.connect()
    })
    socket.on('act', ({ ledger, record }: News) => {
      set(true)
      gathered.add(ledger).add(record)
      timer ??= setTimeout(ask, gatherMs)
    })
    // All that a display is told: there is something new to ask for.
    socket.on('changed', () => {
      set(true)
      timer ??= setTimeout(ask, gatherMs)
    })
    // A line that went dead is noticed by its heartbeat after half a minute; a question that found
    // nobody is a reason to look now.
    onUnheard(() => {
      if (socket.connected) socket.disconnect().connect()
    })
    return () => {
      onUnheard(() => undefined)
      clearTimeout(timer)
      socket.close()
      set(false)
    }
  }, [onUp])
}
