/**
 * The live wall and the roll call as people meet them: a monitor follows what happens elsewhere,
 * says when it cannot and recovers by itself; a roll call goes on without a network and after the
 * page was opened anew, and comes out of a printer whole.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { calling, wall } from '../../client/wording/wall.ts'
import { wording } from '../../client/wording/house.ts'
import { languages } from '../../models/words.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import { badge, insideVisit, pledge, plannedVisit } from '../http/told.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

/** A small tablet held upright, on which the way to the pages is a drawer. */
const narrow = { width: 600, height: 900 }
/** What lasts no longer is no motion, in milliseconds. */
const stillMsMax = 1

/** Has a page ask for nothing again by itself: what it hears of then came over the line. */
const neverAgain = `{
  const set = globalThis.setInterval
  globalThis.setInterval = (what, ms, ...more) => (ms < 10_000 ? set(what, ms, ...more) : 0)
}`

/** The longest transition or animation a page has, in milliseconds. */
const longestMotion = `(() => {
  const ms = (text) => text.split(', ').map((one) => parseFloat(one) * (one.endsWith('ms') ? 1 : 1000))
  return Math.max(...[...document.querySelectorAll('*')].flatMap((one) => {
    const { transitionDuration, animationDuration } = getComputedStyle(one)
    return [...ms(transitionDuration), ...ms(animationDuration)].filter((each) => each >= 0)
  }))
})()`

