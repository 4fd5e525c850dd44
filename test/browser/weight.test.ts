/**
 * What a tablet has to load before its first page is there. On a machine-room floor that is time
 * people wait, so the limit is a promise: 200 kB of JavaScript as it travels, compressed.
 */
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const bytesMax = 200_000

/** Notes in the page when its heading stands: a slow test must not count what is fetched later. */
const noteStanding = `new MutationObserver((_, watching) => {
  if (!document.querySelector('h1')) return
  globalThis.stoodAt = performance.now()
  watching.disconnect()
}).observe(document, { childList: true, subtree: true })`

/** The scripts the page asked for until then. */
const askedBefore = `performance.getEntriesByType('resource')
  .filter(({ name, startTime }) => name.endsWith('.js') && startTime < globalThis.stoodAt)
  .map(({ name }) => name)`

describe('the first load', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  for (const user of ['uketsuke', 'aya']) {
    it(`of a tablet of ${user}’s is light`, async () => {
      const entering = await Tablet.open(browser, house, 'ja')
      await entering.signIn(user)
      await entering.page.getByRole('heading', { level: 1 }).waitFor()
      const storageState = await entering.page.context().storageState()
      await entering.close()
      const tablet = await Tablet.open(browser, house, 'ja', { storageState })
      const scripts = new Map<string, Promise<number>>()
      tablet.page.on('response', (response) => {
        if (!new URL(response.url()).pathname.endsWith('.js')) return
        scripts.set(
          response.url(),
          response.body().then((body) => gzipSync(body, { level: 9 }).length),
        )
      })
      await tablet.page.addInitScript(noteStanding)
      await tablet.page.goto('/')
      await tablet.page.getByRole('heading', { level: 1 }).waitFor()
      const first = await tablet.page.evaluate<readonly string[]>(askedBefore)
      const sizes = await Promise.all(first.map(async (url) => await scripts.get(url)))
      expect(sizes.length).to.be.greaterThan(2)
      expect(sizes).not.to.include(undefined)
      const whole = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
      expect(whole, first.join(' ')).to.be.lessThan(bytesMax)
      await tablet.close()
    })
  }
})
