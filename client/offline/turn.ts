/**
 * Tabs of one device share one outbox: one of them sends at a time, and all of them learn of what
 * came of it. Sending twice would be harmless, so a tab that hangs is not waited for long; one
 * that moves, however slowly, says so.
 */
import { keep, kept } from './cabinet.ts'
import { hangMs, lockedTurn } from './lock.ts'
import type { QueueNews } from './outgoing.ts'

const name = 'daicho-outbox'
/** Signs of life are given no oftener. */
const signEveryMs = 5_000
const lookAgainMs = 500

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined
/** Carries the signs of life of the tab whose turn it is. */
const life = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`${name}-life`) : undefined

const post: ((news: QueueNews) => void) | undefined = channel?.postMessage.bind(channel)
const sign: ((sign: true) => void) | undefined = life?.postMessage.bind(life)

/** Tells the other tabs. */
export function tellTabs(news: QueueNews): void {
  post?.(news)
}

/** Calls back with what other tabs tell. */
export function onTabs(listener: (news: QueueNews) => void): void {
  channel?.addEventListener('message', ({ data }: MessageEvent<QueueNews>) => listener(data))
}

let signedAt = -Infinity
let renewLease: () => void = () => undefined

/** Says that the tab whose turn it is still moves: an act begins, or a part of a file went out. */
export function signOfLife(): void {
  if (performance.now() - signedAt < signEveryMs) return
  signedAt = performance.now()
  sign?.(true)
  renewLease()
}

/** Runs when no other tab runs its own, or when the other one has hung. */
export async function inTurn(run: () => Promise<boolean>): Promise<boolean> {
  // Outside a secure context the platform offers no locks.
  const { locks } = navigator as { locks?: LockManager }
  if (!locks) return await leasedTurn(run)
  return await lockedTurn((how, once) => locks.request(name, how, once), run, life)
}

interface Lease {
  readonly tab: string
  readonly until: number
}

const tab = String(Math.random())

async function leasedTurn(run: () => Promise<boolean>): Promise<boolean> {
  for (;;) {
    const lease = await kept<Lease>('lease')
    if (!lease || lease.tab === tab || lease.until < Date.now()) break
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
  const lease = () => keep('lease', { tab, until: Date.now() + hangMs })
  await lease()
  // A lease that could not be renewed runs out, and another tab sends the same once more.
  renewLease = () => void lease().catch(() => undefined)
  try {
    return await run()
  } finally {
    renewLease = () => undefined
    await keep('lease', undefined)
  }
}
