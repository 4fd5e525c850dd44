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
      const signedIn = await entering.page.context().storageState()
      await entering.close()
      const tablet = await Tablet.open(browser, house, 'ja', signedIn)
      const scripts = new Map<string, Promise<number>>()
      let stands = false
      tablet.page.on('response', (response) => {
        const { pathname } = new URL(response.url())
        if (stands || !pathname.endsWith('.js')) return
        scripts.set(
          pathname,
          response.body().then((body) => gzipSync(body, { level: 9 }).length),
        )
      })
      await tablet.page.goto('/')
      await tablet.page.getByRole('heading', { level: 1 }).waitFor()
      stands = true
      const sizes = await Promise.all(scripts.values())
      expect(sizes.length).to.be.greaterThan(2)
      const whole = sizes.reduce((sum, size) => sum + size, 0)
      expect(whole, [...scripts.keys()].join(' ')).to.be.lessThan(bytesMax)
      await tablet.close()
    })
  }
})
