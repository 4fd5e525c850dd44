/**
 * Tablets without a network, in earnest: the server is stopped, the battery is taken out, two
 * tablets and two tabs act at once, the app is upgraded with acts waiting. Nothing is ever lost,
 * nothing is journalled twice, and what was carried along is forgotten when it must be.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { wording } from '../../client/wording/house.ts'
import { offline } from '../../client/wording/offline.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { visits } from '../../models/ledgers/visits.ts'
import { temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { registered, requested } from '../http/told.ts'
import { freePort, openAgain } from './again.ts'
import { carrying, isCarrying, oldActs, stores } from './carried.ts'
import { flowMs, openBrowser, Tablet, wall } from './tablet.ts'

describe('tablets without a network', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  const data = temporaryFolder()
  const open: Tablet[] = []
  let port = ''

  /** The same house again, as after an update or a power cut. */
  const start = async () => {
    port ||= await freePort()
    house = await openAgain(data.folder, port)
  }

  before(async () => {
    await start()
    browser = await openBrowser()
  })

  afterEach(async () => {
    for (const tablet of open.splice(0)) await tablet.close()
  })

  after(async () => {
    await browser.close()
    await house.stop()
    data.remove()
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

  it('keep acts of all four ledgers through a stopped server and an empty battery', async () => {
    const folder = temporaryFolder()
    const disk = await registered(house)
    const movement = await requested(house)
    await house.as('chie').does('movements.approve', movement)
    let tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    await house.stop()

    const plan = await tablet.begins('visits.plan')
    await plan.enter({
      visitor: { name: '髙﨑 五郎' },
      company: '三丁目電設',
      reason: 'work',
      plannedFrom: `${wall(24).slice(0, 10)}T10:00`,
      plannedTo: `${wall(24).slice(0, 10)}T11:00`,
    })
    await plan.send()
    const visit = await tablet.record('visits')
    await tablet.sees(tablet.say(offline.unnumbered))
    await tablet.isAccessible()
    const carry = await tablet.begins('movements.carryOut', movement)
    await carry.enter({ itemsChecked: true, carriage: 'person', carrierSignature: true })
    await carry.send()
    await tablet.record('movements')
    await tablet.page.getByText(tablet.say(movements.states.out), { exact: true }).first().waitFor()

    await tablet.close()
    tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    const destroy = await tablet.begins('disposals.destroy', disk)
    await destroy.enter({
      technique: 'shred',
      standard: 'NIST SP 800-88 Rev. 2',
      toolUsed: { name: 'メディアシュレッダー', version: '2.0' },
      workDone: '筐体ごと破砕',
      startedAt: wall(-1),
      finishedAt: wall(-0.5),
      result: 'completed',
      operator: '青木 綾',
      witness: '馬場 勉',
      detail: { particleMm: 2 },
      photos: [{ photo: 91, phase: 'after' }],
    })
    await destroy.send()
    await tablet.record('disposals')
    const cancel = await tablet.begins('visits.cancel', visit)
    await cancel.because('都合により')
    await cancel.send()
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.unsent, { count: 4 }))
    await tablet.isAccessible()
    await tablet.close()

    await start()
    tablet = await Tablet.switchOn(folder.folder, house.url, 'ja')
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.nothingUnsent))
    expect(await names(visit.id)).to.deep.equal(['visits.plan', 'visits.cancel'])
    expect((await names(movement.id)).at(-1)).to.equal('movements.carryOut')
    expect(await names(disk.id)).to.deep.equal(['disposals.register', 'disposals.destroy'])
    const { facts } = await house.as('emi').get(`/disposals/${disk.id}`)
    const [{ photo }] = facts['photos'] as [{ photo: { sha256: string } }]
    expect((await house.as('emi').bytes(`/files/${photo.sha256}`)).length).to.be.above(0)
    await tablet.close()
    folder.remove()
  })

  it('show the one who comes second what changed, who then decides', async () => {
    const disk = await registered(house)
    const aya = await tabletOf('aya', 'en')
    const store = await aya.begins('disposals.store', disk)
    await store.enter({ storage: { place: 'Cage 1', locked: true } })
    await aya.offline(true)
    await store.send()
    const amended = { note: 'ラベルを貼り直した' }
    await house.as('chie').does('disposals.amend', disk, amended, { because: '記載漏れ' })
    await aya.offline(false)
    await aya.page.goto('/outbox')
    await aya.sees(aya.say(wording.staleTitle))
    await aya.isAccessible()
    await aya.tap(wording.sendAnyway)
    await aya.sees(aya.say(wording.nothingUnsent))
    const last = ['disposals.register', 'disposals.amend', 'disposals.store']
    expect(await names(disk.id)).to.deep.equal(last)
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
    await tablet.sees(tablet.say(offline.withdrawText))
    await tablet.page
      .getByRole('dialog')
      .getByRole('button', { name: tablet.say(wording.withdraw) })
      .tap()
    await tablet.sees(tablet.say(wording.nothingUnsent))
    await tablet.sees(tablet.say(offline.withdrawnToday))
  })

  it('tell the right time of what they kept, and that their clock is wrong', async () => {
    const disk = await registered(house)
    const tablet = await Tablet.open(browser, house, 'en', { kept: true })
    open.push(tablet)
    await tablet.setClock(3 * 3_600_000)
    await tablet.typeSignIn('aya')
    await isCarrying(tablet)
    await tablet.sees(tablet.say(offline.clockAhead, { minutes: 180 }))
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
