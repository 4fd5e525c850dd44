/** How long something lasts, as a clock shows it. */

import { words } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'

const dayMs = 86_400_000
/** From so many days on nobody counts hours. */
const daysMin = 2

/** How many days it has been, once it is days; undefined before that. */
export function lastingDays(from: number, now: number): Words | undefined {
  const days = Math.floor((now - from) / dayMs)
  return days < daysMin ? undefined : words(`${days}日`, `${days} days`)
}

/** Hours, minutes and seconds between two moments in milliseconds, as `H:MM:SS`. */
export function lasting(from: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - from) / 1_000))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
