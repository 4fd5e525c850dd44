/**
 * Whether news of what happened reaches this page. When the line is down the screen says so,
 * because a board that stopped looks exactly like a quiet day.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { whenCalm } from './calm.ts'

export interface Line {
  readonly connected: boolean
  /** Whether it is known at all; a page that only just opened has not asked yet. */
  readonly begun: boolean
  /** When the line was last known to be up, ISO. */
  readonly heardAt: string | undefined
}

let line: Line = { connected: false, begun: false, heardAt: undefined }
const listeners = new Set<() => void>()

function set(connected: boolean): void {
  const heardAt = connected || line.connected ? new Date().toISOString() : line.heardAt
  line = { connected, begun: true, heardAt }
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

/** How long after the line could not even be begun it is tried again. */
const againMs = 5_000

/**
 * Keeps the line open while a signed-in page stands. What speaks over it is loaded once the page
 * is there, because nobody waits for news before there is something to be new.
 */
export function useLive(onUp: () => void): void {
  useEffect(() => {
    let close: (() => void) | undefined
    let ended = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = () => {
      import('./line.ts').then(
        ({ openLine }) => {
          if (!ended) close = openLine({ up: set, began: onUp })
        },
        () => {
          set(false)
          if (!ended) timer = setTimeout(begin, againMs)
        },
      )
    }
    const callOff = whenCalm(begin)
    return () => {
      ended = true
      callOff()
      clearTimeout(timer)
      close?.()
      set(false)
    }
  }, [onUp])
}
