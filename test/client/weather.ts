/**
 * A network that fails in every place, the server behind it, and a device that sends through it:
 * what the tests of the outbox have in common.
 */
import fc from 'fast-check'
import { judged } from '../../client/offline/judging.ts'
import { Queue } from '../../client/offline/queue.ts'
import type { Outgoing, QueueNews, Sending } from '../../client/offline/queue.ts'
import type { RecordView } from '../../client/shapes.ts'
import { shelfOf } from './shelf.ts'
import type { Asked } from './shelf.ts'

/** What the network or the server does to one attempt. */
export type Weather =
  | 'fair'
  | 'no line'
  | 'broken upload'
  | 'lost answer'
  | { readonly status: number; readonly code: string }

export const refusal = { status: 409, code: 'rule-refused' }
export const storms: readonly Weather[] = [
  'no line',
  'broken upload',
  'lost answer',
  { status: 401, code: 'sign-in-needed' },
  { status: 408, code: 'timeout' },
  { status: 429, code: 'too-many-requests' },
  { status: 500, code: 'unexpected' },
  { status: 503, code: 'busy' },
]
export const unreachable: Sending = { kind: 'later', blocks: true }

/** A server that journals an id once, and refuses what names a revision that has passed. */
export class FakeServer {
  readonly journal: string[] = []
  readonly refusedOnce = new Set<string>()
  readonly #revisions = new Map<string, number>()

  take(one: Outgoing, weather: Weather): Sending {
    if (weather === 'no line' || weather === 'broken upload') return unreachable
    if (typeof weather === 'object' && weather !== refusal) return this.#no(weather)
    const record = one.record ?? one.id
    if (!this.journal.includes(one.id)) {
      const revision = this.#revisions.get(record)
      if (one.record !== undefined && revision === undefined) return this.#no(unknown)
      if (weather === refusal) {
        this.refusedOnce.add(one.id)
        return this.#no(refusal)
      }
      if (one.revision !== undefined && one.revision !== revision) return this.#no(stale)
      this.journal.push(one.id)
      this.#revisions.set(record, (revision ?? 0) + 1)
    }
    if (weather === 'lost answer') return unreachable
    const view = { id: record, revision: this.#revisions.get(record) } as RecordView
    return { kind: 'answered', answer: { view } }
  }

  #no({ status, code }: { status: number; code: string }): Sending {
    return judged({ status, code, title: code })
  }
}

const unknown = { status: 404, code: 'unknown-record' }
const stale = { status: 409, code: 'stale-revision' }

export function device(
  send: (one: Outgoing) => Promise<Sending>,
  acts = new Map<string, Outgoing>(),
  asked?: Asked,
  later: (run: () => void) => void = () => undefined,
) {
  const shelf = shelfOf(acts, asked)
  const told: QueueNews[] = []
  const open = () =>
    new Queue(shelf, {
      send,
      account: () => 'aya',
      later: (_ms, run) => (later(run), () => undefined),
      turn: (run) => run(),
      tell: (news) => told.push(news),
      stamped: (one) => one,
      notKept: () => ({ code: 'device-full', title: 'full', status: 507 }),
    })
  return { acts, told, open }
}

export function act(id: string, record?: string, revision?: number): Outgoing {
  return {
    id,
    account: 'aya',
    ledger: 'things',
    act: 'do',
    fields: {},
    tries: 0,
    keptAt: '2026-11-22T00:00:00.000Z',
    ...(record !== undefined && { record }),
    ...(revision !== undefined && { revision }),
  }
}

/** Some things, each made and then acted on a few times, in one order of all. */
export const plans = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 14 })
  .map((things) => {
    const made = new Map<number, number>()
    return things.map((thing, at) => {
      const before = made.get(thing)
      made.set(thing, (before ?? 0) + 1)
      return before === undefined
        ? act(`thing-${thing}`)
        : act(`act-${at}`, `thing-${thing}`, before)
    })
  })
export const weathers = fc.array(fc.constantFrom<Weather>('fair', refusal, ...storms), {
  maxLength: 30,
})
