/**
 * Every page of the house in both languages: it shows, nothing on it breaks, it shuts nobody out.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { greeting } from '../../client/wording/kiosk.ts'
import { deskWords } from '../../client/wording/desk.ts'
import { wording } from '../../client/wording/house.ts'
import { ledgers } from '../../models/ledgers.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { insideVisit, registered, requested } from '../http/told.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('the pages of the house', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  const records: string[] = []

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
    const visit = await insideVisit(house)
    const movement = await requested(house)
    const disk = await registered(house)
    records.push(`/visits/${visit.id}`, `/movements/${movement.id}`, `/disposals/${disk.id}`)
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  for (const language of languages) {
    it(`are fit for everybody, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      for (const path of ['/setup', '/welcome', '/sign-in']) {
        await tablet.page.goto(path)
        await tablet.page.getByRole('heading', { level: 1 }).waitFor()
        await tablet.isAccessible()
      }
      await tablet.typeSignIn('chie')
      await tablet.page
        .getByRole('heading', { level: 1, name: tablet.say(deskWords.title) })
        .waitFor()
      expect(await tablet.page.locator('html').getAttribute('lang')).to.equal(language)
      const readable = ledgers.filter(({ reads }) => reads.iso === 'all')
      const lists = readable.map(({ name }) => `/${name}`)
      for (const path of [
        ...lists,
        ...records,
        '/desk',
        '/board',
        '/claims',
        '/journal',
        '/outbox',
      ]) {
        await tablet.page.goto(path)
        await tablet.page.getByRole('heading', { level: 1 }).waitFor()
        await tablet.page.getByText(tablet.say(wording.loading)).waitFor({ state: 'detached' })
        await tablet.isAccessible()
      }
      await tablet.page.goto('/nowhere/at-all')
      await tablet.sees(tablet.say(wording.notFound))
      await tablet.isAccessible()
      await tablet.close()
    })

    it(`greet a visitor without naming anybody, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      await tablet.typeSignIn('uketsuke')
      await tablet.page.getByLabel(tablet.say(greeting.code)).waitFor()
      await tablet.isAccessible()
      await tablet.page.getByLabel(tablet.say(greeting.code)).fill('000000')
      await tablet.sees(tablet.say(greeting.unknown))
      await tablet.tap(greeting.walkIn)
      await tablet.page.getByRole('heading', { name: tablet.say(greeting.nameTitle) }).waitFor()
      await tablet.isAccessible()
      for (const path of ['/visits', '/accounts', records[0] ?? '', '/journal']) {
        await tablet.page.goto(path)
        await tablet.page.getByRole('heading', { level: 1 }).waitFor()
        expect(await tablet.page.locator('body').innerText()).not.to.match(/髙﨑|青木|千葉/)
      }
      await tablet.close()
    })
  }
})
