/**
 * Destroying a box of disks: serial after serial from a scanner that types, a photo of each, one
 * witness, one submit. What is double, unknown or refused is said and keeps nobody else waiting,
 * and a browser that closes halfway loses nothing.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { floor } from '../../client/wording/floor.ts'
import { labelling } from '../../client/wording/labels.ts'
import { wording } from '../../client/wording/house.ts'
import { ledgers } from '../../models/ledgers.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import type { Shown } from '../people.ts'
import { until } from '../journal/outside.ts'
import { picture } from '../pictures.ts'
import { Form } from './form.ts'
import { isDrafted } from './carried.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const disk = { maker: '東芝', model: 'MG08ACA16TE', mediaType: 'hdd' }
/** How many disks are in the box. */
const boxed = Number(process.env['BATCH_DISKS'] ?? 40)

/** A box of disks is photographed one by one, on a slow machine, too, in milliseconds. */
const boxMs = 3 * flowMs

describe('a batch put together by scanning', function () {
  this.timeout(boxMs)
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

  async function registered(serial: string): Promise<Shown> {
    return await house.as('aya').creates('disposals.register', { ...disk, serial })
  }

  async function opens(tablet: Tablet): Promise<Form> {
    const ledger = ledgers.find(({ name }) => name === 'disposals')
    const act = ledger?.acts['destroy']
    if (!ledger || !act) throw new Error('the disposals are gone')
    await tablet.page.goto('/disposals')
    await tablet.tap(floor.batches)
    await tablet.page.getByRole('menuitem', { name: tablet.say(act.label), exact: true }).tap()
    await tablet.sees(tablet.say(floor.batchScan))
    return new Form(tablet, ledger, act)
  }

  async function scans(tablet: Tablet, serial: string, says: keyof typeof floor): Promise<void> {
    await tablet.wedges(serial)
    await tablet.sees(tablet.say(floor[says], { text: serial }))
  }

  async function photographs(tablet: Tablet, title: string, seed: number): Promise<void> {
    const row = tablet.page.locator('.batch-row').filter({ hasText: title })
    const asked = tablet.page.waitForEvent('filechooser')
    await row.getByRole('button', { name: new RegExp(`${tablet.say(wording.photo)}$`) }).tap()
    const file = { name: 'disk.png', mimeType: 'image/png', buffer: picture(seed) }
    await (await asked).setFiles(file)
    await row.locator('.thumb').first().waitFor()
    await row.getByText(tablet.say(wording.uploaded)).waitFor()
  }

  /** What is true of every disk of the box. */
  async function shared(tablet: Tablet, form: Form): Promise<void> {
    await form.enter({
      technique: 'shred',
      standard: 'NIST SP 800-88 Rev. 2',
      toolUsed: { name: 'CrushBox', version: '3.1' },
      workDone: '破砕',
      result: 'completed',
      witness: '馬場 勉',
    })
    // The witness signs in plain sight, once for all of them.
    const folded = tablet.page.locator('.further #field-witnessSignature')
    expect(await folded.count()).to.equal(0)
    await form.enter({ witnessSignature: true })
  }

  it(`destroys ${boxed} disks, one of them new, in one submit`, async () => {
    const disks: Shown[] = []
    for (let at = 0; at < boxed; at += 1) disks.push(await registered(`BOX-${100 + at}`))
    const gone = await registered('BOX-GONE')
    await house.as('chie').does('disposals.withdraw', gone, {}, { because: '登録の誤り' })
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
    const form = await opens(tablet)
    for (const { facts } of disks) await scans(tablet, String(facts['serial']), 'added')
    await scans(tablet, 'BOX-101', 'twice')
    await scans(tablet, 'BOX-GONE', 'barred')
    await scans(tablet, 'BOX-NEW', 'unknown')
    await tablet.isAccessible()

    await tablet.tap(floor.registerIt)
    await tablet.sees(tablet.say(floor.registering, { code: 'BOX-NEW' }))
    await tablet.tap(floor.registerAndAdd)
    await tablet.sees(tablet.say(floor.counted, { count: boxed + 1 }))
    for (const [at, { facts }] of disks.entries()) {
      await photographs(tablet, String(facts['serial']), 0x400 + at)
    }
    await tablet.sees(tablet.say(floor.withoutPhoto))
    await shared(tablet, form)

    // The battery dies, and somebody finds a charger.
    await isDrafted(
      tablet,
      (kept) => kept.includes('witnessSignature') && kept.includes('signedAt'),
    )
    await tablet.page.reload()
    await tablet.sees(tablet.say(floor.restored))
    await tablet.sees('BOX-100')
    await tablet.isAccessible()
    const submit = tablet.page.locator('.submit .primary')
    await submit.tap()

    // The new one has no photo: it alone is refused, and says why.
    await tablet.sees(tablet.say(floor.recorded, { count: boxed }))
    await tablet.sees('写真が1枚以上必要です')
    await photographs(tablet, 'BOX-NEW', 0x900)
    await tablet.page.locator('.submit .primary').tap()
    await tablet.sees(tablet.say(floor.recorded, { count: boxed + 1 }))
    // What was recorded together is labelled together.
    await tablet.page
      .getByRole('link', { name: tablet.say(labelling.printLabels, { count: boxed + 1 }) })
      .waitFor()
    const { records } = await house
      .as('aya')
      .get<{ records: Shown[] }>('/disposals?filter[state]=destroyed&limit=200')
    expect(records.length).to.equal(boxed + 1)
    for (const { facts } of records) {
      expect(facts['photos']).to.have.length(1)
      expect(facts['witness']).to.equal(house.as('ben').id)
      expect(facts['witnessSignature']).to.have.nested.property('image.sha256')
    }
    expect((await house.as('aya').get(`/disposals/${gone.id}`)).state).to.equal('withdrawn')
    await tablet.close()
  })

  it('fits a phone, and goes on where the network ends', async () => {
    await registered('FONE-1')
    const tablet = await Tablet.open(browser, house, 'en')
    await tablet.page.setViewportSize({ width: 390, height: 844 })
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
    const form = await opens(tablet)
    await scans(tablet, 'FONE-1', 'added')
    await photographs(tablet, 'FONE-1', 0xa00)
    await shared(tablet, form)
    const wide = await tablet.page.evaluate<number>('document.documentElement.scrollWidth')
    expect(wide).to.be.at.most(390)
    await tablet.isAccessible()
    await tablet.offline(true)
    await tablet.page.locator('.submit .primary').tap()
    await tablet.sees(tablet.say(floor.keptMany, { count: 1 }))
    await tablet.offline(false)
    const asked = async () => {
      const { records } = await house.as('aya').get<{ records: Shown[] }>('/disposals?q=FONE-1')
      return records[0]?.state
    }
    while ((await asked()) !== 'destroyed') await tablet.page.waitForTimeout(200)
    await tablet.close()
  })

  it('offers a tool or witness used before, and forgets it at sign-out', async () => {
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('ben')
    await tablet.page.locator('a.home').waitFor()
    const medium = await house.as('ben').creates('disposals.register', { ...disk, serial: 'MEM-1' })
    const form = await tablet.begins('disposals.destroy', medium)
    await shared(tablet, form)
    await form.enter({ witness: '青木 綾', photos: [{ photo: 0xb00, phase: 'label' }] })
    await form.send()
    const next = await house.as('ben').creates('disposals.register', { ...disk, serial: 'MEM-2' })
    await tablet.begins('disposals.destroy', next)
    await tablet.sees(tablet.say(floor.remembered))
    const witness = tablet.page.locator('#field-witness')
    await until(async () => (await witness.inputValue()).includes('青木 綾'))
    await tablet.page
      .getByRole('button', { name: new RegExp(`^立会者：${tablet.say(floor.remembered)}`) })
      .tap()
    await until(async () => (await witness.inputValue()) === '')
    const kept = async () =>
      await tablet.page.evaluate<string[]>(
        `Object.keys(localStorage).filter((key) => key.includes('memory'))`,
      )
    await until(async () => (await kept()).length === 1)
    await tablet.page.locator('a.home').tap()
    await tablet.page
      .getByRole('button', { name: /馬場 勉/ })
      .first()
      .tap()
    tablet.page.on('dialog', (dialog) => void dialog.accept())
    await tablet.tap(wording.signOut)
    await tablet.page.getByLabel(tablet.say(wording.user), { exact: true }).waitFor()
    await until(async () => (await kept()).length === 0)
    await tablet.close()
  })
})
