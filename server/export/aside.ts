/**
 * How long work lets others go first: between its steps it looks whether acts wait for the
 * journal, which somebody with a tablet in their hand waits for.
 */
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import type { House } from '../house.ts'

/** How often and for how long a step waits for acts that wait for the journal, in milliseconds. */
const stepAside = { times: 20, ms: 2 } as const

/** Lets whatever else waits have its turn, acts for a little longer. */
export async function aside({ appender }: Pick<House, 'appender'>): Promise<void> {
  await setImmediate()
  for (let tries = 0; tries < stepAside.times; tries += 1) {
    if (!appender.busy) break
    await wait(stepAside.ms)
  }
}
