/**
 * Forms that ask little of a hand in a glove: what is inspected is a checklist, what was said last
 * time is filled in with one tap, and a scan never leads away from what was entered.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { checks } from '../../client/wording/checks.ts'
import { wording } from '../../client/wording/house.ts'
import { scanning } from '../../client/wording/scan.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { inHours, site, unique } from '../http/told.ts'
import type { Person, Shown } from '../people.ts'
import { isDrafted } from './carried.ts'
import { flowMs, openBrowser, Tablet, wall } from './tablet.ts'

/** A carry-out that was applied for. */
async function requested(house: TestHouse, more: object = {}, by: Person = 'aya'): Promise<Shown> {
  return await house.as(by).creates('movements.request', {
    direction: 'out',
    category: 'equipment',
    items: [{ name: '計測器 AX-2', serial: `SN${unique()}`, quantity: 1 }],
    reason: '修理',
    destination: '四海計器 修理課',
    plannedOut: inHours(1),
    dueBack: inHours(200),
    information: 'なし',
    risk: 'acceptable',
    measures: '施錠ケースで運ぶ',
    ...more,
  })
}

/** One that is out of the house. */
async function out(house: TestHouse): Promise<Shown> {
  const movement = await requested(house)
  await house.as('chie').does('movements.approve', movement)
  const leaving = { itemsChecked: true, carriage: 'person' }
  return await house.as('aya').does('movements.carryOut', movement, leaving)
}

