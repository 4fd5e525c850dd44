/**
 * Work on the floor with one hand: somebody who comes again is inside after a few taps and no
 * typing, because what the house knows, what is usual and what was used last is filled in.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { floor } from '../../client/wording/floor.ts'
import { wording } from '../../client/wording/house.ts'
import { ledgers } from '../../models/ledgers.ts'
import { languages } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { badge, inHours, pledge, site } from '../http/told.ts'
import type { Shown } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

/** The most taps a returning visitor may take from their page to being inside. */
const tapsMax = 10

function labelOf(name: string): Words {
  const [ledger, act = ''] = name.split('.')
  const label = ledgers.find((one) => one.name === ledger)?.acts[act]?.label
  if (!label) throw new Error(`there is no act ${name}`)
  return label
}

/** Somebody who was let in a moment ago. */
async function admitted(house: TestHouse, more: object): Promise<Shown> {
  const aya = house.as('aya')
  const card = await badge(house)
  const visit = await aya.creates('visits.plan', {
    visitor: { name: '大野 健' },
    company: '大野電業',
    reason: 'work',
    site: await site(house),
    plannedFrom: inHours(0),
    plannedTo: inHours(3),
  })
  await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
  const entering = { escort: aya.id, badge: card.id, identity: 'licence', ...more }
  return await aya.does('visits.admit', visit, entering)
}

describe('work on the floor', function () {
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

  it('runs a clock for an open rack, closes it with one tap, and checks off what leaves', async () => {
    const aya = house.as('aya')
    const tablet = await Tablet.open(browser, house, 'ja')
    const visit = await admitted(house, {
      belongings: [
        { item: 'トルクレンチ', kind: 'tool', quantity: 1 },
        { item: 'ノートPC', kind: 'equipment', quantity: 2 },
      ],
    })
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
    const open = await tablet.begins('visits.recordWork', visit)
    await open.enter({ rack: 'B-07', work: '電源交換' })
    await open.send()
    const clock = tablet.page.locator('.running-clock')
    await clock.waitFor()
    const shown = await clock.innerText()
    expect(shown).to.match(/^\d+:\d\d:\d\d$/)
    while ((await clock.innerText()) === shown) await tablet.page.waitForTimeout(100)
    await tablet.isAccessible()

    // What stands in the way of the exit is said before anybody tries.
    const leave = await tablet.begins('visits.leave', visit)
    await tablet.page.locator('.running').getByText('B-07').waitFor()
    await tablet.isAccessible()
    await tablet.page.getByRole('button', { name: /^B-07/ }).tap()
    await tablet.page.locator('.running').waitFor({ state: 'detached' })
    await leave.enter({ badgeReturned: true })
    const things = tablet.page.locator('.ticked').getByRole('checkbox')
    await things.nth(0).check()
    const yes = tablet.page
      .locator('[aria-labelledby="field-belongingsMatched-label"]')
      .getByRole('radio', { name: tablet.say(wording.yes), exact: true })
    expect(await yes.isChecked()).to.equal(false)
    await things.nth(1).check()
    expect(await yes.isChecked()).to.equal(true)
    await tablet.isAccessible()
    await leave.send()
    const { state, facts } = await aya.get(`/visits/${visit.id}`)
    expect(state).to.equal('left')
    expect(facts).to.deep.include({ belongingsMatched: true, badgeReturned: true })
    const [work] = facts['rackWork'] as { closedBy?: string }[]
    expect(work?.closedBy).to.equal(aya.id)
    await tablet.close()
  })

  for (const language of languages) {
    it(`admits somebody who comes again in ${tapsMax} taps without typing, in ${language}`, async () => {
      const aya = house.as('aya')
      const card = await badge(house)
      const known = {
        person: { name: '藤井 透', furigana: 'フジイ トオル' },
        company: '四国空調',
        contact: '087-000-0000',
        identity: 'licence',
      }
      const person = await aya.creates('people.add', known)
      await aya.creates('visits.plan', {
        person: person.id,
        visitor: known.person,
        company: known.company,
        reason: 'construction',
        areas: [{ area: '電源室・空調室' }],
        site: await site(house),
        plannedFrom: new Date().toISOString(),
        plannedTo: new Date(Date.now() + 3_600_000).toISOString(),
      })
      const tablet = await Tablet.open(browser, house, language)
      await tablet.signIn('aya')
      await tablet.page
        .getByRole('link', { name: tablet.say(wording.board) })
        .first()
        .waitFor()
      let taps = 0
      const tap = async (words: Words) => {
        await tablet.tap(words)
        taps += 1
      }
      await tablet.page.goto(`/people/${person.id}`)
      await tap(labelOf('visits.plan'))
      await tablet.sees(tablet.say(floor.known))
      await tablet.isAccessible()
      await tap(labelOf('visits.plan'))
      const visit = await tablet.record('visits')
      await tap(labelOf('visits.pledge'))
      await tablet.draws('field-signature')
      taps += 1
      await tap(labelOf('visits.pledge'))
      await tablet.record('visits')
      await tap(labelOf('visits.admit'))
      await tablet.page.locator('.offers').getByText(String(card.facts['no'])).first().waitFor()
      await tablet.isAccessible()
      await tablet.page.locator('.offers').getByText(String(card.facts['no'])).first().tap()
      taps += 1
      await tap(labelOf('visits.admit'))
      await tablet.record('visits')

      const { state, facts } = await aya.get(`/visits/${visit.id}`)
      expect(state).to.equal('inside')
      expect(facts).to.deep.include({
        reason: 'construction',
        company: known.company,
        contact: known.contact,
        identity: 'licence',
        escort: aya.id,
        badge: card.id,
        areas: [{ area: '電源室・空調室' }],
      })
      expect(taps).to.be.at.most(tapsMax)
      const { records } = await aya.get<{ records: { id: string }[] }>('/offers/visits/badge')
      expect(records.map(({ id }) => id)).not.to.include(card.id)
      await tablet.close()
    })
  }
})
