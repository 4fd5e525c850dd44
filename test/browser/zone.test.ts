/**
 * Times are the house's, wherever the device believes to be and whoever looks: the same moment
 * reads the same on a visitor's page, on the wall, to a customer, and without a network.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { printMoment } from '../../models/fields.ts'
import { wallTime } from '../../models/zone.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { insideVisit, japan, registered } from '../http/told.ts'
import { isCarrying } from './carried.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

/** Where the tablets believe to be, which concerns nobody. */
const elsewhere = { zone: 'America/New_York' } as const
const tokyo = { timeZone: 'Asia/Tokyo' } as const
/** A zone nobody takes for another one. */
const moved = { timeZone: 'Asia/Kathmandu' } as const

describe('times', function () {
  this.timeout(flowMs)
  let browser: Browser
  let house: TestHouse

  before(async () => {
    browser = await openBrowser()
    house = await openHouse()
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  const moves = async (timeZone: string) => {
    const goro = house.as('goro')
    const [settings] = (await goro.get<Listed>('/settings')).records
    if (!settings) throw new Error('there are no settings')
    await goro.does('settings.change', settings, { timeZone }, { because: '移転' })
  }
  const reads = async ({ page }: Tablet, at: string, zone: { readonly timeZone: string }) => {
    const told = page.locator(`time[datetime="${at}"]`).first()
    await told.filter({ hasText: printMoment(at, zone) }).waitFor()
  }

  it('are told in the site’s zone on a device that believes to be elsewhere', async () => {
    const visit = await insideVisit(house)
    const at = japan(1, '10:00')
    const tablet = await Tablet.open(browser, house, 'ja', { ...elsewhere, kept: true })
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    await tablet.page.goto(`/visits/${visit.id}`)
    await reads(tablet, at, tokyo)
    await tablet.page.goto('/wall')
    const entered = wallTime(String(visit.facts['entered']), tokyo.timeZone).slice(11)
    await tablet.page.locator('.wall').getByText(entered).first().waitFor()
    await moves(moved.timeZone)
    await tablet.page.goto(`/visits/${visit.id}`)
    await reads(tablet, at, moved)
    await tablet.offline(true)
    await tablet.page.reload()
    await reads(tablet, at, moved)
    await tablet.close()
    await moves(tokyo.timeZone)
  })

  it('are told to a customer as the papers tell them', async () => {
    await moves(moved.timeZone)
    const [customer] = (await house.as('chie').get<Listed>('/customers')).records
    const disk = await registered(house, { customer: customer?.id })
    const at = String(disk.facts['registeredAt'])
    const tablet = await Tablet.open(browser, house, 'en', elsewhere)
    await tablet.signIn('hana')
    await tablet.page.goto(`/disposals/${disk.id}`)
    await reads(tablet, at, moved)
    expect(await tablet.page.getByText('+09:00').count()).to.equal(0)
    await tablet.close()
  })
})
