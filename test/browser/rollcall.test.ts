/**
 * The roll call when it matters: no network, a tablet that never opened it, somebody let in since.
 * Nobody who is inside may be missing from it, and nobody's name stays on the tablet for longer
 * than the day.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { calling } from '../../client/wording/wall.ts'
import { wording } from '../../client/wording/house.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { badge, insideVisit, pledge, plannedVisit } from '../http/told.ts'
import { isCarrying, keptCalls } from './carried.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const hourMs = 3_600_000

/** People whose numbers, written names and readings are in three different orders. */
const people = {
  yamamoto: { visitor: { name: '山本 太郎', furigana: 'ヤマモト タロウ' } },
  sasaki: { visitor: { name: '佐々木 花子', furigana: 'ササキ ハナコ' } },
  abe: { visitor: { name: '阿部 一郎', furigana: 'アベ イチロウ' } },
} as const

describe('the roll call', function () {
  this.timeout(flowMs)
  let browser: Browser
  let house: TestHouse

  before(async () => {
    browser = await openBrowser()
  })

  beforeEach(async () => {
    house = await openHouse()
  })

  afterEach(async () => {
    await house.stop()
  })

  after(async () => {
    await browser.close()
  })

  const carrier = async () => {
    const tablet = await Tablet.open(browser, house, 'ja', { kept: true })
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    return tablet
  }
  const pledged = async (more: object) => {
    const visit = await plannedVisit(house, more)
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
    return visit
  }
  const counted = async (tablet: Tablet, found: number, total: number) =>
    await tablet.sees(tablet.say(calling.count, { found, total }))
  const called = async (tablet: Tablet) =>
    await tablet.page.locator('.called strong').allInnerTexts()

  it('names whom was let in without a network, on a tablet that never opened it', async () => {
    const left = await insideVisit(house, { visitor: { name: '退館 済' } })
    await insideVisit(house, people.yamamoto)
    await insideVisit(house, people.sasaki)
    const visit = await pledged(people.abe)
    const card = await badge(house)
    const tablet = await carrier()
    await tablet.offline(true)
    const admit = await tablet.begins('visits.admit', visit)
    await admit.enter({ escort: '青木 綾', badge: card.number, identity: 'licence' })
    await admit.send()
    await tablet.record('visits')
    const leave = await tablet.begins('visits.leave', left)
    await leave.enter({ badgeReturned: true })
    await leave.send()
    await tablet.page.goto('/roll-call')
    await counted(tablet, 0, 3)
    const names = ['阿部 一郎', '佐々木 花子', '山本 太郎']
    expect(await called(tablet)).to.deep.equal(names)
    await tablet.page.locator('.rollcall [role=alert]').first().waitFor()
    const line = tablet.page.getByRole('button', { name: '阿部 一郎' })
    expect(await line.innerText())
      .to.include('青木 綾')
      .and.include(String(card.facts['no']))
    await tablet.isAccessible()
    await line.tap()
    await counted(tablet, 1, 3)
    await tablet.page.emulateMedia({ media: 'print' })
    expect(await tablet.page.locator('.callsheet tbody b').allInnerTexts()).to.deep.equal(names)
    await tablet.page.emulateMedia({ media: null })
    await tablet.offline(false)
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.nothingUnsent))
    await tablet.page.goto('/roll-call')
    await counted(tablet, 1, 3)
    expect(await called(tablet)).to.deep.equal(names)
    await tablet.close()
  })

  it('loses nobody it named later than the tablet filled its pocket', async () => {
    const tablet = await carrier()
    await insideVisit(house, people.yamamoto)
    await tablet.page.goto('/roll-call')
    await counted(tablet, 0, 1)
    await tablet.offline(true)
    await tablet.page.reload()
    await tablet.page.locator('.rollcall [role=alert]').first().waitFor()
    expect(await called(tablet)).to.deep.equal(['山本 太郎'])
    await tablet.close()
  })

  it('is forgotten when the site’s day ends, though the session goes on', async () => {
    await endsIn(house, 2)
    await insideVisit(house, people.yamamoto)
    const tablet = await carrier()
    await tablet.page.goto('/roll-call')
    await tablet.page.getByRole('button', { name: '山本 太郎' }).tap()
    await tablet.tap(calling.finish)
    await tablet.sees(tablet.say(calling.all))
    expect(await keptCalls(tablet)).to.deep.equal(['calling', 'list'])
    await tablet.offline(true)
    await tablet.setClock(2 * hourMs + 60_000)
    await tablet.page.reload()
    await tablet.sees(tablet.say(wording.tryAgain))
    expect(await tablet.page.getByText('山本 太郎').count()).to.equal(0)
    expect(await keptCalls(tablet)).to.deep.equal([])
    await tablet.close()
  })

  it('goes on past midnight while it is under way', async () => {
    await endsIn(house, 2)
    await insideVisit(house, people.yamamoto)
    const tablet = await carrier()
    await tablet.page.goto('/roll-call')
    await tablet.page.getByRole('button', { name: '山本 太郎' }).tap()
    await counted(tablet, 1, 1)
    await tablet.offline(true)
    await tablet.setClock(2 * hourMs + 60_000)
    await tablet.page.reload()
    await counted(tablet, 1, 1)
    await tablet.close()
  })
})

/** Has the house live where its day ends within so many hours, and not within one less. */
async function endsIn(house: TestHouse, hours: number): Promise<void> {
  const ahead = (24 - hours - new Date().getUTCHours() + 24) % 24
  const zone = ahead > 12 ? `Etc/GMT+${24 - ahead}` : `Etc/GMT-${ahead}`
  const goro = house.as('goro')
  const { records } = await goro.get<Listed>('/settings')
  const [settings] = records
  if (!settings) throw new Error('there are no settings')
  await goro.does('settings.change', settings, { timeZone: zone }, { because: '移転' })
}
