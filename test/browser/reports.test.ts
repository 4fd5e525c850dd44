/**
 * An erasure entered from what the tool wrote: the report is chosen, the form fills in, a report
 * about another disk is refused, and one log fills in a whole batch.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { floor } from '../../client/wording/floor.ts'
import { reports } from '../../client/wording/reports.ts'
import { disposals } from '../../models/ledgers/disposals.ts'
import { untyped } from '../../models/ledger.ts'
import { problems } from '../../models/problems.ts'
import type { Shown } from '../people.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { registered, unique } from '../http/told.ts'
import { nwipeLog } from '../reports.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'
import { Form } from './form.ts'

describe('an erasure entered from the report of its tool', function () {
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

  async function siteTitle(): Promise<string> {
    const { records } = await house.as('aya').get<Listed>('/sites')
    return records[0]?.title ?? ''
  }

  async function chooses(tablet: Tablet, bytes: Buffer): Promise<void> {
    const asked = tablet.page.waitForEvent('filechooser')
    await tablet.page.locator('button#field-toolReport').tap()
    await (await asked).setFiles({ name: 'nwipe.log', mimeType: '', buffer: bytes })
  }

  it('fills in the form, refuses another’s report, and keeps the original', async () => {
    const place = await siteTitle()
    const disk = await registered(house)
    const serial = String(disk.facts['serial'])
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
    const form = await tablet.begins('disposals.erase', disk)
    await chooses(tablet, nwipeLog({ serial: 'SOMEBODY-ELSES' }))
    await tablet.sees(`${serial} のものではありません`)
    await chooses(tablet, nwipeLog({ serial }))
    await tablet.sees(tablet.say(reports.read))
    expect(await tablet.page.getByText(tablet.say(floor.report)).count()).to.be.greaterThan(5)
    await tablet.page.getByText(tablet.say(reports.whole)).tap()
    await tablet.isAccessible()
    await form.enter({ site: place })
    await form.send()
    const { facts, state } = await house.as('aya').get(`/disposals/${disk.id}`)
    expect(state).to.equal('erased')
    expect(facts).to.deep.include({
      toolUsed: { name: 'nwipe', version: '0.39' },
      finishedAt: '2026-03-01T03:11:12.000Z',
    })
    expect(facts['toolReport']).to.include({ name: 'nwipe.log', type: 'text/plain' })
    await tablet.close()
  })

  it('gives each disk of a batch what one log says of it', async () => {
    const named = async () => await registered(house, { serial: `TD-4000-${unique()}` })
    const [disk, failed, absent] = [await named(), await named(), await named()]
    const place = await siteTitle()
    const serials = [disk, failed, absent].map(({ facts }) => String(facts['serial']))
    const tablet = await Tablet.open(browser, house, 'en')
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
    await tablet.page.goto('/disposals/batch/erase')
    await tablet.sees(tablet.say(floor.batchScan))
    for (const text of serials) {
      await tablet.wedges(text)
      await tablet.sees(tablet.say(floor.added, { text }))
    }
    await chooses(tablet, nwipeLog({ serial: serials[0] ?? '' }, serials[1]))
    await tablet.sees(tablet.say(reports.readMany, { disks: 2, rows: 2 }))
    await tablet.sees(serials[2] ?? '')
    await tablet.isAccessible()
    const { erase } = disposals.acts
    const form = new Form(tablet, untyped(disposals), erase)
    await form.enter({ site: place, result: 'completed', workDone: '上書き' })
    await tablet.page.locator('form .submit .primary').tap()
    await tablet.page
      .getByText(problems['report-about-other'].says.en.slice(0, 20))
      .first()
      .waitFor()
    const now = async ({ id }: Shown) => await house.as('aya').get(`/disposals/${id}`)
    expect(await now(disk)).to.include({ state: 'erased' })
    expect((await now(failed)).facts).to.include({ result: 'failed' })
    expect(await now(absent)).to.include({ state: 'registered' })
    await tablet.close()
  })
})
