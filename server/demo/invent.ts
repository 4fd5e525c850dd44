/**
 * Fills a demo house with invented people and weeks. The house that is filled listens on this
 * machine alone, beside the real one, which goes on serving meanwhile.
 */
import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Running } from '../compose.ts'
import { daysLater } from '../../scripts/demo/calendar.ts'
import { tellHistory } from '../../scripts/demo/history.ts'
import { administrator } from '../../scripts/demo/registers.ts'
import { Timeline } from '../../scripts/demo/timeline.ts'
import { moveIn } from '../../scripts/demo/town.ts'

/** Registers are said to be older than everything told, in days. */
const settledDays = 100

/** What an invention needs and tells. */
export interface Inventing {
  /** The configuration of the demo house. */
  readonly config: Config
  /** How many days of history are invented. */
  readonly days: number
  readonly start: (config: Config) => Promise<Running>
  /** Hears which part is done, from 0 to 1. */
  readonly told: (part: number) => void
  readonly signal: AbortSignal
}

/**
 * Invents a house and stops it again.
 *
 * @throws Error when an act is refused, or the signal's reason when it is aborted
 */
export async function invent({ config, days, start, told, signal }: Inventing): Promise<void> {
  const password = randomBytes(18).toString('base64url')
  const running = await start({
    ...config,
    port: 0,
    host: '127.0.0.1',
    tls: undefined,
    publicUrl: undefined,
    admin: { user: administrator.user, password },
  })
  try {
    const now = new Date()
    const from = daysLater(now, -days)
    const town = await moveIn(running.url, password, daysLater(now, -Math.max(days, settledDays)))
    const timeline = new Timeline()
    await tellHistory(town, timeline, now, days)
    for (let day = 1; day <= days; day += 1) {
      signal.throwIfAborted()
      await timeline.runUntil(day === days ? now : daysLater(from, day), () => signal.aborted)
      told(day / days)
    }
    signal.throwIfAborted()
  } finally {
    await running.stop()
  }
}
