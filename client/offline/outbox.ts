/**
 * The outbox of this device: every act goes through it, whether the network is there or not. It
 * joins the queue's rules to IndexedDB, to the server and to the clock.
 */
import { useSyncExternalStore } from 'react'
import { call, Refused } from '../api.ts'
import type { ProblemBody, RecordView } from '../api.ts'
import { languageOf } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'
import { askAgain, signedOut } from '../session.tsx'
import { offline } from '../wording/offline.ts'
import { hashesIn, uploadKept } from './attach.ts'
import { isOutdated, keep, kept } from './cabinet.ts'
import { knownTime, recallTime } from './clock.ts'
import { isBusy, judged, slim } from './judging.ts'
import { toldOf } from './moment.ts'
import { Queue } from './queue.ts'
import type { Answer, BatchResult, Outgoing, Sending } from './queue.ts'
import { dropAbandoned, shelf } from './shelf.ts'
import { inTurn, onTabs, signOfLife, tellTabs } from './turn.ts'

let sender: string | undefined

export const outbox = new Queue(shelf, {
  send,
  account: () => sender,
  later(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  turn: inTurn,
  tell: tellTabs,
  stamped: (outgoing) => ({ ...knownTime(), ...outgoing }),
  notKept,
})

onTabs((news) => void outbox.heard(news))

/**
 * What is said when something could not be kept: an act that is not kept was not recorded.
 *
 * @param error what the device's store failed with; that it has no room, unless one is given
 */
export function notKept(error?: unknown): ProblemBody {
  const language = languageOf(document.documentElement.lang)
  const said = (code: string, says: Words) => ({ code, status: 507, title: says[language] })
  if (isOutdated()) return said('app-outdated', offline.outdated)
  const full = error === undefined || (error as Error).name === 'QuotaExceededError'
  return full ? said('device-full', offline.full) : said('store-failed', offline.failed)
}

let opened: Promise<void> = Promise.resolve()

/** Opens the outbox for an account, or closes it for want of one; what is kept stays kept. */
export function sendAs(account: string | undefined): Promise<void> {
  if (sender === account) return opened
  sender = account
  opened = account === undefined ? Promise.resolve() : openUp()
  return opened
}

async function openUp(): Promise<void> {
  await recallTime()
  await outbox.open()
  // Without knowing what is named nothing may be thrown away; there will be another time.
  if (!outbox.known) return
  await dropAbandoned(new Set(filesOf(outbox.held)), Date.now()).catch(() => undefined)
}

/** Hashes of every file and signature picture that acts name. */
export function filesOf(held: readonly Outgoing[]): readonly string[] {
  return held.flatMap((one) => hashesIn([one.fields, one.each]))
}

/** What the store of this device fails with; undefined while it works. */
export function useTrouble(): unknown {
  return useSyncExternalStore(
    (listener) => outbox.listen(listener),
    () => outbox.trouble,
  )
}

/** Everything kept on this device, kept current. */
export function useHeld(): readonly Outgoing[] {
  return useSyncExternalStore(
    (listener) => outbox.listen(listener),
    () => outbox.held,
  )
}

async function send(outgoing: Outgoing, isPrompt: boolean): Promise<Sending> {
  try {
    for (const hash of filesOf([outgoing])) {
      signOfLife()
      await uploadKept(hash, signOfLife)
    }
    signOfLife()
    const answer = await deliver(outgoing, isPrompt)
    // What reached the ledger before it could be taken back was not taken back.
    await forgetWithdrawn(outgoing.id).catch(() => undefined)
    // Some of a batch may have found the server busy: repeating all of it repeats nothing.
    if ('results' in answer && answer.results.some(({ problem }) => isBusy(problem))) {
      return { kind: 'later', blocks: true }
    }
    // The news of it may be late, as when the line only just came back.
    askAgain(new Set([outgoing.ledger, outgoing.record ?? outgoing.id]))
    return { kind: 'answered', answer }
  } catch (error) {
    if (error instanceof Refused) {
      if (error.problem.code === 'sign-in-needed') signedOut()
      return judged(error.problem)
    }
    // Whatever else went wrong, the act is still on the device and may be sent another time.
    return { kind: 'later', blocks: true }
  }
}

async function forgetWithdrawn(id: string): Promise<void> {
  const all = (await kept<readonly { readonly id: string }[]>('withdrawn')) ?? []
  const rest = all.filter((one) => one.id !== id)
  if (rest.length < all.length) await keep('withdrawn', rest)
}

async function deliver(outgoing: Outgoing, isPrompt: boolean): Promise<Answer> {
  const { id, ledger, act, record, each, fields, because, revision } = outgoing
  const body = {
    id,
    fields,
    ...(because !== undefined && { because }),
    ...toldOf(outgoing, { isPrompt, now: Date.now(), aheadMs: knownTime()?.aheadMs }),
  }
  if (each) {
    const batch = { ...body, act, each }
    const { results } = await call<{ results: readonly BatchResult[] }>(
      'POST',
      `/${ledger}/batches`,
      batch,
    )
    return {
      results: results.map((one) => (one.problem ? { problem: slim(one.problem) } : one)),
    }
  }
  const path = record === undefined ? `/${ledger}/acts/${act}` : `/${ledger}/${record}/${act}`
  const one = { ...body, ...(revision !== undefined && { revision }) }
  return { view: await call<RecordView>('POST', path, one) }
}
