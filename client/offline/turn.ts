/**
 * Tabs of one device share one outbox: one of them sends at a time, and all of them learn of what
 * came of it. Sending twice would be harmless, so a tab that hangs is not waited for long.
 */
import { keep, kept } from './cabinet.ts'
import type { QueueNews } from './outgoing.ts'

const name = 'daicho-outbox'
/** No sending of one act takes longer without a sign of life than this. */
const hangMs = 45_000
const lookAgainMs = 500

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined

const post: ((news: QueueNews) => void) | undefined = channel?.postMessage.bind(channel)

/** Tells the other tabs. */
export function tellTabs(news: QueueNews): void {
  post?.(news)
}

/** Calls back with what other tabs tell. */
export function onTabs(listener: (news: QueueNews) => void): void {
  channel?.addEventListener('message', ({ data }: MessageEvent<QueueNews>) => listener(data))
}

/** Runs when no other tab runs its own, or when the other one has hung. */
export async function inTurn(run: () => Promise<boolean>): Promise<boolean> {
  // Outside a secure context the platform offers no locks.
  const { locks } = navigator as { locks?: LockManager }
  return locks ? await lockedTurn(locks, run) : await leasedTurn(run)
}

async function lockedTurn(locks: LockManager, run: () => Promise<boolean>): Promise<boolean> {
  const given = new AbortController()
  const timer = setTimeout(() => given.abort(), hangMs)
  let begun = false
  const once = () => {
    begun = true
    clearTimeout(timer)
    return run()
  }
  try {
    return await locks.request(name, { signal: given.signal }, once)
  } catch (error) {
    if (begun || !given.signal.aborted) throw error
    return await locks.request(name, { steal: true }, run)
  } finally {
    clearTimeout(timer)
  }
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
  await keep('lease', { tab, until: Date.now() + hangMs })
  try {
    return await run()
  } finally {
    await keep('lease', undefined)
  }
}
