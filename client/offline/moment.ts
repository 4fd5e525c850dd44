/**
 * When an act kept on a device happened, as far as that can be said: by the device's clock, set
 * right by what was known of the server's, and never before the device last heard the server nor
 * after now.
 */
import { limits } from '../../models/limits.ts'
import type { TimeSource } from '../../models/record.ts'
import type { Outgoing } from './outgoing.ts'

type Kept = Pick<Outgoing, 'keptAt' | 'aheadMs' | 'heardAt'>

/**
 * The moment of an act that was held up.
 *
 * @param now the device's clock, in milliseconds
 * @param aheadMs how far the server's clock is known to be ahead of it now
 * @returns an ISO moment by the server's clock
 */
export function momentOf({ keptAt, aheadMs, heardAt }: Kept, now: number, aheadNow = 0): string {
  const said = Date.parse(keptAt) + (aheadMs ?? aheadNow)
  const earliest = heardAt === undefined ? -Infinity : Date.parse(heardAt)
  // A second stays in hand, because the server's clock is known to the second.
  const latest = now + aheadNow - 1_000
  return new Date(Math.min(Math.max(said, earliest), latest)).toISOString()
}

/** What is told of when an act happened; nothing while the server's own clock knows better. */
export interface Told {
  readonly occurredAt?: string
  readonly source?: TimeSource
}

/** What is known when an act is sent. */
export interface Sent {
  /** Whether it was made just now, and whoever made it waits for the answer. */
  readonly isPrompt: boolean
  /** The device's clock, in milliseconds. */
  readonly now: number
  /** How far the server's clock is known to be ahead of it now. */
  readonly aheadMs?: number | undefined
}

/**
 * When an act that is sent now happened. A person's word goes along always; the device's clock as
 * soon as the act waited for whatever reason, itself tried in vain or never tried at all.
 */
export function toldOf(outgoing: Outgoing, { isPrompt, now, aheadMs }: Sent): Told {
  const { statedAt, keptAt } = outgoing
  if (statedAt !== undefined) return { occurredAt: statedAt, source: 'stated' }
  // Its photos may have taken their time; a clock set back makes an age no less of one.
  const age = Math.abs(now - Date.parse(keptAt))
  if (isPrompt && age < limits.promptSeconds * 1_000) return {}
  return { occurredAt: momentOf(outgoing, now, aheadMs), source: 'device' }
}
