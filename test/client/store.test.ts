/**
 * The outbox on a device whose store fails, full or broken, whenever it is asked for anything:
 * whoever waits is told the truth, and nothing is lost, repeated or left standing still by it.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { act, device, FakeServer, plans, unreachable, weathers } from './weather.ts'
import type { Weather } from './weather.ts'

describe('the outbox on a failing device', () => {
  it('says that nothing was kept when the device is full, and keeps nothing', async () => {
    let sent = 0
    const send = () => Promise.resolve(((sent += 1), unreachable))
    const { acts, open } = device(send, new Map(), (what) => {
      if (what === 'put') throw new Error('QuotaExceededError')
    })
    const queue = open()
    const outcome = await queue.add(act('a'))
    expect(outcome).to.have.nested.property('problem.code', 'device-full')
    expect(sent).to.equal(0)
    expect([acts.size, queue.held.length]).to.deep.equal([0, 0])
  })

  it('loses and repeats nothing when the store of the device fails in any place', async () => {
    const failures = fc.array(fc.boolean(), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(plans, weathers, failures, async (plan, weather, failing) => {
        const server = new FakeServer()
        const forecast = [...weather]
        const fails = [...failing]
        const { acts, open } = device(
          (one) => Promise.resolve(server.take(one, forecast.shift() ?? 'fair')),
          new Map(),
          () => {
            if (fails.shift()) throw new Error('UnknownError')
          },
        )
        const queue = open()
        const unkept = new Set<string>()
        for (const one of plan) {
          // Whatever fails, whoever waits is told something.
          const outcome = await queue.add(one)
          if (outcome.kind === 'refused' && outcome.problem.code === 'device-full') {
            unkept.add(one.id)
          }
        }
        for (let round = 0; round <= weather.length + failing.length; round += 1) {
          queue.nudge()
          await queue.settled()
        }
        expect(queue.trouble).to.equal(undefined)
        expect(new Set(server.journal).size).to.equal(server.journal.length)
        for (const { id } of plan) {
          const places = [server.journal.includes(id), acts.has(id), unkept.has(id)]
          expect(places.filter(Boolean), id).to.have.length(1)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('tells that an act is kept, and tries again, while what is kept cannot be read', async () => {
    let broken = true
    const server = new FakeServer()
    const timers: (() => void)[] = []
    const { acts, open } = device(
      (one) => Promise.resolve(server.take(one, 'fair')),
      new Map(),
      (what) => {
        if (broken && what !== 'put') throw new Error('UnknownError')
      },
      (run) => timers.push(run),
    )
    const queue = open()
    await queue.open()
    expect((await queue.add(act('a'))).kind).to.equal('kept')
    await queue.settled()
    expect(queue.trouble).to.be.an('error')
    expect(queue.known).to.equal(false)
    broken = false
    timers.at(-1)?.()
    await queue.settled()
    expect(server.journal).to.deep.equal(['a'])
    expect([acts.size, queue.trouble]).to.deep.equal([0, undefined])
  })

  it('says that an act could not be withdrawn, and keeps it, when the store fails', async () => {
    let broken = false
    const server = new FakeServer()
    let weather: Weather = 'no line'
    const { acts, open } = device(
      (one) => Promise.resolve(server.take(one, weather)),
      new Map(),
      (what) => {
        if (broken && what === 'change') throw new Error('UnknownError')
      },
    )
    const queue = open()
    await queue.add(act('a'))
    await queue.settled()
    broken = true
    expect(await queue.withdraw('a').catch((error: unknown) => error)).to.be.an('error')
    expect([...acts.keys()]).to.deep.equal(['a'])
    broken = false
    weather = 'fair'
    queue.nudge()
    await queue.settled()
    expect(server.journal).to.deep.equal(['a'])
  })
})