describe('forms filled in with a glove', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  let tablet: Tablet

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
    tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('aya')
    await tablet.page.locator('a.home').waitFor()
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  /** The scan of every page is loaded after the page itself. */
  async function listens(): Promise<void> {
    await tablet.page.getByRole('button', { name: tablet.say(scanning.title) }).waitFor()
  }

  it('inspect what came back by a checklist: all well in one tap, a remark where it is not', async () => {
    const movement = await out(house)
    const back = await tablet.begins('movements.return', movement)
    const { page } = tablet
    const difference = page.locator('#field-difference')
    expect(await difference.count()).to.equal(0)
    await back.enter({ itemsMatched: false })
    await difference.fill('電源コードが戻っていない')
    await back.enter({ sealIntact: true })
    await tablet.isAccessible()
    await back.send()

    const inspect = await tablet.begins('movements.inspect', movement)
    await inspect.enter({ inspection: { operation: 'failed' } })
    await page.locator('#field-inspection-action').fill('表示部を交換する')
    await page.getByRole('button', { name: tablet.say(checks.restFine) }).tap()
    await tablet.isAccessible()
    await inspect.enter({ inspection: { toolName: 'スキャナ 5.1', definitions: '2026-04-01' } })
    await inspect.send()
    const failed = await house.as('aya').get(`/movements/${movement.id}`)
    expect(failed.state).to.equal('returned')
    expect(failed.facts).to.deep.include({ difference: '電源コードが戻っていない' })
    // One tap answers what was open, and never what somebody had found.
    expect(failed.facts['inspection']).to.deep.equal({
      scan: 'clean',
      isolated: true,
      operation: 'failed',
      tamper: 'passed',
      action: '表示部を交換する',
      toolName: 'スキャナ 5.1',
      definitions: '2026-04-01',
    })

    const again = await tablet.begins('movements.inspect', movement)
    await page.getByRole('button', { name: tablet.say(checks.allFine) }).tap()
    await again.enter({ inspection: { toolName: 'スキャナ 5.1', definitions: '2026-04-02' } })
    await again.send()
    await tablet.sees(tablet.say(movements.states.closed))
  })

  it('fill in a carry-out as last time: never its serials, times and signatures', async () => {
    const { page } = tablet
    const [aya, company] = [house.as('aya'), `四国計器${unique()}`]
    const customer = await house.as('chie').creates('customers.add', { name: company })
    const theirs = { customer: customer.id, destination: '高松支店', reason: '貸出' }
    await requested(house, theirs, 'ben')
    await requested(house)
    const form = await tablet.begins('movements.request')
    await form.enter({ reason: '校正' })
    await page.getByRole('button', { name: /^前回と同じ内容を入れる/ }).tap()
    await tablet.sees('を入れました')
    expect(await page.locator('#field-destination').inputValue()).to.equal('四海計器 修理課')
    await tablet.isAccessible()
    const serial = page.locator('#field-items-0-serial')
    expect(await serial.getAttribute('autocapitalize')).to.equal('characters')
    expect(await serial.getAttribute('spellcheck')).to.equal('false')
    const quantity = page.locator('#field-items-0-quantity')
    expect(await quantity.getAttribute('inputmode')).to.equal('numeric')
    await form.enter({ dueBack: wall(200), customer: company })
    await page.getByRole('button', { name: /^このお客様の前回と同じ内容/ }).tap()
    await page.locator('#field-destination[value="高松支店"]').waitFor()
    await form.send()
    const { id } = await tablet.record('movements')
    const { facts } = await aya.get(`/movements/${id}`)
    expect(facts).to.deep.include({ reason: '校正', destination: '高松支店', risk: 'acceptable' })
    expect(facts['items']).to.deep.equal([{ name: '計測器 AX-2', quantity: 1 }])
    expect(facts['applicant']).to.equal(aya.id)
  })

  it('add somebody to a group from its plan: code, site and times are those of the plan', async () => {
    const aya = house.as('aya')
    const visit = await aya.creates('visits.plan', {
      visitor: { name: '大野 健' },
      company: '大野電業',
      reason: 'work',
      site: await site(house),
      plannedFrom: inHours(0),
      plannedTo: inHours(3),
    })
    await tablet.page.goto(`/visits/${visit.id}`)
    const form = await tablet.begins('visits.join', visit)
    await tablet.page.locator('#field-company[value="大野電業"]').waitFor()
    // The keyboard of a screen is the one the field needs.
    const keyboard = async (id: string) => {
      const control = tablet.page.locator(id)
      const named = ['inputmode', 'autocapitalize', 'autocorrect', 'enterkeyhint']
      return await Promise.all(named.map((name) => control.getAttribute(name)))
    }
    expect(await keyboard('#field-code')).to.deep.equal(['numeric', 'none', 'off', 'next'])
    expect(await keyboard('#field-company')).to.deep.equal([null, null, null, 'next'])
    await form.enter({ visitor: { name: '山本 実' } })
    await tablet.isAccessible()
    await form.send()
    const joined = await aya.get(`/visits/${(await tablet.record('visits')).id}`)
    expect(joined.facts).to.deep.include({ companion: visit.id, visitor: { name: '山本 実' } })
    for (const key of ['code', 'site', 'plannedFrom', 'plannedTo', 'reason']) {
      expect(joined.facts[key], key).to.equal(visit.facts[key])
    }
  })

  it('stay where they are when something is scanned, or wait as a draft', async () => {
    const { page } = tablet
    const aya = house.as('aya')
    const serial = `SN-${unique()}-77401`
    const disk = { maker: '東芝', model: 'MG08ACA16TE', mediaType: 'hdd', serial }
    const medium = await aya.creates('disposals.register', disk)
    const movement = await out(house)
    const lost = await tablet.begins('movements.reportLoss', movement)
    const circumstances = page.locator('#field-loss-circumstances')
    await listens()
    // Nothing was entered yet, so nothing is lost by going.
    await tablet.wedges(serial)
    await page.waitForURL(`**/disposals/${medium.id}`)
    await tablet.begins('movements.reportLoss', movement)
    await circumstances.fill('棚にない')
    await listens()
    await page.getByRole('heading', { level: 1 }).tap()
    await circumstances.blur()
    await tablet.wedges(`${house.url}/disposals/${medium.id}`)
    const asked = page.getByRole('dialog')
    await asked.waitFor()
    await tablet.isAccessible()
    await tablet.tap(checks.stay)
    await asked.waitFor({ state: 'detached' })
    expect(await circumstances.inputValue()).to.equal('棚にない')
    await circumstances.blur()
    await tablet.wedges(serial)
    await tablet.tap(checks.leave)
    await page.waitForURL(`**/disposals/${medium.id}`)
    await tablet.begins('movements.reportLoss', movement)
    expect(await circumstances.inputValue()).to.equal('')
    await tablet.tap(checks.restore)
    expect(await circumstances.inputValue()).to.equal('棚にない')
    await lost.enter({ loss: { noticedAt: wall(0) } })
    await lost.send()
    expect((await aya.get(`/movements/${movement.id}`)).state).to.equal('lost')
  })

  it('take a scan into the one field it fits', async () => {
    const { page } = tablet
    await tablet.begins('disposals.register')
    await page.locator('#field-model').fill('MG08ACA16TE')
    await page.locator('#field-model').blur()
    await listens()
    const number = `ZX-${unique()}-11`
    await tablet.wedges(number)
    await tablet.sees('に入れました')
    expect(await page.locator('#field-serial').inputValue()).to.equal(number)
    expect(await page.locator('#field-managementNo').inputValue()).to.equal('')
    expect(await page.locator('#field-model').inputValue()).to.equal('MG08ACA16TE')
  })

  it('outlive a reload half filled in, and are forgotten with whoever signs out', async () => {
    const own = await Tablet.open(browser, house, 'ja')
    const { page } = own
    await own.signIn('ben')
    await page.locator('a.home').waitFor()
    const movement = await out(house)
    const circumstances = page.locator('#field-loss-circumstances')
    await own.begins('movements.reportLoss', movement)
    await circumstances.pressSequentially('倉庫に見当たらない')
    await isDrafted(own, (kept) => kept.includes('倉庫に見当たらない'))
    await page.reload()
    await own.tap(checks.restore)
    expect(await circumstances.inputValue()).to.equal('倉庫に見当たらない')
    await isDrafted(own, (kept) => kept.includes('倉庫に見当たらない'))

    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void (asked.length === 1 ? dialog.dismiss() : dialog.accept())
    })
    for (const stays of [true, false]) {
      await page.locator('.account').tap()
      await own.tap(wording.signOut)
      while (asked.length === (stays ? 0 : 1)) await page.waitForTimeout(50)
    }
    await page.getByLabel(own.say(wording.user), { exact: true }).waitFor()
    expect(asked[0]).to.equal(own.say(checks.signOutDrafts, { count: 1 }))
    await isDrafted(own, (kept) => kept === '')
    await own.close()
  })
})
