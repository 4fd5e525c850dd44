/**
 * Keeps the invented house alive for a while, so that whoever watches a board sees it move: one
 * act every few seconds, and a new story whenever few are left.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { later } from './calendar.ts'
import { storyFrom } from './history.ts'
import type { Timeline } from './timeline.ts'
import type { Town } from './town.ts'

/** The pause between two acts, in milliseconds. */
const actEveryMs = 4_000
/** Fewer stories than this under way bring a new one. */
const storiesMin = 8
/** Stories of the history that go on only after this many minutes are not told. */
const aheadMinutesMax = 180

/** How long the house lives, and who is told of a failure. */
export interface Life {
  readonly minutes: number
  readonly signal: AbortSignal
  readonly failed: (error: unknown) => void
}

/** Acts until the time is over or the signal says so. */
export async function live(town: Town, timeline: Timeline, life: Life): Promise<void> {
  const end = later(new Date(), life.minutes)
  timeline.forgetAfter(later(new Date(), aheadMinutesMax))
  while (!life.signal.aborted && new Date() < end) {
    try {
      if (timeline.waiting < storiesMin) await timeline.add(storyFrom(town, new Date()))
      await timeline.stepNow(town.chance)
    } catch (error) {
      // People in the house act too; where they were faster, the story ends and others go on.
      life.failed(error)
    }
    await pause(actEveryMs, undefined, { signal: life.signal }).catch(() => undefined)
  }
}
