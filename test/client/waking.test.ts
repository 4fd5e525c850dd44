/** What waits is sent when somebody looks at the page again, whatever the next try was due. */
import { expect } from 'chai'
import { whenAwake } from '../../client/offline/waking.ts'
import { act, device, FakeServer, unreachable } from './weather.ts'

/** A browser's window whose page is looked at, or not. */
class Browser extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' })

  show(visibilityState: 'visible' | 'hidden'): void {
    this.document.visibilityState = visibilityState
    this.document.dispatchEvent(new Event('visibilitychange'))
  }
}

describe('the outbox of a tablet that is taken up again', () => {
  const setting = async () => {
    const server = new FakeServer()
    const line = { up: false, tries: 0 }
    const { acts, open } = device((one) => {
      line.tries += 1
      return Promise.resolve(line.up ? server.take(one, 'fair') : unreachable)
    })
    const queue = open()
    const browser = new Browser()
    const nudge = () => queue.nudge()
    const stop = whenAwake(browser, { lineUp: nudge, seen: nudge })
    await queue.add(act('a'))
    await queue.settled()
    line.up = true
    return { acts, queue, browser, server, line, stop }
  }

  it('sends when the page is seen, not when it is put away', async () => {
    const { acts, queue, browser, server, line } = await setting()
    browser.show('hidden')
    await queue.settled()
    expect([line.tries, acts.size]).to.deep.equal([1, 1])
    browser.show('visible')
    await queue.settled()
    expect([server.journal, acts.size]).to.deep.equal([['a'], 0])
  })

  for (const event of ['online', 'pageshow']) {
    it(`sends on “${event}”, and no more once nobody is signed in`, async () => {
      const { queue, browser, server, line, stop } = await setting()
      browser.dispatchEvent(new Event(event))
      await queue.settled()
      expect(server.journal).to.deep.equal(['a'])
      line.up = false
      await queue.add(act('b'))
      await queue.settled()
      stop()
      line.up = true
      browser.dispatchEvent(new Event(event))
      await queue.settled()
      expect(server.journal).to.deep.equal(['a'])
    })
  }
})
