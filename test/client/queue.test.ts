/**
 * The promises of the outbox: kept before it is told, oldest first, tried again with the same id,
 * never dropped, and one refused act in nobody's way.
 */
import { expect } from 'chai'
import { toldOf } from '../../client/offline/moment.ts'
import { backoffMs, Queue } from '../../client/offline/queue.ts'
import type { Outgoing, Road, Sending, Shelf } from '../../client/offline/queue.ts'
import type { RecordView } from '../../client/shapes.ts'
import { limits } from '../../models/limits.ts'
import { until } from '../journal/outside.ts'
import { shelfOf } from './shelf.ts'

const problem = { code: 'wrong-state', title: 'no', status: 409 }
const full = { code: 'device-full', title: 'full', status: 507 }
const answered = (id: string): Sending => ({
  kind: 'answered',
  answer: { view: { id } as RecordView },
})

function outgoing(id: string, minute: number, more: Partial<Outgoing> = {}): Outgoing {
  const keptAt = `2026-11-22T00:${String(minute).padStart(2, '0')}:00.000Z`
  return { id, account: 'aya', ledger: 'things', act: 'do', fields: {}, tries: 0, keptAt, ...more }
}

type Answering = (one: Outgoing, isPrompt: boolean) => Sending | Promise<Sending>

/** A queue over a shelf in memory and a road whose answers the test gives. */
function setting(answer: Answering, kept: readonly Outgoing[] = []) {
  const acts = new Map(kept.map((one, at) => [one.id, { place: at + 1, ...one }]))
  const steps: string[] = []
  const timers: { ms: number; run: () => void }[] = []
  const state = { account: 'aya' as string | undefined, answer, full: false }
  const shelf = shelfOf(acts, (what, id) => {
    if (what === 'put') steps.push(`keep ${id}`)
    if (state.full) throw new Error('QuotaExceededError')
  })
  const road: Road = {
    send(one, isPrompt) {
      steps.push(`send ${one.id}`)
      return Promise.resolve(state.answer(one, isPrompt))
    },
    account: () => state.account,
    later(ms, run) {
      const timer = { ms, run }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), 1)
    },
    turn: (run) => run(),
    tell: () => undefined,
    stamped: (one) => one,
    notKept: () => full,
  }
  const tab = () => new Queue(shelf, road)
  return { queue: tab(), acts, steps, timers, state, tab, shelf, road }
}

