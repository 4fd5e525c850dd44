/**
 * What pages tell of time from outside: that it is on its way, that it came and holds on this very
 * device, and that it does not when somebody exchanged it on the way here.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { timesWords } from '../../client/wording/times.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { plannedVisit } from '../http/told.ts'
import { TestWitness, Tsa, until } from '../journal/outside.ts'
import type { Shown } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('the time from outside, on the pages', function () {
  this.timeout(flowMs)
  let tsa: Tsa
  let witness: TestWitness
  let house: TestHouse
  let browser: Browser
  let visit: Shown
  let open: () => void

  before(async () => {
    tsa = new Tsa()
    witness = new TestWitness()
    const gate = new Promise<void>((resolve) => (open = resolve))
    tsa.gate = gate
    witness.gate = gate
    await Promise.all([tsa.open(), witness.open()])
    house = await openHouse({
      environment: {
        OUTSIDE_SECONDS: '0',
        TSA_URL: `http://${tsa.desk.address}/`,
        WITNESSES: witness.setting,
      },
    })
    witness.vkey = house.running.house.signer.vkey
    visit = await plannedVisit(house)
    browser = await openBrowser()
  })

  after(async () => {
    await browser.close()
    await house.stop()
    await Promise.all([tsa.close(), witness.close()])
  })

  it('is on its way, comes, is checked here, and is found out when it was exchanged', async () => {
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('emi')
    const { page } = tablet
    const record = `/${visit.ledger}/${visit.id}`
    await page.goto(record)
    await page
      .locator('.stamp', { hasText: tablet.say(timesWords.waiting) })
      .first()
      .waitFor()
    await page.goto('/journal')
    const rows = page.locator('.times li')
    await rows.filter({ hasText: tablet.say(timesWords.waiting) }).waitFor()
    const name = witness.key.name
    await rows.filter({ hasText: tablet.say(timesWords.cosignWaiting, { name }) }).waitFor()
    await tablet.isAccessible()

    open()
    await until(async () => {
      const answer = await fetch(new URL('/log/times', house.url))
      const seen = (await answer.json()) as { stamp?: object; witnesses: { size?: number }[] }
      return seen.stamp !== undefined && seen.witnesses[0]?.size !== undefined
    })
    await page.reload()
    const checked = rows.filter({ hasText: tablet.say(timesWords.checked) })
    await checked.nth(1).waitFor()
    expect(await checked.first().innerText()).to.contain('試験用時刻認証局')
    expect(await page.locator('main').innerText()).not.to.contain('認定')
    await tablet.isAccessible()
    await page.goto(record)
    await page.locator('.stamp time').first().waitFor()

    await page.route('**/*.tsr', async (route) => {
      const response = await route.fetch()
      const body = await response.body()
      body[body.length - 1] = (body.at(-1) ?? 0) ^ 1
      await route.fulfill({ response, body })
    })
    await page.goto('/journal')
    await rows.and(page.locator('[data-failed]')).waitFor()
    await page.goto(record)
    await page.locator('.proof-failed').first().waitFor()
    expect(await page.getByRole('alert').first().innerText()).to.contain('監査人')
    await tablet.isAccessible()
    await tablet.close()
  })
})
