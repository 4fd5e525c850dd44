/** The search of every page: by keys alone, by a scanned label, and when nothing answers. */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { searchWording } from '../../client/wording/search.ts'
import { wording } from '../../client/wording/house.ts'
import { ledgers } from '../../models/ledgers.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { plannedVisit, registered } from '../http/told.ts'
import type { Shown } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('the search', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  let visit: Shown
  let disk: Shown

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
    const visitor = { name: '髙﨑 次郎', furigana: 'タカサキ ジロウ' }
    visit = await plannedVisit(house, { visitor, company: '三丁目電設' })
    disk = await registered(house, { serial: 'WD-WX31A7654321' })
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  const boxOf = (tablet: Tablet) =>
    tablet.page.getByRole('combobox', { name: tablet.say(wording.search) })

  for (const language of languages) {
    it(`is reached by a key, chosen from by keys and left by a key, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      const { page } = tablet
      await tablet.signIn('aya')
      await page.getByRole('heading', { level: 1, name: tablet.say(wording.board) }).waitFor()
      await page.locator('body').press('/')
      const box = boxOf(tablet)
      await page.locator('input[role=combobox]:focus').waitFor()
      await tablet.sees(tablet.say(searchWording.hint))
      await tablet.isAccessible()
      await page.keyboard.type('サンチョウメ')
      await tablet.sees(tablet.say(searchWording.nothing, { q: 'サンチョウメ' }))
      await box.fill('たかさき')
      const option = page.getByRole('option', { name: new RegExp(visit.number) })
      await option.waitFor()
      const ledger = ledgers.find(({ name }) => name === visit.ledger)
      const group = page.getByRole('group', { name: tablet.say(ledger?.label ?? wording.none) })
      expect(await group.getByRole('option').count()).to.equal(1)
      expect(await option.innerText()).to.contain('タカサキ ジロウ')
      await tablet.isAccessible()
      await page.keyboard.press('ArrowDown')
      expect(await option.getAttribute('aria-selected')).to.equal('true')
      expect(await box.getAttribute('aria-activedescendant')).to.equal(
        await option.getAttribute('id'),
      )
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/${visit.ledger}/${visit.id}`)
      // What was opened is offered again before anything is typed, without anybody's name.
      await page.getByRole('heading', { level: 1, name: '髙﨑 次郎' }).waitFor()
      await page.locator('body').press('/')
      const recent = page.getByRole('group', { name: tablet.say(searchWording.recent) })
      expect(await recent.innerText()).to.contain(visit.number)
      expect(await recent.innerText()).not.to.contain('次郎')
      await page.keyboard.press('Escape')
      await recent.waitFor({ state: 'hidden' })
      await tablet.close()
    })
  }

  it('opens at once what a scanner types: a number, a serial, a label', async () => {
    const tablet = await Tablet.open(browser, house, 'ja')
    const { page } = tablet
    await tablet.signIn('aya')
    await page.getByRole('heading', { level: 1, name: tablet.say(wording.board) }).waitFor()
    const label = `https://another.example/${disk.ledger}/${disk.id}`
    for (const typed of [disk.number, 'ｗｘ３１ａ７６５４３２１', label]) {
      await page.goto('/claims')
      await boxOf(tablet).fill(typed)
      await boxOf(tablet).press('Enter')
      await page.waitForURL(`**/${disk.ledger}/${disk.id}`)
    }
    await tablet.close()
  })

  it('says when it cannot search, and searches again when asked to', async () => {
    const tablet = await Tablet.open(browser, house, 'en')
    const { page } = tablet
    const line = page.waitForEvent('websocket')
    await tablet.signIn('aya')
    await page.getByRole('heading', { level: 1, name: tablet.say(wording.board) }).waitFor()
    // A line that has just opened asks everything again by itself.
    await (await line).waitForEvent('framereceived')
    const body = JSON.stringify({
      code: 'unexpected',
      title: 'Broken',
      status: 500,
      type: 'about:blank',
    })
    await page.route('**/api/v1/search*', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body }),
    )
    await boxOf(tablet).fill('たかさき')
    await tablet.sees(tablet.say(searchWording.failed))
    await page.unroute('**/api/v1/search*')
    await tablet.tap(wording.tryAgain)
    await page.getByRole('option', { name: new RegExp(visit.number) }).waitFor()
    await tablet.close()
  })
})