describe('the outbox', () => {
  it('keeps an act before it sends it, and forgets it once it is answered', async () => {
    const { queue, acts, steps } = setting(({ id }) => answered(id))
    const outcome = await queue.add(outgoing('a', 1))
    expect(outcome.kind).to.equal('done')
    expect(steps).to.deep.equal(['keep a', 'send a'])
    expect([...acts.keys()]).to.deep.equal([])
  })

  it('tells what came of an act that a round under way sent as soon as it was kept', async () => {
    const { shelf, road } = setting(({ id }) => answered(id))
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    let looks = 0
    const slow: Shelf = {
      ...shelf,
      // Whoever keeps the act is slow to look again; the round is not.
      async all() {
        looks += 1
        if (looks === 1) await held
        return await shelf.all()
      },
    }
    const queue = new Queue(slow, road)
    const outcome = queue.add(outgoing('a', 1))
    await until(() => looks === 1)
    queue.nudge()
    await queue.settled()
    letGo()
    expect((await outcome).kind).to.equal('done')
  })

  it('sends what was kept before a restart first, in the order it was kept whatever the clock said', async () => {
    const kept = [
      outgoing('c', 1, { place: 3 }),
      outgoing('a', 3, { place: 1 }),
      outgoing('b', 2, { place: 2 }),
    ]
    const { queue, steps } = setting(({ id }) => answered(id), kept)
    await queue.open()
    await queue.settled()
    expect(steps).to.deep.equal(['send a', 'send b', 'send c'])
    expect(queue.held).to.deep.equal([])
  })

  it('says that an act is kept when nobody answers, and sends it again later', async () => {
    const { queue, steps, timers, state } = setting(() => ({ kind: 'later', blocks: true }))
    expect((await queue.add(outgoing('a', 1))).kind).to.equal('kept')
    await queue.settled()
    expect(queue.held.map(({ id, tries }) => [id, tries])).to.deep.equal([['a', 1]])
    expect(timers).to.have.length(1)
    state.answer = ({ id }) => answered(id)
    timers[0]?.run()
    await queue.settled()
    expect(queue.held).to.deep.equal([])
    expect(steps.filter((step) => step === 'send a')).to.have.length(2)
  })

  it('sends nothing past an act that cannot be sent, and tells those behind it', async () => {
    const { queue, steps } = setting(() => ({ kind: 'later', blocks: true }), [outgoing('a', 1)])
    await queue.open()
    await queue.settled()
    expect((await queue.add(outgoing('b', 2))).kind).to.equal('kept')
    expect(steps).not.to.include('send b')
  })

  it('goes on past an act the server stumbles on, and keeps it', async () => {
    const { queue, steps } = setting(
      ({ id }) => (id === 'a' ? { kind: 'later', blocks: false } : answered(id)),
      [outgoing('a', 1), outgoing('b', 2)],
    )
    await queue.open()
    await queue.settled()
    expect(steps).to.include('send b')
    expect(queue.held.map(({ id }) => id)).to.deep.equal(['a'])
  })

  it('keeps a refused act with its reason, sends it no more, and goes on', async () => {
    const { queue, steps } = setting(
      ({ id }) => (id === 'a' ? { kind: 'refused', problem } : answered(id)),
      [outgoing('a', 1), outgoing('b', 2)],
    )
    await queue.open()
    await queue.settled()
    queue.nudge()
    await queue.settled()
    expect(steps.filter((step) => step === 'send a')).to.have.length(1)
    expect(queue.held.map(({ id, refused }) => [id, refused])).to.deep.equal([['a', problem]])
  })

  it('replaces a refused act by its corrected self under the same id', async () => {
    const { queue, acts, state } = setting(() => ({ kind: 'refused', problem }))
    expect((await queue.add(outgoing('a', 1))).kind).to.equal('refused')
    state.answer = ({ id }) => answered(id)
    const corrected = outgoing('a', 2, { fields: { reason: 'work' } })
    expect((await queue.add(corrected)).kind).to.equal('done')
    expect(acts.size).to.equal(0)
  })

  it('never sends a withdrawn act', async () => {
    const { queue, steps, state } = setting(({ id }) => answered(id), [outgoing('a', 1)])
    state.account = undefined
    await queue.open()
    await queue.settled()
    await queue.withdraw('a')
    state.account = 'aya'
    queue.nudge()
    await queue.settled()
    expect(steps).to.deep.equal([])
  })

  for (const where of ['the same tab', 'another tab']) {
    it(`lets nothing come back that ${where} withdrew while it was on its way`, async () => {
      const each = [{ record: 'x', revision: 1 }]
      const endings: readonly Sending[] = [
        { kind: 'later', blocks: true },
        { kind: 'refused', problem },
        { kind: 'answered', answer: { results: [{ problem }] } },
      ]
      for (const ending of endings) {
        const { queue, acts, state, tab } = setting(() => ending, [outgoing('a', 1, { each })])
        const other = tab()
        const withdrawing = where === 'the same tab' ? queue : other
        state.account = undefined
        await queue.open()
        await other.open()
        state.account = 'aya'
        state.answer = async () => {
          await withdrawing.withdraw('a')
          return ending
        }
        queue.nudge()
        await queue.settled()
        expect([...acts.keys()], ending.kind).to.deep.equal([])
      }
    })
  }

  it('sends nothing that is being withdrawn while the device still holds it', async () => {
    const { queue, steps, state } = setting(({ id }) => answered(id), [outgoing('a', 1)])
    state.account = undefined
    await queue.open()
    await queue.settled()
    state.account = 'aya'
    const withdrawn = queue.withdraw('a')
    queue.nudge()
    await queue.settled()
    await withdrawn
    expect(steps).to.deep.equal([])
  })

  for (const how of ['without a restart', 'after a restart']) {
    it(`tells the time of every act that waited, also of those never tried, ${how}`, async () => {
      const kept = [outgoing('a', 0), outgoing('b', 10), outgoing('c', 20)]
      const { queue, acts, state, tab } = setting(() => ({ kind: 'later', blocks: true }))
      for (const one of kept) expect((await queue.add(one)).kind).to.equal('kept')
      await queue.settled()
      expect([...acts.values()].map(({ tries }) => tries > 0)).to.deep.equal([true, false, false])
      const told: unknown[] = []
      // Whoever made the last one has hardly turned around.
      const now = Date.parse('2026-11-22T00:20:01.500Z')
      state.answer = (one, isPrompt) => (
        told.push(toldOf(one, { isPrompt, now })),
        answered(one.id)
      )
      const later = how === 'after a restart' ? tab() : queue
      await later.open()
      await later.settled()
      const times = kept.map(({ keptAt }) => ({ occurredAt: keptAt, source: 'device' }))
      expect(told).to.deep.equal(times)
    })
  }

  it('tells the time of an act whose first try an empty battery ended', async () => {
    const prompt: boolean[] = []
    const { queue, state, tab, acts } = setting((_one, isPrompt) => {
      prompt.push(isPrompt)
      return new Promise(() => undefined)
    })
    void queue.add(outgoing('a', 1))
    while (prompt.length === 0) await new Promise((resolve) => setImmediate(resolve))
    state.answer = ({ id }, isPrompt) => (prompt.push(isPrompt), answered(id))
    const restarted = tab()
    await restarted.open()
    await restarted.settled()
    expect([prompt, acts.size]).to.deep.equal([[true, false], 0])
  })

  it('leaves the time of what is sent at once to the server', () => {
    const act = outgoing('a', 1)
    const made = Date.parse(act.keptAt)
    const aged = (seconds: number) => toldOf(act, { isPrompt: true, now: made + seconds * 1_000 })
    expect(aged(limits.promptSeconds - 1)).to.deep.equal({})
    expect(aged(limits.promptSeconds)).to.deep.equal({ occurredAt: act.keptAt, source: 'device' })
    expect(aged(-3_600)).to.have.property('source', 'device')
    const statedAt = '2026-11-21T00:00:00.000Z'
    const stated = { occurredAt: statedAt, source: 'stated' }
    expect(toldOf({ ...act, statedAt }, { isPrompt: true, now: made })).to.deep.equal(stated)
  })

  it('leaves the acts of another account alone', async () => {
    const kept = [outgoing('a', 1, { account: 'ben' }), outgoing('b', 2)]
    const { queue, steps } = setting(({ id }) => answered(id), kept)
    await queue.open()
    await queue.settled()
    expect(steps).to.deep.equal(['send b'])
    expect(queue.held.map(({ id }) => id)).to.deep.equal(['a'])
  })

  it('waits longer after each failure, up to a limit', () => {
    const waits = [0, 1, 2, 3, 30].map((tries) => backoffMs(tries, 1))
    expect(waits).to.deep.equal([1_000, 2_000, 4_000, 8_000, 60_000])
    expect(backoffMs(3, 0)).to.equal(4_000)
  })

  it('tells its listeners of every change until they stop listening', async () => {
    const { queue } = setting(({ id }) => answered(id))
    const seen: number[] = []
    const stop = queue.listen(() => seen.push(queue.held.length))
    await queue.add(outgoing('a', 1))
    expect(seen).to.deep.equal([1, 0])
    stop()
    await queue.add(outgoing('b', 2))
    expect(seen).to.deep.equal([1, 0])
  })
})
