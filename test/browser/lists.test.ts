/**
 * A list of thousands: what is drawn stays little however far one reads, a page that does not come
 * is asked for by its reader and by nobody else, and paper holds every row that was read.
 */
import { expect } from 'chai'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Browser, Page } from 'playwright-core'
import { exportWords } from '../../client/wording/exports.ts'
import { wording } from '../../client/wording/house.ts'
import { tableWords } from '../../client/wording/table.ts'
import { disposals } from '../../models/ledgers/disposals.ts'
import { fill } from '../../scripts/bench/lists.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const records = 3_000
/** Rows of a page of the list, as the table asks for them. */
const pageRows = 100
/** Rows that may be drawn at once: those in view and a few beyond. */
const drawnMax = 80

describe('a list of thousands', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  const open: Tablet[] = []

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
    await fill(house.running.house, records)
  })

  afterEach(async () => {
    for (const tablet of open.splice(0)) await tablet.close()
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  const listOf = async (language: 'ja' | 'en' = 'ja') => {
    const tablet = await Tablet.open(browser, house, language)
    open.push(tablet)
    await tablet.signIn('chie')
    await tablet.page.goto('/disposals?sort=number')
    await row(tablet.page, 0).waitFor()
    return tablet
  }
  const numberOf = (at: number) => `D-2020-${String(at).padStart(6, '0')}`
  const row = (page: Page, at: number) =>
    page.locator(`[data-row="${at}"]`).getByText(numberOf(at), { exact: true })
  const drawn = async (page: Page) => await page.locator('[data-row]').count()

  it('draws a few rows, and reads on as far as one goes', async () => {
    const { page } = await listOf()
    expect(await drawn(page)).to.be.within(1, drawnMax)
    await page.locator('[data-row="0"]').focus()
    for (let last = pageRows - 1; last < 12 * pageRows; last += pageRows) {
      await page.keyboard.press('End')
      await page.locator(`[data-row="${last}"]:focus`).waitFor()
      await row(page, last).waitFor()
      await page.locator(`[data-row="${last + 1}"]`).waitFor()
      expect(await drawn(page)).to.be.within(1, drawnMax)
    }
    await page.keyboard.press('Home')
    await row(page, 0).waitFor()
    expect(await drawn(page)).to.be.within(1, drawnMax)
  })

  for (const [what, answer] of [
    ['refused', { status: 429, body: problem('rate-limited') }],
    ['broken', { status: 503, body: '' }],
  ] as const) {
    it(`asks for the next page once when it is ${what}, and again when told to`, async () => {
      const tablet = await listOf('en')
      const { page } = tablet
      let asked = 0
      const further = /\/api\/v1\/disposals\?.*cursor=/
      await page.route(further, async (route) => {
        asked += 1
        await route.fulfill({ ...answer, contentType: 'application/problem+json' })
      })
      await page.locator('[data-row="0"]').focus()
      await page.keyboard.press('End')
      const again = page.getByRole('button', { name: tablet.say(wording.tryAgain) })
      await tablet.sees(tablet.say(tableWords.notMore))
      expect(asked).to.equal(1)
      await tablet.isAccessible()
      const second = page.waitForResponse(further)
      await again.tap()
      await second
      await again.waitFor()
      expect(asked).to.equal(2)
      await page.unroute(further)
      await again.tap()
      await page.locator(`[data-row="${pageRows + 5}"]`).waitFor()
      expect(await page.getByText(tablet.say(tableWords.notMore)).count()).to.equal(0)
    })
  }

  it('is on paper with every row that was read, and says that there are more', async () => {
    const tablet = await listOf()
    const { page } = tablet
    await page.locator('[data-row="0"]').focus()
    await page.keyboard.press('End')
    await page.locator(`[data-row="${pageRows}"]`).waitFor()
    await page.emulateMedia({ media: 'print' })
    await row(page, 0).waitFor()
    await row(page, 2 * pageRows - 1).waitFor()
    expect(await drawn(page)).to.equal(2 * pageRows)
    const exports = tablet.say(exportWords.exports)
    const more = tablet.say(tableWords.printedSome, { count: 2 * pageRows, export: exports })
    expect(await page.getByText(more).isVisible()).to.equal(true)
    await page.emulateMedia({ media: null })
    await row(page, 0).waitFor({ state: 'detached' })
    expect(await drawn(page)).to.be.within(1, drawnMax)
    const sheets = await textsOf(await page.pdf({ preferCSSPageSize: true }))
    const paper = sheets.join('')
    const numbers = Array.from({ length: 2 * pageRows }, (_, at) => numberOf(at))
    expect(numbers.filter((number) => !paper.includes(number))).to.deep.equal([])
    expect(sheets.length).to.be.above(1)
    const { serial } = disposals.fields
    for (const sheet of sheets) expect(sheet).to.include(tablet.say(serial.label))
  })
})

function problem(code: string): string {
  return JSON.stringify({ type: 'about:blank', status: 429, code, title: 'No' })
}

/** The text of each page of a PDF, without its blanks. */
async function textsOf(bytes: Buffer): Promise<readonly string[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const texts: string[] = []
  for (let at = 1; at <= document.numPages; at += 1) {
    const { items } = await (await document.getPage(at)).getTextContent()
    const page = items.map((item) => ('str' in item ? item.str : '')).join('')
    texts.push(page.replaceAll(/\s+/g, ''))
  }
  return texts
}
