/**
 * Tablets whose own store fails them: taken over by a newer version of the app, broken, or not
 * there at all. Nobody is told that something is kept that is not, nothing that was kept is lost,
 * and the page says what is wrong. And tablets that must not keep any longer, though nobody touches
 * them and no server can be asked.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { wording } from '../../client/wording/house.ts'
import { offline } from '../../client/wording/offline.ts'
import { unsent } from '../../client/wording/unsent.ts'
import { trouble } from '../../client/wording/trouble.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { registered } from '../http/told.ts'
import { isCarrying, stores } from './carried.ts'
import { shredding } from './shredding.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const hourMs = 3_600_000

/** Takes over what a tablet keeps, as a newer version of the app in another tab does. */
const takeOver = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('daicho', 99)
  opening.addEventListener('success', () => resolve(true))
  opening.addEventListener('error', () => reject(opening.error))
})`

/** Has reading acts fail once told so, until the device works again. */
const broken = `(() => {
  const { getAll } = IDBObjectStore.prototype
  IDBObjectStore.prototype.getAll = function (...given) {
    if (this.name === 'acts' && localStorage.getItem('broken') !== null) {
      throw new DOMException('broken', 'UnknownError')
    }
    return getAll.apply(this, given)
  }
})()`

/** A browser that was told to keep nothing. */
const forbidden = `IDBFactory.prototype.open = () => {
  throw new DOMException('forbidden', 'SecurityError')
}`

describe('tablets that cannot keep', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  const open: Tablet[] = []

  before(async () => {
    // Longer than a day, so that a day can end without the session.
    house = await openHouse({ environment: { SESSION_HOURS: '72' } })
    browser = await openBrowser()
  })

  afterEach(async () => {
    for (const tablet of open.splice(0)) await tablet.close()
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  const tabletOf = async (language: 'ja' | 'en', script?: string) => {
    const tablet = await Tablet.open(browser, house, language, { kept: true })
    open.push(tablet)
    if (script !== undefined) await tablet.page.addInitScript(script)
    await tablet.typeSignIn('aya')
    await tablet.page.locator('.account').waitFor()
    return tablet
  }
  const revision = async (id: string) => (await house.as('emi').get(`/disposals/${id}`)).revision

  it('refuse to keep once a newer version of the app has taken over, and say to reload', async () => {
    const disk = await registered(house)
    const tablet = await tabletOf('ja')
    await isCarrying(tablet)
    const store = await tablet.begins('disposals.store', disk)
    await store.enter({ storage: { place: '施錠保管庫', locked: true } })
    const newer = await tablet.anotherTab()
    await newer.page.goto('/manifest.webmanifest')
    await newer.page.evaluate(takeOver)
    await store.submit()
    await tablet.sees(tablet.say(offline.outdated))
    await tablet.sees(tablet.say(trouble.outdated))
    await tablet.isAccessible()
    expect(await revision(disk.id)).to.equal(1)
  })

  it('keep on trying when what they keep cannot be read, and do not sign out unasked', async () => {
    const disk = await registered(house)
    const tablet = await tabletOf('en', broken)
    await isCarrying(tablet)
    await tablet.page.evaluate(`localStorage.setItem('broken', '')`)
    await tablet.page.reload()
    await tablet.sees(tablet.say(trouble.failing))
    await tablet.isAccessible()
    const store = await tablet.begins('disposals.store', disk)
    await store.enter({ storage: { place: 'Cage 1', locked: true } })
    await store.send()
    await tablet.sees(tablet.say(wording.keptTitle))
    const asked: string[] = []
    tablet.page.once('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    await tablet.page.locator('.account').tap()
    await tablet.tap(wording.signOut)
    while (asked.length === 0) await tablet.page.waitForTimeout(50)
    expect(asked).to.deep.equal([tablet.say(trouble.signOutUnknown)])
    expect(await revision(disk.id)).to.equal(1)
    await tablet.page.evaluate(`localStorage.removeItem('broken')`)
    await tablet.page.locator('.banner.trouble').waitFor({ state: 'detached' })
    expect(await revision(disk.id)).to.equal(2)
  })

  it('say so when their browser keeps nothing', async () => {
    const tablet = await tabletOf('ja', forbidden)
    await tablet.sees(tablet.say(trouble.nothingKept))
    await tablet.isAccessible()
  })

  it('keep no picture of an act that was withdrawn', async () => {
    const disk = await registered(house)
    const tablet = await tabletOf('ja')
    await isCarrying(tablet)
    const destroy = await tablet.begins('disposals.destroy', disk)
    await tablet.offline(true)
    await destroy.enter({ ...shredding(), photos: [{ photo: 92, phase: 'after' }] })
    await destroy.send()
    expect(await stores(tablet)).to.include({ acts: 1, files: 1 })
    await tablet.page.locator('.unsent').tap()
    await tablet.tap(wording.withdraw)
    await tablet.sees(tablet.say(unsent.withdrawText))
    await tablet.page
      .getByRole('dialog')
      .getByRole('button', { name: tablet.say(wording.withdraw) })
      .tap()
    await tablet.sees(tablet.say(wording.nothingUnsent))
    while ((await stores(tablet)).files > 0) await tablet.page.waitForTimeout(50)
    await tablet.offline(false)
    expect(await revision(disk.id)).to.equal(1)
  })

  it('forget what a page shows that is left open, at the end of the day and of the session', async () => {
    const tablet = await Tablet.open(browser, house, 'ja', { kept: true })
    open.push(tablet)
    await tablet.page.clock.install()
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    const disk = await registered(house)
    const { page } = tablet
    await page.goto(`/disposals/${disk.id}`)
    const title = page.getByText(disk.title).first()
    await title.waitFor()
    await isCarrying(tablet)
    const memory = `daicho.memory.${house.as('aya').id}`
    await page.evaluate(`localStorage.setItem('${memory}', '{}')`)
    await tablet.offline(true)
    await page.clock.fastForward(25 * hourMs)
    await title.waitFor({ state: 'detached' })
    await page.locator('.account').waitFor()
    while ((await stores(tablet)).records > 0) await page.waitForTimeout(50)
    expect(await stores(tablet)).to.include({ session: true })
    await page.clock.fastForward(60 * hourMs)
    await page.getByLabel(tablet.say(wording.user), { exact: true }).waitFor()
    while ((await stores(tablet)).session) await page.waitForTimeout(50)
    expect(await page.evaluate(`localStorage.getItem('${memory}')`)).to.equal(null)
  })
})
