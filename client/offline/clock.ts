/**
 * What this device's clock is worth. Every answer of the server says what time it is there; the
 * difference is remembered, so that an act kept while nobody answered can be told with the right
 * time, and a clock that is far off is said to be.
 */
import { useSyncExternalStore } from 'react'
import { keep, kept } from './cabinet.ts'

/** What is known of the server's clock. */
export interface Known {
  /** How far the server's clock is ahead of this one, in milliseconds. */
  readonly aheadMs: number
  /** When the server was last heard, by the server's clock, ISO. */
  readonly heardAt: string
}

/** A clock this far off is worth a word, in milliseconds. */
const offMs = 2 * 60_000
/** Answers come often; what they say of the clock is written down this often. */
const writeEveryMs = 60_000
/** The header counts whole seconds, so on average half of one is missing. */
const halfSecondMs = 500

let known: Known | undefined
let writtenAt = 0
const listeners = new Set<() => void>()

/** Takes note of the time an answer was sent at. */
export function hearTime(header: string | null, askedAt: number, answeredAt: number): void {
  const at = Date.parse(header ?? '') + halfSecondMs
  if (Number.isNaN(at)) return
  const before = isOff()
  known = {
    aheadMs: at - Math.round((askedAt + answeredAt) / 2),
    heardAt: new Date(at).toISOString(),
  }
  if (before !== isOff()) for (const listener of listeners) listener()
  if (Math.abs(answeredAt - writtenAt) < writeEveryMs) return
  writtenAt = answeredAt
  void keep('clock', known).catch(() => undefined)
}

/** Reads what was known before the page was opened, as far as the device can tell. */
export async function recallTime(): Promise<void> {
  const before = await kept<Known>('clock').catch(() => undefined)
  known ??= before
}

export function knownTime(): Known | undefined {
  return known
}

/** The time by the server's clock, as far as it is known. */
export function serverNow(): Date {
  return new Date(Date.now() + (known?.aheadMs ?? 0))
}

function isOff(): boolean {
  return known !== undefined && Math.abs(known.aheadMs) > offMs
}

/** By how many minutes this device's clock is behind (or, negative, ahead), when it is far off. */
export function useClockOff(): number | undefined {
  const off = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOff(),
  )
  return off && known ? Math.round(known.aheadMs / 60_000) : undefined
}
