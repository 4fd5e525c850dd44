/**
 * The acts of a day on the floor on a phone, as one carries one in a pocket: each form fits its
 * width, shuts nobody out, and takes a badge from a scanner where one is at hand.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { checks } from '../../client/wording/checks.ts'
import { scanning } from '../../client/wording/scan.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { plannedVisit, pledge, requested, unique } from '../http/told.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const phone = { width: 390, height: 844 }

describe('the floor on a phone', function () {
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

  const inHand = async (language: 'ja' | 'en') => {
    const tablet = await Tablet.open(browser, house, language)
    await tablet.page.setViewportSize(phone)
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
    return tablet
  }
  const fits = async (tablet: Tablet) => {
    const wide = await tablet.page.evaluate<number>('document.documentElement.scrollWidth')
    expect(wide, tablet.page.url()).to.be.at.most(phone.width)
    await tablet.isAccessible()
  }

  for (const language of languages) {
    it(`admits with a scanned badge and records the exit, in ${language}`, async () => {
      // A scanner is told from a hand by its pace, over a few letters at least.
      const no = `VISITOR-${unique()}`
      const card = await house.as('chie').creates('badges.add', { no, strap: 'red' })
      const visit = await plannedVisit(house)
      await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
      const tablet = await inHand(language)
      const admit = await tablet.begins('visits.admit', visit)
      await tablet.page.getByRole('button', { name: tablet.say(scanning.title) }).waitFor()
      await admit.enter({ identity: 'employee' })
      await tablet.wedges(no)
      const label = tablet.say({ ja: '入館証', en: 'Badge' })
      await tablet.sees(tablet.say(checks.putInto, { label }))
      const shown = await tablet.page.locator('#field-badge').inputValue()
      expect(shown).to.include(no)
      await fits(tablet)
      await admit.send()
      await tablet.record('visits')
      expect((await house.as('aya').get(`/visits/${visit.id}`)).facts['badge']).to.equal(card.id)

      const leave = await tablet.begins('visits.leave', visit)
      await leave.enter({ badgeReturned: true })
      await fits(tablet)
      await leave.send()
      await tablet.record('visits')
      expect((await house.as('aya').get(`/visits/${visit.id}`)).state).to.equal('left')
      await tablet.close()
    })

    it(`carries out and takes back, in ${language}`, async () => {
      const movement = await requested(house)
      await house.as('chie').does('movements.approve', movement)
      const tablet = await inHand(language)
      const carry = await tablet.begins('movements.carryOut', movement)
      await carry.enter({ itemsChecked: true, carriage: 'person', carrierSignature: true })
      await fits(tablet)
      await carry.send()
      await tablet.record('movements')
      const back = await tablet.begins('movements.return', movement)
      await back.enter({ itemsMatched: true, sealIntact: true })
      await fits(tablet)
      await back.send()
      await tablet.record('movements')
      expect((await house.as('aya').get(`/movements/${movement.id}`)).state).to.equal('returned')
      await tablet.close()
    })
  }
})
