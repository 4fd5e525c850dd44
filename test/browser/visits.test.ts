/** A visit on tablets: planned at a desk, pledged at the reception, seen on everybody's board. */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { greeting } from '../../client/wording/kiosk.ts'
import { wording } from '../../client/wording/house.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { badge } from '../http/told.ts'
import { flowMs, openBrowser, Tablet, wall } from './tablet.ts'

describe('a visit on tablets', function () {
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

  for (const language of languages) {
    it(`goes from its plan to the exit, in ${language}`, async () => {
      const card = await badge(house)
      const desk = await Tablet.open(browser, house, language)
      const watching = await Tablet.open(browser, house, language)
      const reception = await Tablet.open(browser, house, language)

      await desk.page.goto('/')
      await desk.page.getByLabel(desk.say(wording.user), { exact: true }).waitFor()
      await desk.isAccessible()
      await desk.typeSignIn('aya')
      await watching.signIn('ben')
      await reception.signIn('uketsuke')
      await watching.page
        .getByRole('heading', { level: 1, name: watching.say(wording.board) })
        .waitFor()
      await watching.isAccessible()

      const plan = await desk.begins('visits.plan')
      await desk.isAccessible()
      const visitor = language === 'ja' ? '髙﨑 次郎' : 'Jiro Takasaki'
      await plan.enter({
        visitor: { name: visitor, furigana: 'タカサキ ジロウ' },
        company: '三丁目電設',
        reason: 'work',
        plannedFrom: wall(0),
        plannedTo: wall(2),
      })
      await plan.send()
      const visit = await desk.record('visits')
      await desk.sees(visitor)
      await desk.isAccessible()
      await watching.sees(visitor)

      const { facts } = await house.as('aya').get(`/visits/${visit.id}`)
      await reception.page.getByLabel(reception.say(greeting.code)).fill(String(facts['code']))
      await reception.isAccessible()
      await reception.page.getByLabel(reception.say(greeting.name), { exact: true }).fill(visitor)
      await reception.tap(greeting.next)
      await reception.sees(reception.say(greeting.firmTitle))
      expect(await reception.page.locator('body').innerText()).not.to.include(visitor)
      await reception.tap(greeting.next)
      await reception.tap(greeting.nothing)
      await reception.tap(greeting.nothing)
      await reception.tap(greeting.read)
      await reception.page.locator('#field-signature').waitFor()
      await reception.draws('field-signature')
      await reception.tap(greeting.sign)
      await reception.sees(reception.say(greeting.done))
      await reception.isAccessible()

      const admit = await desk.begins('visits.admit', visit)
      await admit.enter({ escort: '青木 綾', badge: card.number, identity: 'licence' })
      await admit.send()
      await desk.record('visits')
      const inside = watching.page.locator('.watched').getByText(visitor)
      await inside.waitFor()

      const rack = { rack: 'A-12', work: 'ディスク交換' }
      await (await (await desk.begins('visits.recordWork', visit)).enter(rack)).send()
      await desk.record('visits')
      await (await (await desk.begins('visits.recordWork', visit)).enter({ rack: 'A-12' })).send()
      await desk.record('visits')
      const leave = await desk.begins('visits.leave', visit)
      await leave.enter({ badgeReturned: true })
      await leave.send()
      await desk.record('visits')
      await inside.waitFor({ state: 'detached' })
      expect((await house.as('emi').get(`/visits/${visit.id}`)).state).to.equal('left')

      for (const tablet of [desk, watching, reception]) await tablet.close()
    })
  }
})
