/** A ledger of the paper era at a desk: chosen, looked at line by line, and only then recorded. */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { wording } from '../../client/wording/house.ts'
import { importing } from '../../client/wording/imports.ts'
import { tableWords } from '../../client/wording/table.ts'
import { languages } from '../../models/words.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { written } from '../http/packing.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('a paper ledger at a desk', function () {
  this.timeout(flowMs)
  const room = temporaryFolder()
  let house: TestHouse
  let browser: Browser

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
  })

  after(async () => {
    await browser.close()
    await house.stop()
    room.remove()
  })

  for (const language of languages) {
    it(`is transcribed without its faults once somebody says so, in ${language}`, async () => {
      const rows = [
        '枚番,状態',
        `P-${language}-1,未使用`,
        `P-${language}-2,?`,
        `P-${language}-3,廃棄済`,
      ]
      const file = written(room.folder, `${language}.csv`, Buffer.from(rows.join('\r\n')))
      const desk = await Tablet.open(browser, house, language)
      await desk.signIn('chie')
      await desk.page.goto('/discs')
      await desk.tap(tableWords.transcribe)
      await desk.isAccessible()
      const total = (await house.as('chie').get<Listed>('/discs')).total ?? 0
      const choosing = desk.page.waitForEvent('filechooser')
      await desk.tap(importing.choose)
      await (await choosing).setFiles(file)
      await desk.sees(desk.say(importing.counts, { total: 3, good: 2 }))
      await desk.isAccessible()
      expect((await house.as('chie').get<Listed>('/discs')).total).to.equal(total)
      await desk.page
        .getByRole('button', { name: desk.say(importing.confirmGood, { count: 2 }) })
        .tap()
      await desk.sees(desk.say(importing.ended, { done: 2 }))
      await desk.isAccessible()
      await desk.tap(importing.toList)
      await desk.sees(`P-${language.toUpperCase()}-3`)
      const { records } = await house.as('chie').get<Listed>('/discs')
      await desk.page.goto(`/discs/${records[0]?.id}`)
      const mark = desk.page.getByText(desk.say(wording.statedLater), { exact: true })
      await desk.page.locator('.timeline').filter({ has: mark }).waitFor()
      expect(await mark.count()).to.equal(2)
      await desk.isAccessible()
      expect((await house.as('chie').get<Listed>('/discs')).total).to.equal(total + 2)
      await desk.close()
    })
  }
})
