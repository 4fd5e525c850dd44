/**
 * Tablets without a network, in earnest: two tabs act at once, the app is upgraded with acts
 * waiting, the clock is wrong. Nothing is ever lost, nothing is journalled twice, and what was
 * carried along is forgotten when it must be.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { wording } from '../../client/wording/house.ts'
import { banners } from '../../client/wording/banners.ts'
import { unsent } from '../../client/wording/unsent.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { visits } from '../../models/ledgers/visits.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { registered } from '../http/told.ts'
import { until } from '../journal/outside.ts'
import { carrying, isCarrying, oldActs, stores } from './carried.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('tablets without a network', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  const open: Tablet[] = []

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
  })

  afterEach(async () => {
    for (const tablet of open.splice(0)) await tablet.close()
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  const tabletOf = async (person: 'aya' | 'ben' | 'chie', language: 'ja' | 'en' = 'ja') => {
    const tablet = await Tablet.open(browser, house, language, { kept: true })
    open.push(tablet)
    await tablet.typeSignIn(person)
    await isCarrying(tablet)
    return tablet
  }

  interface Entry {
    readonly act: string
    readonly record: string
    readonly revision?: number
    readonly occurredAt?: { readonly at: string; readonly source: string }
    readonly at: string
  }
  const acts = async (record: string) => {
    const { entries } = await house
      .as('emi')
      .get<{ entries: readonly Entry[] }>('/journal?limit=256')
    return entries.filter((one) => one.record === record && one.revision !== undefined)
  }
  const names = async (record: string) => (await acts(record)).map(({ act }) => act)

  it('can be installed, and open on any page after one visit', async () => {
    const tablet = await tabletOf('aya')
    const disk = await registered(house)
    const link = tablet.page.locator('link[rel=manifest]')
    const answer = await fetch(new URL((await link.getAttribute('href')) ?? '', house.url))
    const manifest = (await answer.json()) as { icons: { sizes: string; purpose?: string }[] }
    expect(answer.headers.get('cache-control')).to.equal('no-cache')
    expect(manifest).to.include({ display: 'standalone', start_url: '/' })
    expect(manifest.icons.map(({ sizes }) => sizes)).to.include.members(['192x192', '512x512'])
    expect(manifest.icons.map(({ purpose }) => purpose)).to.include('maskable')
    await tablet.page.goto(`/disposals/${disk.id}`)
    await isCarrying(tablet)
    await tablet.offline(true)
    await tablet.page.goto('/visits')
    await tablet.page.getByRole('heading', { level: 1, name: tablet.say(visits.label) }).waitFor()
    await tablet.page.goto('/movements/acts/request')
    const request = tablet.say(movements.acts.request.label)
    await tablet.page.getByRole('heading', { level: 1, name: request }).waitFor()
    await tablet.page.goto('/')
    await tablet.page.getByRole('heading', { level: 1, name: tablet.say(wording.board) }).waitFor()
    await tablet.page.locator('.banner.kept').waitFor()
    await tablet.isAccessible()
  })

  it('send each act once from two tabs, and both tabs know', async () => {
    const disk = await registered(house)
    const one = await tabletOf('aya')
    const other = await one.anotherTab()
    await other.page.goto('/outbox')
    await one.offline(true)
    const store = await one.begins('disposals.store', disk)
    await store.enter({ storage: { place: '施錠保管庫 2', locked: true } })
    await store.send()
    await other.sees(other.say(wording.unsent, { count: 1 }))
    await one.offline(false)
    await other.sees(other.say(wording.nothingUnsent))
    await one.page.locator('.unsent').waitFor({ state: 'detached' })
    expect(await names(disk.id)).to.deep.equal(['disposals.register', 'disposals.store'])
  })

  it('take over what an older version of the app kept, in its order', async () => {
    const tablet = await Tablet.open(browser, house, 'ja', { kept: true })
    open.push(tablet)
    const person = await house.as('chie').creates('people.add', {
      person: { name: '旧版 太郎' },
      company: '三丁目電設',
    })
    await tablet.page.goto('/manifest.webmanifest')
    await oldActs(tablet, house.as('aya').id, person.id)
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    await tablet.page.goto('/outbox')
    await tablet.sees('oldField')
    await tablet.sees('旧版の値')
    expect(await names(person.id)).to.deep.equal(['people.add', 'people.retire', 'people.restore'])
    await tablet.tap(wording.withdraw)
    await tablet.sees(tablet.say(unsent.withdrawText))
    await tablet.page
      .getByRole('dialog')
      .getByRole('button', { name: tablet.say(wording.withdraw) })
      .tap()
    await tablet.sees(tablet.say(wording.nothingUnsent))
    await tablet.sees(tablet.say(unsent.withdrawnToday))
  })

  it('tell the right time of what they kept, and that their clock is wrong', async () => {
    const disk = await registered(house)
    const tablet = await Tablet.open(browser, house, 'en', { kept: true })
    open.push(tablet)
    await tablet.setClock(3 * 3_600_000)
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    await tablet.sees(tablet.say(banners.clockAhead, { minutes: 180 }))
    const store = await tablet.begins('disposals.store', disk)
    await store.enter({ storage: { place: 'Cage 3', locked: true } })
    await tablet.offline(true)
    const before = Date.now() - 2_000
    await store.send()
    const after = Date.now() + 2_000
    await tablet.offline(false)
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.nothingUnsent))
    const [, kept] = await acts(disk.id)
    expect(kept?.occurredAt?.source).to.equal('device')
    expect(Date.parse(kept?.occurredAt?.at ?? '')).to.be.within(before, after)
  })

  it('ask before somebody signs out with acts unsent, and forget what they carried', async () => {
    const disk = await registered(house)
    const tablet = await tabletOf('aya')
    const store = await tablet.begins('disposals.store', disk)
    await store.enter({ storage: { place: '施錠保管庫 3', locked: true } })
    await tablet.offline(true)
    await store.send()
    const asked: string[] = []
    tablet.page.once('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    const leave = async () => {
      await tablet.page.locator('.account').tap()
      await tablet.tap(wording.signOut)
    }
    await leave()
    await until(() => asked.length > 0)
    expect(asked).to.deep.equal([tablet.say(wording.signOutUnsent, { count: 1 })])
    expect(await carrying(tablet)).to.be.above(0)
    tablet.page.once('dialog', (dialog) => void dialog.accept())
    await leave()
    await tablet.page.getByLabel(tablet.say(wording.user), { exact: true }).waitFor()
    expect(await carrying(tablet)).to.equal(0)
    expect(await stores(tablet)).to.include({ acts: 1, session: false })
    // Nobody heard the sign-out, so the browser still has its cookie: it must not let one in.
    await tablet.offline(false)
    await tablet.page.goto('/')
    await tablet.page.getByLabel(tablet.say(wording.user), { exact: true }).waitFor()
    expect(await names(disk.id)).to.deep.equal(['disposals.register'])
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.nothingUnsent))
    expect(await names(disk.id)).to.deep.equal(['disposals.register', 'disposals.store'])
  })

  it('forget what they carried when the day is over, even without a network', async () => {
    const tablet = await tabletOf('aya')
    await tablet.offline(true)
    await tablet.setClock(24 * 3_600_000)
    await tablet.page.goto('/visits')
    await tablet.sees(tablet.say(wording.user))
    expect(await carrying(tablet)).to.equal(0)
  })

  it('carry nobody at the counter, only what a pledge needs', async () => {
    const tablet = await Tablet.open(browser, house, 'ja', { kept: true })
    open.push(tablet)
    await tablet.typeSignIn('uketsuke')
    await isCarrying(tablet)
    expect(await stores(tablet)).to.deep.include({ ledgers: ['pledges', 'settings', 'sites'] })
  })
})
