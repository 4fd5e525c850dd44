/**
 * Listens for the news that something happened and asks again for whatever it touches. The news
 * carries no content, so a screen never shows what its reader may not see.
 */
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

interface LineWatch {
  /** Told whether the line is up, each time it is heard of. */
  readonly up: (connected: boolean) => void
  /** Told when it came up. */
  readonly began: () => void
}

/** News that arrives within this time is answered by one round of questions. */
const gatherMs = 250

/** Opens the line; the result closes it. */
export function openLine({ up, began }: LineWatch): () => void {
  const socket = io({ path: '/socket.io', reconnectionDelayMax: 5_000 })
  const gathered = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = () => {
    timer = undefined
    askAgain(gathered)
    gathered.clear()
  }
  socket.on('connect', () => {
    up(true)
    began()
    void queries.invalidateQueries()
  })
  socket.on('connect_error', () => up(false))
  socket.on('disconnect', (reason) => {
    up(false)
    // The server ended it because roles changed; it must be asked to let us in again.
    if (reason === 'io server disconnect') socket.connect()
  })
  socket.on('act', ({ ledger, record }: News) => {
    up(true)
    gathered.add(ledger).add(record)
    timer ??= setTimeout(ask, gatherMs)
  })
  // All that a display is told: there is something new to ask for.
  socket.on('changed', () => {
    up(true)
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
  }
}
