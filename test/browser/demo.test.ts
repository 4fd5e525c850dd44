/** The demo as an administrator meets it: loaded by hand, unmistakable everywhere, and ended. */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { greeting } from '../../client/wording/kiosk.ts'
import { demo } from '../../client/wording/demo.ts'
import { wording } from '../../client/wording/house.ts'
import { languages } from '../../models/words.ts'
import { readConfig } from '../../server/config.ts'
import { Houses } from '../../server/demo/houses.ts'
import { temporaryFolder } from '../house.ts'
import { admin, passwordOf } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

/** How long a demo may take to come or go on a slow machine, in milliseconds. */
const patienceMs = 180_000

describe('the demo on a tablet', function () {
  this.timeout(flowMs)
  const room = temporaryFolder()
  let houses: Houses
  let browser: Browser
  let url: string

  before(async () => {
    const environment = {
      PORT: '0',
      TLS_PORT: 'off',
      DATA_DIR: room.folder,
      LOG_LEVEL: 'silent',
      ADMIN_USER: admin,
      ADMIN_PASSWORD: passwordOf(admin),
    }
    houses = await Houses.open(readConfig(environment), { days: 1 })
    url = houses.running?.url ?? ''
    browser = await openBrowser()
  })

  after(async () => {
    await browser.close()
    await houses.stop()
    room.remove()
  })

  for (const language of languages) {
    it(`is loaded, lived in as its people, and ended, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, { url }, language)
      const { page } = tablet
      page.on('dialog', (dialog) => void dialog.accept())
      const banner = page.getByRole('complementary', { name: tablet.say(demo.region) })
      await tablet.signIn(admin)
      await page.locator('.account').waitFor()
      await page.goto('/demo')
      const secret = page.getByLabel(tablet.say(demo.password), { exact: true })
      await secret.fill('not my password')
      expect(await banner.count()).to.equal(0)
      await tablet.isAccessible()
      await tablet.tap(demo.load)
      await page.getByRole('alert').waitFor()
      await secret.fill(passwordOf(admin))
      await tablet.tap(demo.load)
      await tablet.sees(tablet.say(demo.filling))
      await banner.waitFor({ timeout: patienceMs })
      await page.waitForURL((address) => address.pathname !== '/demo', { timeout: patienceMs })
      const choice = banner.getByRole('combobox')
      // Who one may be is asked once the banner stands.
      await choice.locator('option').nth(5).waitFor({ state: 'attached' })
      await page.locator('.account').waitFor()
      await tablet.isAccessible()
      for (const place of ['/board', '/claims', '/journal', '/password']) {
        await page.goto(place)
        await banner.waitFor()
        expect(await banner.innerText()).to.contain(tablet.say(demo.banner))
      }
      await choice.selectOption({ label: await optionOf(tablet, '緒方') })
      await page.locator('.account-name', { hasText: '緒方' }).waitFor()
      await banner.waitFor()
      // A tablet that was enrolled says what it is, and leads nowhere.
      await page.evaluate(`localStorage.setItem('daicho.enrolled', 'now')`)
      await choice.selectOption({ label: await optionOf(tablet, '受付端末') })
      await page.getByLabel(tablet.say(greeting.code)).waitFor()
      await banner.waitFor()
      expect(await banner.innerText()).to.contain(tablet.say(demo.banner))
      expect(await banner.locator('select, button, a').count()).to.equal(0)
      await page.evaluate(`localStorage.removeItem('daicho.enrolled')`)
      await page.reload()
      await choice.locator('option').nth(5).waitFor({ state: 'attached' })
      await choice.selectOption({ label: await optionOf(tablet, '緒方') })
      await page.locator('.account-name', { hasText: '緒方' }).waitFor()
      await tablet.tap(demo.remove)
      await page.getByRole('button', { name: tablet.say(wording.signIn) }).waitFor({
        timeout: patienceMs,
      })
      await banner.waitFor({ state: 'detached' })
      await tablet.signIn(admin)
      await page.locator('.account').waitFor()
      await tablet.close()
    })
  }
})

/** The whole of the choice that names somebody. */
async function optionOf(tablet: Tablet, name: string): Promise<string> {
  const labels = await tablet.page.locator('.demo-banner option').allInnerTexts()
  return labels.find((label) => label.includes(name)) ?? ''
}
