/**
 * The outbox of this device: every act goes through it, whether the network is there or not. It
 * joins the queue's rules to IndexedDB, to the server and to the clock.
 */
import { useSyncExternalStore } from 'react'
import { call, Refused } from '../api.ts'
import type { ProblemBody, RecordView } from '../api.ts'
import { languageOf } from '../../models/words.ts'
import { askAgain, signedOut } from '../session.tsx'
import { offline } from '../wording/offline.ts'
import { hashesIn, uploadKept } from './attach.ts'
import { keep, kept } from './cabinet.ts'
import { knownTime, recallTime } from './clock.ts'
import { isBusy, judged } from './judging.ts'
import { toldOf } from './moment.ts'
import { Queue } from './queue.ts'
import type { Answer, BatchResult, Outgoing, Sending } from './queue.ts'
import { dropAbandoned, shelf } from './shelf.ts'
import { inTurn, onTabs, tellTabs } from './turn.ts'

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
  notKept: () => deviceFull(),
})

onTabs((news) => void outbox.heard(news))

/** What is said when the device has no room: an act that cannot be kept was not recorded. */
export function deviceFull(): ProblemBody {
  const title = offline.full[languageOf(document.documentElement.lang)]
  return { code: 'device-full', status: 507, title }
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
  const named = new Set(outbox.held.flatMap((one) => hashesIn([one.fields, one.each])))
  await dropAbandoned(named, Date.now())
}

/** Everything kept on this device, kept current. */
export function useHeld(): readonly Outgoing[] {
  return useSyncExternalStore(
    (listener) => outbox.listen(listener),
    () => outbox.held,
  )
}

async function send(outgoing: Outgoing): Promise<Sending> {
  try {
    for (const hash of hashesIn([outgoing.fields, outgoing.each])) await uploadKept(hash)
    const answer = await deliver(outgoing)
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

/** An act taken back, as its person may look it up for the rest of the day. */
export interface Withdrawn extends Pick<Outgoing, 'id' | 'account' | 'ledger' | 'act' | 'keptAt'> {
  readonly title?: string
  readonly withdrawnAt: string
}

const rememberedMs = 24 * 3_600_000

/** Takes an act back for good, with those that make no sense without it, and remembers the day. */
export async function withdraw(outgoing: Outgoing): Promise<void> {
  const all = [outgoing, ...outbox.behind(outgoing.id)]
  const withdrawnAt = new Date().toISOString()
  const now = all.map(({ id, account, ledger, act, keptAt, title }) => ({
    id,
    account,
    ledger,
    act,
    keptAt,
    withdrawnAt,
    ...(title !== undefined && { title }),
  }))
  await keep('withdrawn', [...now, ...(await withdrawnToday())])
  await outbox.withdraw(outgoing.id)
}

/** What was taken back on this device since yesterday. */
export async function withdrawnToday(): Promise<readonly Withdrawn[]> {
  const all = (await kept<readonly Withdrawn[]>('withdrawn')) ?? []
  return all.filter(({ withdrawnAt }) => Date.now() - Date.parse(withdrawnAt) < rememberedMs)
}

/** Sends a refused act once more: as it is, or knowingly on the state the record has now. */
export async function sendAgain({ refused, ...outgoing }: Outgoing): Promise<void> {
  const revision = refused?.current?.revision
  await outbox.add({ ...outgoing, ...(revision !== undefined && { revision }) })
}

async function deliver(outgoing: Outgoing): Promise<Answer> {
  const { id, ledger, act, record, each, fields, because, revision } = outgoing
  const body = {
    id,
    fields,
    ...(because !== undefined && { because }),
    ...toldOf(outgoing, Date.now(), knownTime()?.aheadMs),
  }
  if (each) {
    const batch = { ...body, act, each }
    const { results } = await call<{ results: readonly BatchResult[] }>(
      'POST',
      `/${ledger}/batches`,
      batch,
    )
    return { results }
  }
  const path = record === undefined ? `/${ledger}/acts/${act}` : `/${ledger}/${record}/${act}`
  const one = { ...body, ...(revision !== undefined && { revision }) }
  return { view: await call<RecordView>('POST', path, one) }
}
