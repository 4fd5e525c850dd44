/**
 * The outbox on a network that fails in every place: before the server hears of an act, in the
 * middle of a file, after it was journalled but before the answer came, and with every kind of
 * "not now" and "no". Whatever happens, each act is journalled once and in its turn, or kept with
 * the reason why it is not.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import type { RecordView } from '../../client/shapes.ts'
import {
  act,
  device,
  FakeServer,
  plans,
  refusal,
  storms,
  unreachable,
  weathers,
} from './weather.ts'
import type { Weather } from './weather.ts'

describe('the outbox on a bad network', () => {
  for (const storm of storms) {
    const name = typeof storm === 'string' ? storm : `${storm.status} ${storm.code}`
    it(`keeps an act and journals it once after “${name}”`, async () => {
      const server = new FakeServer()
      const forecast: Weather[] = [storm, 'fair']
      const { acts, open } = device((one) =>
        Promise.resolve(server.take(one, forecast.shift() ?? 'fair')),
      )
      const queue = open()
      expect((await queue.add(act('a'))).kind).to.equal('kept')
      await queue.settled()
      expect(acts.get('a')?.tries).to.equal(1)
      queue.nudge()
      await queue.settled()
      expect(server.journal).to.deep.equal(['a'])
      expect(acts.size).to.equal(0)
    })
  }

  it('delivers every act once and in its turn, or keeps it with the reason', async () => {
    await fc.assert(
      fc.asyncProperty(plans, weathers, fc.nat(5), async (plan, weather, restartAt) => {
        const server = new FakeServer()
        const forecast = [...weather]
        const { acts, open } = device((one) =>
          Promise.resolve(server.take(one, forecast.shift() ?? 'fair')),
        )
        let queue = open()
        for (const [at, one] of plan.entries()) {
          // The battery was empty; what was kept is all that is left.
          if (at === restartAt) {
            queue = open()
            await queue.open()
          }
          await queue.add(one)
        }
        for (let round = 0; round <= weather.length; round += 1) {
          queue.nudge()
          await queue.settled()
        }
        expect(new Set(server.journal).size).to.equal(server.journal.length)
        for (const { id } of plan) {
          const there = server.journal.includes(id)
          const here = acts.get(id)
          expect(there, `${id} is in one place`).to.equal(here === undefined)
          if (!here || here.refused) continue
          const earlier = plan.slice(
            0,
            plan.findIndex((one) => one.id === id),
          )
          const thing = here.record ?? here.id
          const holdsUp = earlier.some(
            (one) => (one.record ?? one.id) === thing && acts.get(one.id)?.refused,
          )
          expect(holdsUp, `${id} waits for a refused one`).to.equal(true)
        }
        for (const { refused, id } of acts.values()) {
          if (refused) expect(server.refusedOnce, refused.code).to.include(id)
        }
        const order = (thing: string) =>
          plan.filter((one) => (one.record ?? one.id) === thing).map(({ id }) => id)
        for (const thing of new Set(plan.map((one) => one.record ?? one.id))) {
          const journalled = server.journal.filter((id) => order(thing).includes(id))
          expect(journalled).to.deep.equal(order(thing).slice(0, journalled.length))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('holds acts back behind the refused one that makes what they are about, and no others', async () => {
    const server = new FakeServer()
    const weather = new Map<string, Weather>([['a', refusal]])
    const { acts, open } = device((one) =>
      Promise.resolve(server.take(one, weather.get(one.id) ?? 'fair')),
    )
    const queue = open()
    await queue.add(act('a'))
    expect((await queue.add(act('b', 'a', 1))).kind).to.equal('kept')
    await queue.add({ ...act('c'), fields: { about: [{ thing: 'a' }] } })
    await queue.add(act('d'))
    expect(server.journal).to.deep.equal(['d'])
    weather.clear()
    await queue.add({ ...act('a'), fields: { corrected: true } })
    await queue.settled()
    expect(server.journal).to.deep.equal(['d', 'a', 'b', 'c'])
    expect(acts.size).to.equal(0)
  })

  it('goes on from where a conflict was settled, so that nobody is asked about their own acts', async () => {
    const server = new FakeServer()
    server.take(act('a'), 'fair')
    server.take(act('theirs', 'a', 1), 'fair')
    const { acts, open } = device((one) => Promise.resolve(server.take(one, 'fair')))
    const queue = open()
    const outcome = await queue.add(act('mine', 'a', 1))
    expect(outcome.kind).to.equal('refused')
    expect((await queue.add(act('next', 'a', 2))).kind).to.equal('kept')
    await queue.add(act('mine', 'a', 2))
    await queue.settled()
    expect(server.journal).to.deep.equal(['a', 'theirs', 'mine', 'next'])
    expect(acts.size).to.equal(0)
  })

  it('withdraws what makes no sense without what is withdrawn, and sends the rest', async () => {
    const { acts, open } = device(() => Promise.resolve(unreachable))
    const queue = open()
    for (const one of [act('a'), act('b', 'a', 1), act('c'), act('d', 'c', 1)]) await queue.add(one)
    expect(queue.behind('a').map(({ id }) => id)).to.deep.equal(['b'])
    await queue.withdraw('a')
    expect([...acts.keys()]).to.deep.equal(['c', 'd'])
  })

  it('keeps what a batch left undone as acts of their own', async () => {
    const view = { id: 'x', revision: 2 } as RecordView
    const problem = { code: 'wrong-state', title: 'no', status: 409 }
    const { acts, open } = device(() =>
      Promise.resolve({ kind: 'answered', answer: { results: [{ record: view }, { problem }] } }),
    )
    const each = [
      { record: 'x', revision: 1 },
      { record: 'y', revision: 4, fields: { serial: 'S' } },
    ]
    const outcome = await open().add({ ...act('batch'), fields: { shared: 1 }, each })
    expect(outcome.kind).to.equal('done')
    const [left, ...others] = [...acts.values()]
    expect(others).to.deep.equal([])
    expect(left).to.deep.include({ record: 'y', revision: 4, refused: problem })
    expect(left?.fields).to.deep.equal({ shared: 1, serial: 'S' })
    expect(left?.each).to.equal(undefined)
  })

  it('learns from another tab what came of its act', async () => {
    const queue = device(() => new Promise(() => undefined)).open()
    const outcome = queue.add(act('a'))
    await new Promise((resolve) => setImmediate(resolve))
    const view = { id: 'a', revision: 1 } as RecordView
    await queue.heard({ kind: 'settled', id: 'a', outcome: { kind: 'done', answer: { view } } })
    expect((await outcome).kind).to.equal('done')
  })
})
