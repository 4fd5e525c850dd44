/**
 * Visitors at the reception tablet: by their code, as a group, without a plan, declining, going
 * away in the middle, and turning the tablet while they sign.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { greeting } from '../../client/wording/kiosk.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import type { Shown } from '../people.ts'
import { inHours, plannedVisit, site } from '../http/told.ts'
import {
  asks,
  codeOf,
  comesUnplanned,
  declaresNothing,
  isCalled,
  keysIn,
  labelOf,
  reception,
  signs,
} from './counter.ts'
import { flowMs, openBrowser } from './tablet.ts'

const names = ['髙﨑 次郎', '乙部 花子', '丙田 三郎']
/** The part of the sheet that is inked, and where the ink begins and ends, from 0 to 1. */
const inkOf = `(() => {
  const sheet = document.querySelector('#field-signature')
  const { width, height } = sheet
  const { data } = sheet.getContext('2d').getImageData(0, 0, width, height)
  let [count, left, right] = [0, width, 0]
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] < 128) continue
    const x = ((at - 3) / 4) % width
    count += 1
    left = Math.min(left, x)
    right = Math.max(right, x)
  }
  return [count / (width * height), left / width, right / width]
})()`
/** Whether the sheet is drawn at the width it now has. */
const drawnAnew = `(() => {
  const sheet = document.querySelector('#field-signature')
  return Math.abs(sheet.width - sheet.clientWidth * devicePixelRatio) < 2
})()`
/** How often it is looked whether the sheet is drawn anew, in milliseconds. */
const againMs = 50
const tall = { width: 820, height: 1180 }

