/**
 * The desk and the tables in a real browser: an application decided in place while another screen
 * watches, a table used with the keyboard alone, a view kept and found again, and a phone.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { deskWords } from '../../client/wording/desk.ts'
import { wording } from '../../client/wording/house.ts'
import { tableWords } from '../../client/wording/table.ts'
import { disposals } from '../../models/ledgers/disposals.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { visits } from '../../models/ledgers/visits.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { destroyed } from '../http/reading.ts'
import { plannedVisit, registered, requested } from '../http/told.ts'
import type { Person } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const phone = { width: 390, height: 844 }

describe('the desk and the tables', function () {
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

  const tabletOf = async (person: Person, language: 'ja' | 'en' = 'ja') => {
    const tablet = await Tablet.open(browser, house, language)
    open.push(tablet)
    await tablet.signIn(person)
    await tablet.page.getByRole('link', { name: tablet.say(wording.board), exact: true }).waitFor()
    return tablet
  }
  const button = (tablet: Tablet, act: keyof typeof movements.acts, number: string) => {
    const label = tablet.say(movements.acts[act].label)
    const name = tablet.say(deskWords.actOnOne, { number, act: label })
    return tablet.page.getByRole('button', { name, exact: true })
  }

  it('let the ISO office decide in place, while another screen follows', async () => {
    const chie = await tabletOf('chie')
    await chie.sees(chie.say(deskWords.nothing))
    await chie.isAccessible()
    const [first, second] = [await requested(house), await requested(house)]
    const dan = await tabletOf('dan', 'en')
    await chie.isAccessible()
    await button(chie, 'approve', first.number).tap()
    await button(dan, 'approve', first.number).waitFor({ state: 'detached' })
    expect((await house.as('emi').get(`/movements/${first.id}`)).state).to.equal('approved')

    await button(dan, 'reject', second.number).tap()
    const label = dan.say(movements.acts.reject.label)
    const because = dan.page.getByLabel(dan.say(deskWords.reason, { act: label }))
    const send = dan.page.getByRole('button', { name: label, exact: true })
    expect(await send.isDisabled()).to.equal(true)
    await because.fill('期間が長すぎます')
    await dan.isAccessible()
    await send.tap()
    await chie.sees(chie.say(deskWords.nothing))
    const { entries } = await house
      .as('emi')
      .get<{ entries: { act: string; because?: string; actor: string }[] }>(
        `/movements/${second.id}/history`,
      )
    expect(entries.at(-1)).to.deep.include({
      act: 'movements.reject',
      because: '期間が長すぎます',
      actor: house.as('dan').id,
    })
  })

  it('let several be approved at once, but not one’s own', async () => {
    const all = [await requested(house), await requested(house)]
    const own = await requested(house, {}, 'chie')
    const chie = await tabletOf('chie', 'en')
    await chie.sees('Not yours to decide')
    expect(await button(chie, 'approve', own.number).count()).to.equal(0)
    await chie.page.getByLabel(chie.say(deskWords.pickAll)).check()
    const act = chie.say(movements.acts.approve.label)
    const approve = chie.say(deskWords.actOn, { act, count: 2 })
    await chie.page.getByRole('button', { name: approve, exact: true }).tap()
    await chie.sees(chie.say(wording.recordedMany, { count: 2 }))
    for (const { id } of all) {
      expect((await house.as('emi').get(`/movements/${id}`)).state).to.equal('approved')
    }
    await house.as('dan').does('movements.reject', own, {}, { because: '不要' })
  })

  it('order a table by a heading and are used with the keyboard alone', async () => {
    for (const furigana of ['ワタナベ', 'アオキ', 'カトウ']) {
      await plannedVisit(house, { visitor: { name: furigana, furigana }, company: furigana })
    }
    const aya = await tabletOf('aya')
    await aya.page.goto('/visits')
    const visitor = aya.say(visits.fields.visitor.label)
    const heading = aya.page.getByRole('columnheader', { name: visitor })
    await heading.getByRole('button').tap()
    await aya.page.waitForURL(/sort=visitor/)
    expect(await heading.getAttribute('aria-sort')).to.equal('ascending')
    const rows = aya.page.locator('[data-row]')
    await aya.page.locator('[data-row="0"]').getByText('アオキ').first().waitFor()
    await aya.page.locator('[data-row="2"]').getByText('ワタナベ').first().waitFor()
    expect(await rows.count()).to.equal(3)
    await rows.first().focus()
    await aya.page.keyboard.press('j')
    await aya.page.keyboard.press('ArrowDown')
    await aya.page.keyboard.press('k')
    await aya.page.locator('[data-row="1"]:focus').waitFor()
    await aya.page.keyboard.press('Enter')
    await aya.record('visits')
    await aya.sees('カトウ')
  })

  it('select rows with Space and Shift, and hand them to an act for several', async () => {
    for (let at = 0; at < 4; at += 1) await registered(house)
    const aya = await tabletOf('aya', 'en')
    await aya.page.goto('/disposals')
    await aya.page.locator('[data-row="0"]').focus()
    await aya.page.keyboard.press(' ')
    await aya.sees(aya.say(wording.selected, { count: 1 }))
    await aya.page.keyboard.press('Shift+ArrowDown')
    await aya.page.keyboard.press('Shift+ArrowDown')
    await aya.sees(aya.say(wording.selected, { count: 3 }))
    await aya.isAccessible()
    await aya.tap(counted(4))
    await aya.sees(aya.say(wording.selected, { count: 4 }))
    await aya.tap(disposals.acts.store.label)
    await aya.page.waitForURL(/disposals\/batches\/store/)
    await aya.sees(aya.say(wording.selected, { count: 4 }))
  })

  it('keep a view with its columns, and show it to everyone it is shared with', async () => {
    const chie = await tabletOf('chie')
    await chie.page.goto('/visits?state=planned&sort=visitor')
    await chie.page.getByRole('button', { name: chie.say(tableWords.settingsLabel) }).tap()
    const label = chie.say(visits.fields.reason.label)
    await chie.page.getByLabel(chie.say(tableWords.showColumn, { label })).uncheck()
    await chie.isAccessible()
    await chie.page.keyboard.press('Escape')
    await chie.tap(tableWords.save)
    await chie.page.getByLabel(chie.say(tableWords.name)).fill('来訪予定（読み順）')
    await chie.page.getByLabel(chie.say(tableWords.share)).check()
    await chie.isAccessible()
    await chie.tap(tableWords.keep)
    await chie.sees(chie.say(tableWords.saved, { name: '来訪予定（読み順）' }))

    const ben = await tabletOf('ben', 'en')
    await ben.page.goto('/visits')
    const view = ben.page.getByRole('button', { name: /来訪予定/ })
    await view.tap()
    await ben.page.waitForURL(/sort=visitor/)
    await ben.page.locator('.view[aria-pressed=true]', { hasText: '来訪予定' }).waitFor()
    const hidden = ben.page.getByRole('columnheader', { name: ben.say(visits.fields.reason.label) })
    expect(await hidden.count()).to.equal(0)
  })

  it('count what is destroyed and waits to be verified, and lead to it', async () => {
    const disk = await destroyed(house)
    const chie = await tabletOf('chie')
    await chie.page.goto('/desk')
    const waits = disposals.dues?.['verification']?.waits
    if (!waits) throw new Error('nobody says what a destroyed disk waits for')
    await chie.page
      .locator('.desk-open a')
      .filter({ hasText: chie.say(waits) })
      .filter({ has: chie.page.getByText('1', { exact: true }) })
      .tap()
    await chie.page.waitForURL(/disposals\?state=destroyed/)
    await chie.page.locator('[data-row="0"]').getByText(disk.number, { exact: true }).waitFor()
  })

  it('name the tablet on which acts wait, until it has sent them', async () => {
    const reports = async (id: string, name: string, waiting: number, refused: number) =>
      await house
        .as('aya')
        .post('/devices/current', { id, name, waiting, refused, version: 'dev', lasting: true })
    const [one, other] = [randomUUID(), randomUUID()]
    await reports(one, '搬入口の iPad', 3, 1)
    const chie = await tabletOf('chie')
    await chie.page.goto('/desk')
    const line = (name: string, count: number) =>
      chie.page.getByText(chie.say(deskWords.unsentOn, { name: `${name} · 青木 綾`, count }))
    await line('搬入口の iPad', 3).waitFor()
    await chie.sees(chie.say(deskWords.refusedOn, { count: 1 }))
    await chie.isAccessible()
    await reports(one, '搬入口の iPad', 0, 0)
    await reports(other, '監視室の iPad', 2, 0)
    await chie.page.reload()
    await line('監視室の iPad', 2).waitFor()
    expect(await chie.page.getByText('搬入口の iPad').count()).to.equal(0)
  })

  it('become cards on a phone, and the desk fits it', async () => {
    await requested(house)
    const chie = await tabletOf('chie')
    await chie.page.setViewportSize(phone)
    for (const path of ['/desk', '/disposals']) {
      await chie.page.goto(path)
      await chie.page.getByRole('heading', { level: 1 }).waitFor()
      await chie.isAccessible()
      const body = await chie.page.locator('body').evaluate((one) => one.scrollWidth)
      expect(body, path).to.be.at.most(phone.width)
    }
    await chie.page.locator('.cards a').first().tap()
    await chie.record('disposals')
  })
})

/** The button that selects everything that matches, with its count. */
function counted(count: number) {
  const { ja, en } = tableWords.selectMatching
  const say = (text: string) => text.replace('{count}', String(count))
  return { ja: say(ja), en: say(en) }
}
