/**
 * When an act kept on a device happened, as far as that can be said: by the device's clock, set
 * right by what was known of the server's, and never before the device last heard the server nor
 * after now.
 */
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