describe('the wall', function () {
  this.timeout(flowMs)
  let browser: Browser

  before(async () => {
    browser = await openBrowser()
  })

  after(async () => {
    await browser.close()
  })

  const shows = async (tablet: Tablet, count: number) => {
    const inside = tablet.page.getByTestId('visits-inside')
    await inside.filter({ hasText: new RegExp(`^${count}$`) }).waitFor()
  }

  it('follows two people’s browsers by the line alone, without asking by itself', async () => {
    const house = await openHouse()
    const monitor = await Tablet.open(browser, house, 'ja')
    await monitor.page.addInitScript(neverAgain)
    await monitor.signIn('kabe')
    await shows(monitor, 0)
    const visit = await plannedVisit(house)
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
    const card = await badge(house)
    const aya = await Tablet.open(browser, house, 'en')
    await aya.signIn('aya')
    const admit = await aya.begins('visits.admit', visit)
    await admit.enter({ escort: '青木 綾', badge: card.number, identity: 'employee' })
    await admit.send()
    await aya.record('visits')
    await shows(monitor, 1)
    await monitor.sees(visit.number)
    const ben = await Tablet.open(browser, house, 'ja')
    await ben.signIn('ben')
    const leave = await ben.begins('visits.leave', visit)
    await leave.enter({ badgeReturned: true })
    await leave.send()
    await ben.record('visits')
    await shows(monitor, 0)
    for (const tablet of [monitor, aya, ben]) await tablet.close()
    await house.stop()
  })

  it('says that its figures are old while the line is up, until they are new again', async () => {
    const house = await openHouse()
    const monitor = await Tablet.open(browser, house, 'en')
    await monitor.signIn('kabe')
    await shows(monitor, 0)
    const figures = await monitor.page.evaluate<string>(
      `fetch('/api/v1/wall').then((answer) => answer.text())`,
    )
    await monitor.page.route('**/api/v1/wall', async (route) => {
      await route.fulfill({ body: figures, contentType: 'application/json' })
    })
    const repeated = monitor.page.waitForResponse('**/api/v1/wall')
    await insideVisit(house)
    await repeated
    await monitor.page
      .locator('.wall-live')
      .filter({ hasText: monitor.say(wall.live) })
      .waitFor()
    await monitor.page.clock.setFixedTime(Date.now() + 2 * 60_000)
    await monitor.page.locator('.wall[data-stale]').waitFor()
    await shows(monitor, 0)
    await monitor.page.unroute('**/api/v1/wall')
    await monitor.page.locator('.wall[data-stale]').waitFor({ state: 'detached' })
    await shows(monitor, 1)
    await monitor.close()
    await house.stop()
  })

  it('keeps still for whoever asked for less motion, as do the board and its drawer', async () => {
    const house = await openHouse()
    await insideVisit(house)
    const tablet = await Tablet.open(browser, house, 'ja')
    const { page } = tablet
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await page.setViewportSize(narrow)
    await tablet.signIn('aya')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate<number>(longestMotion)).to.be.above(stillMsMax)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.locator('.burger').tap()
    await page.getByRole('navigation').getByRole('link').first().waitFor()
    expect(await page.evaluate<number>(longestMotion)).to.be.at.most(stillMsMax)
    await page.goto('/wall')
    await shows(tablet, 1)
    await page.locator('.wall-columns svg').first().waitFor()
    expect(await page.evaluate<number>(longestMotion)).to.be.at.most(stillMsMax)
    await tablet.close()
    await house.stop()
  })

  it('follows an act, and recovers when the server was away', async () => {
    const room = temporaryFolder()
    const house = await openHouse({ dataDir: room.folder })
    const monitor = await Tablet.open(browser, house, 'ja')
    await monitor.signIn('kabe')
    await shows(monitor, 0)
    const visit = await plannedVisit(house)
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
    const escort = house.as('aya').id
    const fields = { escort, badge: (await badge(house)).id, identity: 'employee' }
    await house.as('aya').does('visits.admit', visit, fields)
    await shows(monitor, 1)
    await monitor.sees(visit.number)
    expect(await monitor.page.locator('body').innerText()).not.to.match(/髙﨑|青木/)
    const { port } = new URL(house.url)
    await house.stop()
    const stale = monitor.page.locator('.wall[data-stale]')
    await stale.waitFor()
    await monitor.page.getByRole('status').filter({ hasText: '更新が止まっています' }).waitFor()
    const environment = { ...house.environment, PORT: port }
    const again = await openHouse({ dataDir: room.folder, environment, empty: true })
    await stale.waitFor({ state: 'detached' })
    const aya = await again.signIn('aya')
    await aya.does('visits.leave', visit, { badgeReturned: true })
    await shows(monitor, 0)
    await monitor.close()
    await again.stop()
    room.remove()
  })

  it('is all a display shows, wherever it is sent', async () => {
    const house = await openHouse()
    const visit = await insideVisit(house)
    const monitor = await Tablet.open(browser, house, 'en')
    await monitor.signIn('kabe')
    for (const path of ['/visits', `/visits/${visit.id}`, '/accounts', '/roll-call', '/?full']) {
      await monitor.page.goto(path)
      await shows(monitor, 1)
      expect(await monitor.page.locator('body').innerText()).not.to.match(/髙﨑|青木/)
    }
    await monitor.close()
    await house.stop()
  })

  for (const language of languages) {
    it(`and the roll call are fit for everybody, in light and dark, in ${language}`, async () => {
      const house = await openHouse()
      await insideVisit(house, { areas: [{ area: 'サーバ室A' }] })
      const tablet = await Tablet.open(browser, house, language)
      await tablet.signIn('aya')
      await tablet.page
        .getByRole('heading', { level: 1, name: tablet.say(wording.board) })
        .waitFor()
      for (const scheme of ['light', 'dark']) {
        await tablet.page.evaluate(
          `localStorage.setItem('mantine-color-scheme-value', '${scheme}')`,
        )
        await tablet.page.goto('/wall')
        await shows(tablet, 1)
        await tablet.page.locator('.wall-columns svg').first().waitFor()
        await tablet.isAccessible()
        await tablet.page.goto('/roll-call')
        await tablet.sees('髙﨑 次郎')
        await tablet.isAccessible()
      }
      await tablet.close()
      await house.stop()
    })
  }

  it('leads to a roll call that survives a lost network and a page opened anew', async () => {
    const house = await openHouse()
    const first = await insideVisit(house, { areas: [{ area: 'サーバ室A' }] })
    await insideVisit(house, { visitor: { name: '山本 太郎' } })
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('aya')
    await tablet.tap(wall.rollCall)
    const counted = async (found: number, total: number) =>
      await tablet.sees(tablet.say(calling.count, { found, total }))
    const line = (name: string) => tablet.page.getByRole('button', { name })
    await counted(0, 2)
    await line('髙﨑 次郎').tap()
    await counted(1, 2)
    await tablet.tap(calling.undo)
    await counted(0, 2)
    await line('髙﨑 次郎').tap()
    await counted(1, 2)
    await tablet.page.reload()
    await counted(1, 2)
    await tablet.offline(true)
    await line('山本 太郎').tap()
    await counted(2, 2)
    await tablet.offline(false)
    await insideVisit(house, { visitor: { name: '佐々木 花子' } })
    await house.as('aya').does('visits.leave', first, { badgeReturned: true })
    await line('佐々木 花子').getByText(tablet.say(calling.entered)).waitFor()
    await line('髙﨑 次郎').getByText(tablet.say(calling.gone)).waitFor()
    await counted(1, 2)
    await line('佐々木 花子').tap()
    await tablet.tap(calling.finish)
    await tablet.sees(tablet.say(calling.all))
    expect(await line('佐々木 花子').isDisabled()).to.equal(true)
    await tablet.page.emulateMedia({ media: 'print' })
    const sheet = tablet.page.locator('.callsheet')
    await sheet.waitFor()
    expect(await tablet.page.locator('.rollcall').isVisible()).to.equal(false)
    expect(await tablet.page.locator('header.header').isVisible()).to.equal(false)
    expect(await sheet.locator('[data-found]').count()).to.equal(3)
    expect(await sheet.innerText())
      .to.include('山本 太郎')
      .and.include('点呼者署名')
    await tablet.page.emulateMedia({ media: 'screen' })
    await tablet.close()
    await house.stop()
  })
})