describe('the reception tablet', function () {
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

  const planned = async (): Promise<readonly Shown[]> => {
    const shared = {
      company: '株式会社三丁目電設',
      reason: 'work',
      site: await site(house),
      plannedFrom: inHours(0),
      plannedTo: inHours(2),
    }
    const each = names.map((name) => ({ fields: { visitor: { name } } }))
    const results = await house.as('aya').doesToMany('visits.plan', each, shared)
    return results.flatMap(({ record }) => record ?? [])
  }

  for (const language of languages) {
    it(`takes a planned visitor from the code to the signature, in ${language}`, async () => {
      const visit = await plannedVisit(house)
      const tablet = await reception(browser, house, language)
      await tablet.isAccessible()
      await keysIn(tablet, await codeOf(house, visit))
      await asks(tablet, greeting.nameTitle)
      await tablet.isAccessible()
      await isCalled(tablet, '高崎次郎', 'たかさき　じろう')
      await asks(tablet, greeting.firmTitle)
      await tablet.isAccessible()
      await tablet.tap(greeting.next)
      await asks(tablet, greeting.declareTitle, { label: tablet.say(labelOf('belongings')) })
      await tablet.tap(greeting.something)
      await tablet.page
        .getByRole('textbox', { name: tablet.say({ ja: '品名', en: 'Item' }) })
        .fill('ノートPC')
      await tablet.page
        .getByRole('button', { name: tablet.say(greeting.more, { label: '' }).trim() })
        .first()
        .tap()
      await tablet.isAccessible()
      await tablet.tap(greeting.next)
      await asks(tablet, greeting.declareTitle, { label: tablet.say(labelOf('hazards')) })
      await tablet.tap(greeting.something)
      await tablet.page.getByLabel(tablet.say({ ja: '可燃物', en: 'Flammable material' })).tap()
      await tablet.page
        .getByRole('textbox', { name: tablet.say({ ja: '内容', en: 'What' }) })
        .fill('洗浄剤 1本')
      await tablet.isAccessible()
      await tablet.tap(greeting.next)
      await signs(tablet)
      expect(await tablet.page.locator('body').innerText()).not.to.match(/高崎|髙﨑|ノートPC/)
      await tablet.close()
      const { state, facts } = await house.as('aya').get(`/visits/${visit.id}`)
      expect(state).to.equal('pledged')
      expect(facts['visitor']).to.deep.equal({ name: '高崎次郎', furigana: 'タカサキ ジロウ' })
      expect(facts['belongings']).to.deep.equal([{ item: 'ノートPC', quantity: 2 }])
      expect(facts['hazards']).to.deep.equal([{ kind: 'flammable', what: '洗浄剤 1本' }])
      expect((facts['pledge'] as { language: string }).language).to.equal(language)
    })
  }

  it('lets three of a group sign one after another without naming any', async () => {
    const group = await planned()
    const tablet = await reception(browser, house)
    await tablet.page.goto(`/kiosk#code=${await codeOf(house, group[0] as Shown)}`)
    for (const [at, name] of names.entries()) {
      await asks(tablet, greeting.nameTitle)
      const page = await tablet.page.locator('body').innerText()
      for (const one of names) expect(page).not.to.include(one.slice(0, 2))
      await tablet.sees(tablet.say(greeting.party, { total: 3, signed: at }))
      await isCalled(tablet, name.replace(' ', '　'))
      await asks(tablet, greeting.firmTitle)
      await tablet.tap(greeting.next)
      await declaresNothing(tablet)
      await signs(tablet)
      await tablet.sees(tablet.say(greeting.partyDone, { total: 3, signed: at + 1 }))
      if (at < 2) await tablet.tap(greeting.nextPerson)
    }
    await tablet.close()
    for (const { id } of group) {
      expect((await house.as('aya').get(`/visits/${id}`)).state).to.equal('pledged')
    }
  })

  it('takes in a companion who is not on the plan, and nobody by another’s code', async () => {
    const [first] = await planned()
    const code = await codeOf(house, first as Shown)
    const tablet = await reception(browser, house)
    await keysIn(tablet, code)
    await isCalled(tablet, '丁野 四郎')
    await tablet.sees(tablet.say(greeting.nobody))
    await tablet.isAccessible()
    await tablet.tap(greeting.join)
    await asks(tablet, greeting.firmTitle)
    await tablet.tap(greeting.next)
    await declaresNothing(tablet)
    await signs(tablet)
    await tablet.close()
    const { records } = await house.as('aya').get<Listed>(`/visits?filter[code]=${code}`)
    const joined = records.find(({ facts }) => facts['companion'] !== undefined)
    expect(joined?.state).to.equal('pledged')
    expect(joined?.facts['company']).to.equal('株式会社三丁目電設')
  })

  it('takes a walk-in with no network, and sends it when there is one', async () => {
    const tablet = await reception(browser, house)
    // What the counter shows without the network it has shown before.
    await tablet.tap(greeting.walkIn)
    await isCalled(tablet, '戊井 五郎', 'ﾎﾞｲ ｺﾞﾛｳ')
    await comesUnplanned(tablet, '㈱五丁目ﾃﾞﾝｷ　ＡＢＣ　髙﨑店')
    await declaresNothing(tablet)
    await asks(tablet, greeting.readTitle)
    await tablet.offline(true)
    await tablet.tap(greeting.read)
    await tablet.draws('field-signature')
    await tablet.tap(greeting.sign)
    await tablet.sees(tablet.say(greeting.keptText))
    await tablet.offline(false)
    await tablet.page.locator('.kiosk-unsent').waitFor({ state: 'detached' })
    await tablet.close()
    const { records } = await house.as('aya').get<Listed>('/visits?q=戊井')
    expect(records.map(({ state }) => state)).to.deep.equal(['pledged'])
    expect(records[0]?.facts['visitor']).to.deep.equal({
      name: '戊井 五郎',
      furigana: 'ボイ ゴロウ',
    })
    // One firm stands in one spelling, and a name's own characters stay.
    expect(records[0]?.facts['company']).to.equal('株式会社五丁目デンキ ABC 髙﨑店')
  })

  it('records that somebody declined', async () => {
    const visit = await plannedVisit(house)
    const tablet = await reception(browser, house, 'en')
    await keysIn(tablet, await codeOf(house, visit))
    await isCalled(tablet, '髙﨑次郎')
    await asks(tablet, greeting.firmTitle)
    await tablet.tap(greeting.next)
    await declaresNothing(tablet)
    await asks(tablet, greeting.readTitle)
    await tablet.tap(greeting.decline)
    const dialog = tablet.page.getByRole('dialog')
    await dialog.getByRole('button', { name: tablet.say(greeting.declineYes) }).tap()
    await asks(tablet, greeting.declined)
    await tablet.isAccessible()
    await tablet.close()
    expect((await house.as('aya').get(`/visits/${visit.id}`)).state).to.equal('refused')
  })

  it('starts over by itself and keeps nothing of whoever went away', async () => {
    const tablet = await reception(browser, house)
    await tablet.page.clock.install()
    await tablet.tap(greeting.walkIn)
    await isCalled(tablet, '己田 六郎', 'キダ')
    await asks(tablet, greeting.firmTitle)
    await tablet.page.clock.runFor(45_000)
    await tablet.page.locator('.kiosk-idle').waitFor()
    await tablet.isAccessible()
    await tablet.page.clock.runFor(20_000)
    await asks(tablet, greeting.welcome)
    await tablet.page.goBack().catch(() => undefined)
    await asks(tablet, greeting.welcome)
    expect(new URL(tablet.page.url()).pathname).to.equal('/kiosk')
    await tablet.tap(greeting.walkIn)
    await asks(tablet, greeting.nameTitle)
    expect(
      await tablet.page.getByLabel(tablet.say(greeting.name), { exact: true }).inputValue(),
    ).to.equal('')
    expect(await tablet.page.content()).not.to.match(/己田|キダ/)
    const kept = await tablet.page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])',
    )
    expect(kept).not.to.match(/己田|キダ/)
    await tablet.close()
  })

  it('keeps the ink when the tablet is turned, and takes back one stroke', async () => {
    const tablet = await reception(browser, house)
    const { page } = tablet
    await keysIn(tablet, await codeOf(house, await plannedVisit(house)))
    await isCalled(tablet, '髙﨑次郎')
    await asks(tablet, greeting.firmTitle)
    await tablet.tap(greeting.next)
    await declaresNothing(tablet)
    await tablet.tap(greeting.read)
    await asks(tablet, greeting.signTitle)
    await tablet.draws('field-signature')
    /** The part of the sheet that is inked, and where the ink begins and ends, from 0 to 1. */
    const inked = async () => await page.evaluate<readonly [number, number, number]>(inkOf)
    const before = await inked()
    expect(before[0]).to.be.greaterThan(0)
    await page.setViewportSize(tall)
    // The page's policy lets nothing evaluate a text within it, so it is asked from outside.
    while (!(await page.evaluate<boolean>(drawnAnew))) await page.waitForTimeout(againMs)
    const after = await inked()
    for (const at of [0, 1, 2] as const) expect(after[at]).to.be.closeTo(before[at], 0.01)
    await tablet.tap(greeting.undo)
    const undone = await inked()
    expect(undone[2]).to.be.lessThan(after[2])
    await tablet.draws('field-signature')
    await tablet.tap(greeting.sign)
    await asks(tablet, greeting.done)
    await tablet.close()
  })
})
