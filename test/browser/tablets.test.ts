/**
 * Tablets as administrators and receptions see them: the page that walks one through trusting the
 * server, enrolling one by its code, and what it shows once it is shut out again.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { languages } from '../../models/words.ts'
import { greeting } from '../../client/wording/kiosk.ts'
import { navigation } from '../../client/wording/navigation.ts'
import { tablets } from '../../client/wording/tablets.ts'
import { wording } from '../../client/wording/house.ts'
import { saying } from '../../server/tls/pagewords.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { ownDoor } from '../http/asking.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('tablets', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  let door = ''

  before(async () => {
    house = await openHouse({ environment: ownDoor })
    const [address = ''] = house.running.house.reach().addresses
    door = `http://127.0.0.1:${new URL(address).port}`
    browser = await openBrowser()
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  for (const language of languages) {
    it(`are led to trust the server from plain HTTP, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      await tablet.page.goto(door)
      await tablet.page.getByRole('heading', { level: 1, name: tablet.say(saying.title) }).waitFor()
      expect(tablet.page.url()).to.equal(`${door}/trust`)
      expect(await tablet.page.locator('html').getAttribute('lang')).to.equal(language)
      await tablet.isAccessible()
      const profile = tablet.page.waitForEvent('download')
      await tablet.page.getByRole('link', { name: tablet.say(saying.certificate) }).tap()
      expect((await profile).suggestedFilename()).to.equal('daicho-ca.crt')
      await tablet.page.getByRole('link', { name: saying.other[language] }).tap()
      const other = language === 'ja' ? 'en' : 'ja'
      await tablet.page.getByRole('heading', { level: 1, name: saying.title[other] }).waitFor()
      await tablet.close()
    })

    it(`are enrolled by a code, and shut out by an act, in ${language}`, async () => {
      const office = await Tablet.open(browser, house, language)
      await office.signIn('kaoru')
      await office.page.getByRole('link', { name: office.say(navigation.tablets) }).tap()
      const device = office.page.getByRole('article', { name: '受付端末' })
      await device.getByText(office.say(tablets.noneEnrolled)).waitFor()
      await office.isAccessible()
      await device.getByRole('button', { name: office.say(tablets.enrol) }).tap()
      const shown = device.locator('.enrolment-code')
      await shown.waitFor()
      const code = await shown.innerText()
      await office.isAccessible()

      const counter = await Tablet.open(browser, house, language)
      await counter.page.goto('/sign-in')
      await counter.tap(navigation.asDevice)
      await counter.page.getByLabel(counter.say(tablets.code)).waitFor()
      await counter.isAccessible()
      await counter.page.goto(`/enrol#token=${code}`)
      await counter.page.reload()
      const typed = await counter.page.getByLabel(counter.say(tablets.code)).inputValue()
      expect(typed).to.equal(code)
      const stays = language === 'ja'
      await counter.page.evaluate(
        `Object.assign(navigator.storage, {
          persist: () => Promise.resolve(${stays}),
          persisted: () => Promise.resolve(${stays}),
        })`,
      )
      await counter.tap(tablets.enrolButton)
      await counter.page.getByRole('heading', { name: counter.say(tablets.enrolDone) }).waitFor()
      await counter.sees(counter.say(stays ? tablets.lastsText : tablets.mayGoText))
      await counter.isAccessible()
      await counter.tap(tablets.enrolStart)
      await counter.page.getByLabel(counter.say(greeting.code)).waitFor()

      await device.getByText(office.say(tablets.live), { exact: true }).waitFor()
      expect(await shown.count()).to.equal(0)
      await device.getByRole('button', { name: office.say(tablets.unenrol) }).tap()
      await device.getByLabel(office.say(tablets.because)).fill('端末の交換')
      await office.isAccessible()
      await device.getByRole('button', { name: office.say(tablets.unenrol) }).tap()
      await device.getByText(office.say(tablets.noneEnrolled)).waitFor()

      await counter.page.goto('/')
      await counter.page
        .getByRole('heading', { level: 1, name: counter.say(tablets.enrolAgain) })
        .waitFor()
      await counter.isAccessible()
      expect(await counter.page.getByLabel(counter.say(wording.password)).count()).to.equal(0)
      await counter.page.getByLabel(counter.say(tablets.code)).fill(code)
      await counter.tap(tablets.enrolButton)
      await counter.page.getByRole('alert').waitFor()
      await counter.page.locator('.held-brand').click({ delay: 2_000 })
      await counter.page.getByLabel(counter.say(wording.password), { exact: true }).waitFor()
      await counter.close()
      await office.close()
    })
  }
})
