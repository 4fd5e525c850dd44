/**
 * Two tablets that acted on one record without a network, and acts the server would not have: who
 * comes second sees what was recorded beside what they entered, and puts it right, sends it
 * knowingly or takes it back. A batch refused as a whole is opened again as it was.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { floor } from '../../client/wording/floor.ts'
import { wording } from '../../client/wording/house.ts'
import { unsent } from '../../client/wording/unsent.ts'
import { second } from '../../client/wording/second.ts'
import { disposals } from '../../models/ledgers/disposals.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { idWithin } from '../../models/record.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { registered, requested } from '../http/told.ts'
import { picture } from '../pictures.ts'
import { isCarrying } from './carried.ts'
import { Form } from './form.ts'
import { shredding } from './shredding.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

/** What the browser takes for a picture by its first bytes, and the server does not. */
const noPicture = Buffer.from('XXXX\0\0\0\0WEBPVP8 nothing')

describe('tablets that come second', function () {
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

  const tabletOf = async (person: 'aya' | 'ben', language: 'ja' | 'en') => {
    const tablet = await Tablet.open(browser, house, language, { kept: true })
    open.push(tablet)
    await tablet.typeSignIn(person)
    await isCarrying(tablet)
    return tablet
  }
  interface Entry {
    readonly id: string
    readonly act: string
    readonly actor: string
    readonly record: string
    readonly revision?: number
  }
  const acts = async (record: string) => {
    const { entries } = await house
      .as('emi')
      .get<{ entries: readonly Entry[] }>('/journal?limit=256')
    return entries.filter((one) => one.record === record && one.revision !== undefined)
  }
  const names = async (record: string) =>
    (await acts(record)).map(({ act, actor }) => {
      const who = actor === house.as('aya').id ? 'aya' : 'ben'
      return `${act.replace('disposals.', '')} ${who}`
    })
  const sent = async (tablet: Tablet) => {
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.nothingUnsent))
  }
  /** The line of a field in the comparison of theirs and mine. */
  const compared = async (tablet: Tablet, label: string) => {
    const row = tablet.page.locator('.compared tr').filter({ hasText: label }).first()
    await row.waitFor()
    return await row.locator('td').allInnerTexts()
  }
  it('see theirs beside mine, and send knowingly', async () => {
    const disk = await registered(house)
    const aya = await tabletOf('aya', 'ja')
    const ben = await tabletOf('ben', 'en')
    const stores = async (tablet: Tablet, place: string) => {
      const form = await tablet.begins('disposals.store', disk)
      await form.enter({ storage: { place, locked: true } })
      await tablet.offline(true)
      await form.send()
    }
    await stores(aya, '施錠保管庫 1')
    await stores(ben, 'Cage 2')
    await aya.offline(false)
    await sent(aya)
    await ben.offline(false)
    await ben.page.goto('/outbox')
    await ben.sees(ben.say(wording.staleTitle))
    await ben.page.getByText('青木 綾').first().waitFor()
    const storage = await compared(ben, ben.say(disposals.fields.storage.label))
    expect(storage[0]).to.include('施錠保管庫 1')
    expect(storage[1]).to.include('Cage 2')
    await ben.isAccessible()
    await ben.tap(wording.sendAnyway)
    await ben.sees(ben.say(wording.nothingUnsent))
    expect(await names(disk.id)).to.deep.equal(['register aya', 'store aya', 'store ben'])
  })

  it('see that there is nothing left to do, and withdraw', async () => {
    const movement = await requested(house)
    await house.as('chie').does('movements.approve', movement)
    const aya = await tabletOf('aya', 'ja')
    const ben = await tabletOf('ben', 'en')
    const carriesOut = async (tablet: Tablet, container: string) => {
      const form = await tablet.begins('movements.carryOut', movement)
      await tablet.offline(true)
      await form.enter({
        carriage: 'person',
        container,
        itemsChecked: true,
        carrierSignature: true,
      })
      await form.send()
    }
    await carriesOut(ben, 'Locked case B')
    await carriesOut(aya, '施錠ケース A')
    await ben.offline(false)
    await sent(ben)
    await aya.offline(false)
    await aya.page.goto('/outbox')
    await aya.sees(aya.say(wording.staleTitle))
    await aya.page.getByText('馬場 勉').first().waitFor()
    const container = await compared(aya, aya.say(movements.fields.container.label))
    expect(container).to.deep.equal(['Locked case B', '施錠ケース A'])
    // It cannot be done twice, so nobody is asked to send it knowingly.
    const knowingly = aya.page.getByRole('button', { name: aya.say(wording.sendAnyway) })
    expect(await knowingly.count()).to.equal(0)
    await aya.isAccessible()
    await aya.tap(wording.withdraw)
    await aya.sees(aya.say(unsent.withdrawText))
    await aya.page
      .getByRole('dialog')
      .getByRole('button', { name: aya.say(wording.withdraw) })
      .tap()
    await aya.sees(aya.say(wording.nothingUnsent))
    expect((await acts(movement.id)).map(({ act }) => act)).to.deep.equal([
      'movements.request',
      'movements.approve',
      'movements.carryOut',
    ])
  })

  it('correct a refused act, which stays the act it was, or send it again as it is', async () => {
    const tablet = await tabletOf('aya', 'ja')
    const register = await tablet.begins('disposals.register')
    await tablet.offline(true)
    const disk = { maker: '東西電子', model: 'TD-1', mediaType: 'hdd', reason: 'failed' }
    await register.enter({ ...disk, serial: 'TWICE-1' })
    await register.send()
    const first = await tablet.record('disposals')
    await registered(house, { serial: 'TWICE-1' })
    await tablet.offline(false)
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.refused))
    await tablet.isAccessible()
    // Nothing has changed, so sending it again is refused again, and it is still here.
    await tablet.tap(second.sendAgain)
    await tablet.tap(wording.correct)
    await tablet.page.locator('#field-serial').fill('ONCE-1')
    await new Form(tablet, disposals, disposals.acts.register).send()
    await tablet.sees('ONCE-1')
    await sent(tablet)
    const [entry, ...more] = await acts(first.id)
    expect(more).to.deep.equal([])
    expect(entry?.id).to.equal(first.id)
    expect((await house.as('emi').get(`/disposals/${first.id}`)).facts['serial']).to.equal('ONCE-1')
  })

  it('open a batch again that one bad photo had refused as a whole', async () => {
    const disks = [
      await registered(house, { serial: 'BATCH-001' }),
      await registered(house, { serial: 'BATCH-002' }),
    ]
    const tablet = await tabletOf('aya', 'ja')
    await tablet.page.goto('/disposals/batch/destroy')
    await tablet.sees(tablet.say(floor.batchScan))
    const rowOf = (at: number) =>
      tablet.page.locator('.batch-row').filter({ hasText: disks[at]?.title ?? '' })
    for (const [at, { facts }] of disks.entries()) {
      await tablet.wedges(String(facts['serial']))
      await rowOf(at).waitFor()
    }
    const photographs = async (at: number, buffer: Buffer, mimeType: string) => {
      const asked = tablet.page.waitForEvent('filechooser')
      const name = new RegExp(`${tablet.say(wording.photo)}$`)
      await rowOf(at).getByRole('button', { name }).tap()
      await (await asked).setFiles({ name: 'disk', mimeType, buffer })
      await rowOf(at).locator('.thumb-one').first().waitFor()
    }
    await tablet.offline(true)
    await photographs(0, picture(0x61), 'image/png')
    await photographs(1, noPicture, 'image/webp')
    await new Form(tablet, disposals, disposals.acts.destroy).enter(shredding())
    await tablet.page.locator('.submit .primary').tap()
    await tablet.sees(tablet.say(floor.keptMany, { count: 2 }))
    await tablet.offline(false)
    await tablet.page.goto('/outbox')
    await tablet.sees(tablet.say(wording.refused))
    const reason = await tablet.page.locator('.fault').first().innerText()
    await tablet.tap(wording.correct)
    await tablet.sees(reason.trim())
    await rowOf(1).locator('.thumb-one').waitFor()
    const batch = new URL(tablet.page.url()).searchParams.get('resume') ?? ''
    expect(await rowOf(0).locator('.thumb-one').count()).to.equal(1)
    await tablet.isAccessible()
    await rowOf(1).locator('.thumb-away').tap()
    await rowOf(1).locator('.thumb-one').waitFor({ state: 'detached' })
    await photographs(1, picture(0x62), 'image/png')
    await tablet.page.locator('.submit .primary').tap()
    await tablet.sees(tablet.say(floor.recorded, { count: 2 }))
    await sent(tablet)
    const destroyed = await Promise.all(disks.map(async ({ id }) => (await acts(id)).at(-1)?.id))
    // Whatever order rows stand in, they are the acts the batch had from the start.
    expect(destroyed).to.have.members([idWithin(batch, 0), idWithin(batch, 1)])
  })
})
