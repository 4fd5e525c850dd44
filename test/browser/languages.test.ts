/**
 * Pages are in one language: what a reader of English sees is not Japanese, and the other way
 * round, apart from what people wrote themselves, and a switch needs no reload.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { labelling } from '../../client/wording/labels.ts'
import { wording } from '../../client/wording/house.ts'
import { ledgers } from '../../models/ledgers.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

/** Written by people, or said in its own language on purpose. */
const own = /日本語|台帳|郷 五郎|千葉 千恵|花丘総合病院/g
const japanese = /[\u3041-\u30ff\u4e00-\u9fff]/

/** Words of the pages' own that no Japanese page says. */
const english =
  /\b(Search|Filters|Details|History|Related|Nothing|Loading|Print|Copy|All states|New|Why)\b/

describe('the languages of the pages', function () {
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

  it('are told apart on lists without records, and change without a reload', async () => {
    const tablet = await Tablet.open(browser, house, 'en')
    const { page } = tablet
    await tablet.signIn('chie')
    const empty = ledgers.filter(({ register, reads }) => !register && reads.iso === 'all')
    for (const path of [...empty.map(({ name }) => `/${name}`), '/outbox', '/nowhere/at-all']) {
      await page.goto(path)
      await page.locator('main').getByRole('heading').or(page.locator('main p')).first().waitFor()
      const text = (await page.locator('main').innerText()).replace(own, '')
      expect(text.match(japanese)?.input?.slice(0, 200), path).to.equal(undefined)
    }
    for (const { name, empty: says } of empty) {
      await page.goto(`/${name}`)
      await tablet.sees(tablet.say(says))
    }
    await tablet.isAccessible()
    await page.evaluate('window.stillHere = true')
    await page.goto('/labels?ledger=discs')
    await tablet.sees(labelling.none.en)
    await page.evaluate('window.stillHere = true')
    await page.locator('.account').tap()
    await page.getByText(wording.switchLanguage.en, { exact: true }).tap()
    await tablet.sees(labelling.none.ja)
    expect(await page.evaluate('window.stillHere')).to.equal(true)
    const text = await page.locator('body').innerText()
    expect(text.match(english)?.[0]).to.equal(undefined)
    await tablet.close()
  })
})
