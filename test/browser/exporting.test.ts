/**
 * Taking a list away on a tablet: a short one at once, with the columns that are shown, and a long
 * one made beside, followed to its end and fetched.
 */
import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { exportWords } from '../../client/wording/exports.ts'
import type { ExportView } from '../../models/exporting.ts'
import { limits } from '../../models/limits.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('taking a list away', function () {
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

  /** Taps something that saves a file, and reads the file. */
  async function saved(
    { page }: Tablet,
    tap: Promise<void>,
  ): Promise<{ name: string; text: string }> {
    const [download] = await Promise.all([page.waitForEvent('download'), tap])
    const text = await readFile(await download.path(), 'utf8')
    return { name: download.suggestedFilename(), text }
  }

  /** A list that waits on any machine, because somebody else's comes first and does not end. */
  async function waitsAndIsCancelled(tablet: Tablet): Promise<void> {
    const { reads } = house.running.house
    const note = reads.exported.bind(reads)
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => (goOn = resolve))
    reads.exported = async (...about) => {
      await held
      await note(...about)
    }
    try {
      await house.as('ben').post('/exports', { ledger: 'customers', format: 'csv' })
      await tablet.tap(exportWords.begin)
      await tablet.page.locator('.export-one:has([role=progressbar])').waitFor()
      await tablet.isAccessible()
      await tablet.page.getByRole('button', { name: /^Cancel the export of customers-/ }).tap()
      await tablet.sees(tablet.say(exportWords.cancelled))
      await tablet.page.getByRole('progressbar').waitFor({ state: 'detached' })
    } finally {
      reads.exported = note
      goOn()
    }
    const { exports } = await house.as('chie').get<{ exports: ExportView[] }>('/exports')
    expect(exports.map(({ format, state }) => [format, state])).to.deep.equal([
      ['pdf', 'cancelled'],
      ['csv', 'done'],
    ])
  }

  it('saves a short one at once, and makes a long one beside with a file to fetch', async () => {
    const tablet = await Tablet.open(browser, house, 'en')
    await tablet.signIn('chie')
    await tablet.page.goto('/customers')
    await tablet.tap(exportWords.exports)
    await tablet.page.getByLabel(tablet.say(exportWords.csv)).tap()
    await tablet.page.getByRole('switch').tap()
    const short = await saved(tablet, tablet.tap(exportWords.begin))
    expect(short.name).to.equal('customers.csv')
    const [heading = ''] = short.text.split('\r\n')
    expect(heading).to.match(/^\ufeffNumber,State,Name,.*Changed at$/)
    await tablet.page.getByRole('dialog').waitFor({ state: 'detached' })

    const each = Array.from({ length: limits.exportDirectRowsMax }, (_, at) => ({
      fields: { name: `見本${at}` },
    }))
    for (let from = 0; from < each.length; from += limits.batchRecordsMax) {
      const group = each.slice(from, from + limits.batchRecordsMax)
      await house.as('chie').doesToMany('customers.add', group)
    }
    await tablet.page.reload()
    await tablet.tap(exportWords.exports)
    await tablet.page.getByLabel(tablet.say(exportWords.csv)).tap()
    await tablet.sees(tablet.say(exportWords.longHelp))
    await tablet.tap(exportWords.begin)
    const fetch = tablet.page.getByRole('link', { name: /^Download customers-.*\.csv$/ })
    await fetch.waitFor()
    await tablet.isAccessible()
    const long = await saved(tablet, fetch.tap())
    expect(long.text.split('\r\n')).to.have.length(limits.exportDirectRowsMax + 3)
    await tablet.page.getByLabel(tablet.say(exportWords.pdf)).tap()
    await tablet.isAccessible()

    await waitsAndIsCancelled(tablet)
    await tablet.close()
  })
})
