/**
 * Reading apart: whatever a thread does with what somebody else wrote, the house hears of it in
 * its own time, and so much of it as is read at once.
 */
import { expect } from 'chai'
import { Reader, Unfinished } from '../../server/apart/reader.ts'
import { Turns } from '../../server/turns.ts'
import { Problem } from '../../models/problems.ts'

const bounds = { ms: 60_000, mb: 256, waitingMax: 8 }

/** A reader whose thread runs these lines. */
function reading(lines: string, more: Partial<typeof bounds> = {}): Reader<unknown, unknown> {
  const module = `import { parentPort, workerData } from 'node:worker_threads'; ${lines}`
  const url = new URL(`data:text/javascript,${encodeURIComponent(module)}`)
  return new Reader(url, { ...bounds, ...more })
}

async function reasonOf(reader: Reader<unknown, unknown>): Promise<string> {
  const error = await reader.read('x').then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).to.be.instanceOf(Unfinished)
  return (error as Unfinished).reason
}

describe('what is read apart', function () {
  this.timeout(120_000)

  it('comes in its parts, one input after another', async () => {
    const reader = reading(
      'for (const one of workerData) parentPort.postMessage(one * 2); parentPort.postMessage(process.env.HOME)',
    )
    expect(await Promise.all([reader.read([1, 2]), reader.read([3])])).to.deep.equal([
      [2, 4, undefined],
      [6, undefined],
    ])
  })

  it('is given up when it takes too long, too much memory of any kind, or dies', async () => {
    const fill = 'const all = []; for (;;) all.push'
    for (const [lines, reason, more] of [
      ['setInterval(() => {}, 1000)', 'late', { ms: 500 }],
      ['for (;;);', 'late', { ms: 500 }],
      [`${fill}(Buffer.alloc(2 ** 20, 1))`, 'memory', {}],
      [`${fill}({ a: [1, 2, 3] })`, 'memory', {}],
      ['throw new Error("no")', 'broken', {}],
      ['process.exit(3)', 'broken', {}],
    ] as const) {
      expect([lines, await reasonOf(reading(lines, more))]).to.deep.equal([lines, reason])
    }
  })
})

describe('work that takes turns', () => {
  it('is done so much at once, in the order it came, and refused beyond what may wait', async () => {
    const turns = new Turns(2, 2)
    const began: number[] = []
    const ends: (() => void)[] = []
    const work = (n: number) =>
      turns.take(async () => {
        began.push(n)
        await new Promise<void>((resolve) => ends.push(resolve))
        if (n === 1) throw new Error('it went wrong')
      })
    const all = [0, 1, 2, 3].map((n) => work(n).catch(() => undefined))
    const refused = await work(4).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(Problem).and.include({ code: 'busy' })
    while (ends.length < 2) await new Promise((resolve) => setImmediate(resolve))
    expect(began).to.deep.equal([0, 1])
    for (let n = 0; n < 4; n += 1) {
      while (ends.length <= n) await new Promise((resolve) => setImmediate(resolve))
      ends[n]?.()
    }
    await Promise.all(all)
    expect(began).to.deep.equal([0, 1, 2, 3])
    expect(await turns.take(() => Promise.resolve('free again'))).to.equal('free again')
  })
})
