/**
 * When to look whether the line is there again: a browser that was in the background ran no timers
 * meanwhile, and one that was shut off or restored from memory heard no news.
 */

/** What is told, and of what. */
export interface Waking {
  /** The network came back, as far as the browser can tell. */
  readonly lineUp: () => void
  /** Somebody looks at the page again. */
  readonly seen: () => void
}

/** As much of a browser's window as says so. */
export interface Seen extends EventTarget {
  readonly document: EventTarget & { readonly visibilityState: string }
}

/** Calls back whenever the page wakes up; the result stops that. */
export function whenAwake(window: Seen, { lineUp, seen }: Waking): () => void {
  const { document } = window
  const shown = () => {
    if (document.visibilityState === 'visible') seen()
  }
  window.addEventListener('online', lineUp)
  window.addEventListener('pageshow', seen)
  document.addEventListener('visibilitychange', shown)
  return () => {
    window.removeEventListener('online', lineUp)
    window.removeEventListener('pageshow', seen)
    document.removeEventListener('visibilitychange', shown)
  }
}
