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
import { badge } from '../http/told.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

/** The most taps a returning visitor may take from their page to being inside. */
const tapsMax = 10

function labelOf(name: string): Words {
  const [ledger, act = ''] = name.split('.')
  const label = ledgers.find((one) => one.name === ledger)?.acts[act]?.label
  if (!label) throw new Error(`there is no act ${name}`)
  return label
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
      const [site] = (await aya.get<{ records: { id: string }[] }>('/sites')).records
      await aya.creates('visits.plan', {
        person: person.id,
        visitor: known.person,
        company: known.company,
        reason: 'construction',
        areas: [{ area: '電源室・空調室' }],
        site: site?.id,
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
