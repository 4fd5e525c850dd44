/** The other three ledgers on tablets: a carry-out, a destroyed disk and a packet of discs. */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { wording } from '../../client/wording/house.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { registered } from '../http/told.ts'
import type { Person } from '../people.ts'
import { isCarrying } from './carried.ts'
import { flowMs, openBrowser, Tablet, wall } from './tablet.ts'

describe('the ledgers on tablets', function () {
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

  const tabletOf = async (person: Person, language: 'ja' | 'en') => {
    const tablet = await Tablet.open(browser, house, language)
    open.push(tablet)
    await tablet.signIn(person)
    await tablet.page.getByRole('link', { name: tablet.say(wording.board), exact: true }).waitFor()
    return tablet
  }

  it('take a carry-out from its application to its inspection', async () => {
    const aya = await tabletOf('aya', 'en')
    const chie = await tabletOf('chie', 'ja')
    await (
      await (
        await aya.begins('movements.request')
      ).enter({
        direction: 'out',
        category: 'equipment',
        items: [{ name: 'サーバー RX-200', serial: 'SN-0001', quantity: 1 }],
        reason: '修理のため',
        destination: '製造元修理センター',
        plannedOut: wall(1),
        dueBack: wall(100),
        information: '構成情報のみ',
        risk: 'acceptable',
        measures: '遠隔で消去する',
      })
    ).send()
    const movement = await aya.record('movements')
    await aya.isAccessible()
    await chie.sees('サーバー RX-200')

    await (await chie.begins('movements.approve', movement)).send()
    await chie.record('movements')
    const carry = await aya.begins('movements.carryOut', movement)
    await carry.enter({ itemsChecked: true, carriage: 'person', carrierSignature: true })
    await carry.send()
    await aya.record('movements')
    const out = chie.say(movements.states.out)
    await chie.page.locator('.state, .tone').getByText(out, { exact: true }).first().waitFor()

    const check = await aya.begins('movements.check', movement)
    await check.enter({ check: { result: 'present', how: 'scan' } })
    await check.send()
    const back = await aya.begins('movements.return', movement)
    await back.enter({ itemsMatched: true, returnSignature: true })
    await back.send()
    const inspect = await chie.begins('movements.inspect', movement)
    await inspect.enter({
      inspection: {
        scan: 'clean',
        toolName: 'スキャナ 5.1',
        definitions: '2026-04-01',
        isolated: true,
        operation: 'passed',
        tamper: 'passed',
      },
    })
    await inspect.send()
    await chie.record('movements')
    expect((await house.as('emi').get(`/movements/${movement.id}`)).state).to.equal('closed')
    await aya.sees(aya.say(movements.states.closed))
  })

  it('destroy a disk before a witness, with a photo', async () => {
    const aya = await tabletOf('aya', 'ja')
    const disk = await registered(house)
    const destroy = await aya.begins('disposals.destroy', disk)
    await aya.isAccessible()
    await destroy.submit()
    await aya.sees('入力を確かめてください')
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
      site: '本社データセンター',
      photos: [{ photo: 77, phase: 'after' }],
    })
    await destroy.send()
    await aya.record('disposals')
    await aya.sees('photo.png')
    await aya.isAccessible()
    const { state, facts } = await house.as('emi').get(`/disposals/${disk.id}`)
    expect(state).to.equal('destroyed')
    expect(facts).to.include({ operator: house.as('aya').id, witness: house.as('ben').id })

    const chie = await tabletOf('chie', 'en')
    const verify = await chie.begins('disposals.verify', disk)
    await verify.enter({ verification: { method: 'visual', result: 'passed' } })
    await verify.send()
    const validate = await chie.begins('disposals.validate', disk)
    await validate.enter({ validation: { decision: 'accept' } })
    await validate.send()
    const certify = await chie.begins('disposals.certify', disk)
    // The certificate needs a site, which the destruction gave; the number is the office's own.
    await certify.enter({ certificateNo: 'CERT-0001', destination: 'recycler' })
    await certify.send()
    await chie.record('disposals')
    expect((await house.as('emi').get(`/disposals/${disk.id}`)).state).to.equal('certified')
  })

  it('take in a packet of discs at once, and issue, write and shred one', async () => {
    const chie = await tabletOf('chie', 'ja')
    const aya = await tabletOf('aya', 'ja')
    const intake = await chie.begins('discs.intake')
    await chie.page.getByLabel(chie.say(wording.several)).check()
    await chie.page.getByLabel(chie.say(wording.firstOne)).fill('N-0001')
    await chie.page.getByLabel(chie.say(wording.count)).fill('5')
    await chie.tap(wording.fillIn)
    await intake.enter({
      kind: 'dvdr',
      lot: { purchasedOn: '2026-04-01', product: 'DVD-R 5枚', quantity: 5 },
      cabinet: 'ISO事務局 保管庫',
    })
    await chie.isAccessible()
    await intake.submit()
    await chie.sees(chie.say(wording.recordedMany, { count: 5 }))
    interface Listed {
      records: { id: string; facts: { labelNo: string } }[]
    }
    const { records } = await house.as('emi').get<Listed>('/discs?sort=number')
    expect(records.map(({ facts }) => facts.labelNo)).to.deep.equal([
      'N-0001',
      'N-0002',
      'N-0003',
      'N-0004',
      'N-0005',
    ])
    const [disc] = records
    if (!disc) throw new Error('no disc was taken in')

    const request = await aya.begins('discs.request', disc)
    await request.enter({ purpose: '操作ログの保管' })
    await request.send()
    await (await chie.begins('discs.issue', disc)).send()
    const write = await aya.begins('discs.write', disc)
    await write.enter({ contents: '4月の操作ログ', confidential: true })
    await write.submit()
    await aya.sees('機密情報を書き込むことはできません')
    await write.enter({ confidential: false })
    await write.send()
    const store = await aya.begins('discs.store', disc)
    await store.enter({ cabinet: '第一保管庫' })
    await store.send()
    const check = await aya.begins('discs.check', disc)
    await check.enter({ check: { result: 'present', how: 'sight' } })
    await check.send()
    const destroy = await aya.begins('discs.destroy', disc)
    await destroy.enter({ destruction: 'shred', operator: '青木 綾', witness: '馬場 勉' })
    await destroy.send()
    await aya.record('discs')
    expect((await house.as('emi').get(`/discs/${disc.id}`)).state).to.equal('destroyed')
    await aya.page.goto('/')
    await aya.sees('受入 5 ＝ 内訳の合計 5')
  })

  it('keep an act that finds no network, and send it when there is one again', async () => {
    const aya = await Tablet.open(browser, house, 'ja', { kept: true })
    open.push(aya)
    await aya.signIn('aya')
    await isCarrying(aya)
    const disk = await registered(house)
    const store = await aya.begins('disposals.store', disk)
    await store.enter({ storage: { place: '施錠保管庫 1', locked: true } })
    await aya.offline(true)
    await store.submit()
    await aya.sees(aya.say(wording.keptTitle))
    await aya.sees(aya.say(wording.unsent, { count: 1 }))
    expect((await house.as('emi').get(`/disposals/${disk.id}`)).state).to.equal('registered')
    await aya.offline(false)
    await aya.page.goto('/outbox')
    await aya.sees(aya.say(wording.nothingUnsent))
    expect((await house.as('emi').get(`/disposals/${disk.id}`)).state).to.equal('stored')
  })
})
