/**
 * A pack from the order to the hospital: made at a desk, handed over by a link, fetched on a
 * machine that knows nothing of the house, and verified there.
 */
import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { packing } from '../../client/wording/packs.ts'
import { languages } from '../../models/words.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { packed, written } from '../http/packing.ts'
import { certified } from '../http/reading.ts'
import { verify } from '../journal/verifying.ts'
import { timesWords } from '../../client/wording/times.ts'
import { Tsa } from '../journal/outside.ts'
import { admin } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('a pack at a desk', function () {
  this.timeout(flowMs)
  const room = temporaryFolder()
  let tsa: Tsa
  let house: TestHouse
  let browser: Browser
  let customer: string

  before(async () => {
    tsa = new Tsa()
    await tsa.open()
    house = await openHouse({ environment: { TSA_URL: `http://${tsa.desk.address}/` } })
    browser = await openBrowser()
    customer = (await house.as(admin).get<Listed>('/customers')).records[0]?.id ?? ''
    await certified(house, { customer })
  })

  after(async () => {
    await browser.close()
    await house.stop()
    await tsa.close()
    room.remove()
  })

  it('shows that its time-stamp is awaited, and offers it once it has come', async () => {
    tsa.manners.push(...Array.from({ length: 100 }, () => 'down' as const))
    const chie = house.as('chie')
    const pack = await packed(chie, { customer })
    const desk = await Tablet.open(browser, house, 'ja')
    await desk.signIn('chie')
    const path = `/packs/${pack.id}`
    await desk.page.goto(path)
    const stamp = desk.page.locator('.pack-stamp')
    await stamp.filter({ hasText: desk.say(timesWords.waiting) }).waitFor()
    await desk.isAccessible()
    tsa.manners.length = 0
    const file = stamp.getByRole('link', { name: desk.say(timesWords.reply) })
    await file.waitFor()
    await stamp.filter({ hasText: '試験用時刻認証局' }).waitFor()
    await desk.isAccessible()
    await desk.close()
  })

  for (const language of languages) {
    it(`is made, handed over by a link, fetched and verified, in ${language}`, async () => {
      const desk = await Tablet.open(browser, house, language)
      await desk.signIn('chie')
      const form = await desk.begins('packs.order')
      await form.enter({ customer: '花丘', from: '2026-01-01', to: '2027-12-31', language })
      await form.send()
      await desk.tap(packing.make)
      const download = desk.page.getByRole('link', { name: /ダウンロード（|Download \(/ })
      await download.waitFor()
      await desk.page
        .getByRole('textbox', { name: desk.say(packing.to), exact: true })
        .fill('花丘総合病院 情報システム室')
      await desk.tap(packing.newLink)
      const made = desk.page.locator('.link-made .told-text')
      await made.first().waitFor()
      await desk.isAccessible()
      const [link = '', code = ''] = await made.allInnerTexts()

      const hospital = await Tablet.open(browser, house, language)
      await hospital.page.goto(new URL(link, house.url).href)
      const typed = hospital.page.getByLabel(hospital.say(packing.enterCode), { exact: true })
      await typed.fill(code)
      await hospital.isAccessible()
      await hospital.tap(packing.fetch)
      const saving = hospital.page.waitForEvent('download')
      await hospital.tap(packing.save)
      await hospital.isAccessible()
      const bytes = await readFile(await (await saving).path())
      const { vkey } = house.running.house.signer
      const { exit, says } = await verify([written(room.folder, 'a.zip', bytes), '--vkey', vkey])
      expect([exit, says]).to.deep.equal([0, says])
      await hospital.close()

      await desk.sees(desk.say(packing.fetched))
      await desk.tap(packing.close)
      await desk.tap(packing.revoke)
      await desk.page.getByRole('textbox').last().fill('宛先の誤り')
      await desk.page.locator('.desk-reason button[type=submit]').tap()
      await desk.sees(desk.say(packing.revoked))
      await desk.close()
    })
  }
})
