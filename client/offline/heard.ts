/**
 * Whether what one sees comes from the server or from this device, so that a page never passes
 * off what was carried along as what is so now.
 */
import { useSyncExternalStore } from 'react'

let asOf: string | undefined
const listeners = new Set<() => void>()

function tell(next: string | undefined): void {
  if (asOf === next) return
  asOf = next
  for (const listener of listeners) listener()
}

/** An answer came from this device, as it was known at a moment. */
export function answeredHere(since: string): void {
  tell(since)
}

/** An answer came from the server. */
export function answeredThere(): void {
  tell(undefined)
}

/** Since when what is shown is known, while it comes from this device; ISO. */
export function useShownHere(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asOf,
  )
}
