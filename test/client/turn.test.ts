/**
 * Tabs that take turns at sending: one that moves is waited for however long it takes, one that
 * hung is not, and one that was thought to hang finishes what it began.
 */
import { mock } from 'node:test'
import { expect } from 'chai'
import { hangMs, lockedTurn } from '../../client/offline/lock.ts'
import type { Request } from '../../client/offline/lock.ts'

/** A lock as the platform has them. */
function newLock(): Request {
  let lose: ((stolen: Error) => void) | undefined
  const waiting: (() => void)[] = []
  return async ({ signal, steal }, run) => {
    if (steal) lose?.(new DOMException('stolen', 'AbortError'))
    else if (lose) {
      await new Promise<void>((resolve, reject) => {
        waiting.push(resolve)
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      })
    }
    const own = await new Promise<boolean>((resolve, reject) => {
      lose = reject
      run().then(resolve, reject)
    })
    lose = undefined
    waiting.shift()?.()
    return own
  }
}

/** A run that ends when it is told to. */
function heldRun() {
  let end: (waits: boolean) => void = () => undefined
  const ended = new Promise<boolean>((resolve) => (end = resolve))
  let begun = 0
  const run = () => ((begun += 1), ended)
  return { run, end: (waits: boolean) => end(waits), begun: () => begun }
}

/** Lets everything happen that needs no time. */
const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('tabs that take turns', () => {
  const setting = () => ({
    lock: newLock(),
    signs: new EventTarget(),
    slow: heldRun(),
    next: heldRun(),
  })

  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
  afterEach(() => mock.timers.reset())

  it('wait for one that moves, however long it takes', async () => {
    const { lock, signs, slow, next } = setting()
    const first = lockedTurn(lock, slow.run, signs)
    const second = lockedTurn(lock, next.run, signs)
    for (let sign = 0; sign < 5; sign += 1) {
      mock.timers.tick(hangMs - 1)
      signs.dispatchEvent(new Event('message'))
      await soon()
    }
    expect([slow.begun(), next.begun()]).to.deep.equal([1, 0])
    slow.end(false)
    next.end(true)
    expect(await Promise.all([first, second])).to.deep.equal([false, true])
    expect(next.begun()).to.equal(1)
  })

  it('do not wait for one that hung, which ends its own turn without a fault', async () => {
    const { lock, signs, slow, next } = setting()
    const first = lockedTurn(lock, slow.run, signs)
    const second = lockedTurn(lock, next.run, signs)
    mock.timers.tick(hangMs)
    await soon()
    expect(next.begun()).to.equal(1)
    next.end(false)
    slow.end(true)
    expect(await Promise.all([first, second])).to.deep.equal([true, false])
  })
})
