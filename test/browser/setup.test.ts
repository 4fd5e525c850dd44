/**
 * The first run of a house as its first person sees it: from the link that the server printed
 * through the steps of the set-up to the first visit somebody plans, left in between and resumed.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { setupSteps } from '../../models/ledgers/beginning.ts'
import type { Language, Words } from '../../models/words.ts'
import { wording } from '../../client/wording/house.ts'
import { door, setup } from '../../client/wording/setup.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { passwordOf } from '../people.ts'
import { flowMs, openBrowser, Tablet, wall } from './tablet.ts'

const [company, site, pledge, people] = setupSteps.map(({ title }) => title) as [
  Words,
  Words,
  Words,
  Words,
]

describe('the first run', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser

  before(async () => {
    browser = await openBrowser()
  })

  beforeEach(async () => {
    const environment = { ADMIN_USER: '', ADMIN_PASSWORD: '' }
    house = await openHouse({ empty: true, environment })
  })

  afterEach(() => house.stop())
  after(() => browser.close())

  /** Waits for a page of the set-up. */
  async function stands(tablet: Tablet, title: Words): Promise<void> {
    await tablet.page.getByRole('heading', { level: 1, name: tablet.say(title) }).waitFor()
    await tablet.page.getByText(tablet.say(wording.loading)).waitFor({ state: 'detached' })
  }

  /** The first person opens the printed link and makes their account. */
  async function first(language: Language): Promise<Tablet> {
    const tablet = await Tablet.open(browser, house, language)
    await tablet.page.goto(`/setup#token=${house.running.house.setup.token}`)
    await stands(tablet, setup.youTitle)
    await tablet.isAccessible()
    await tablet.page.getByLabel(tablet.say(wording.yourName)).fill('管理 薫')
    await tablet.page.getByLabel(tablet.say(wording.user)).fill('kaoru')
    const password = tablet.page.getByLabel(tablet.say(wording.newPassword), { exact: true })
    await password.fill('short')
    await tablet.tap(wording.setUpStart)
    await password.fill(passwordOf('kaoru'))
    await tablet.tap(wording.setUpStart)
    await stands(tablet, company)
    return tablet
  }

  it('leads from the printed link to the first planned visit, in ja', async () => {
    const office = await first('ja')
    const { page } = office
    const save = page.getByRole('button', { name: office.say(setup.save) })
    await save.tap()
    const called = page.locator('#field-company')
    await page.locator('#field-company[aria-invalid="true"]').waitFor()
    await office.isAccessible()
    await called.fill('花丘データ株式会社')
    await office.tap(setup.skip)
    await stands(office, site)
    await office.tap(setup.back)
    await office.sees(office.say(setup.resumed))
    expect(await called.inputValue()).to.equal('花丘データ株式会社')
    await save.tap()

    await stands(office, site)
    const { offers = {} } = setupSteps[1] ?? {}
    const [, , both] = offers['areas'] ?? []
    const [weekdays, , always] = offers['escortHours'] ?? []
    if (!both || !weekdays || !always) throw new Error('nothing is offered')
    await office.tap(weekdays.label)
    await page.locator('#field-escortHours-0-from').waitFor()
    expect(await page.locator('#field-escortHours-0-from').inputValue()).to.equal('09:00')
    await office.tap(always.label)
    await office.tap(both.label)
    await office.isAccessible()
    await save.tap()

    await stands(office, pledge)
    await page.locator('#field-ja').waitFor()
    await office.isAccessible()
    await save.tap()

    await stands(office, people)
    await office.sees(office.say(setup.nobodyYet))
    await page.locator('#field-name').fill('青木 綾')
    await page.locator('#field-user').fill('aya')
    await page.getByRole('checkbox', { name: '社員' }).check()
    await office.tap(setup.addPerson)
    const link = await page.locator('.setup-link code').innerText()
    await page.getByRole('img', { name: office.say(setup.linkQr, { name: '青木 綾' }) }).waitFor()
    await office.isAccessible()
    await office.tap(setup.on)
    await stands(office, setup.next)
    await office.sees(office.say(setup.allDone))
    await office.isAccessible()
    await office.tap(setup.finish)
    await stands(office, wording.board)
    expect(await page.getByText(office.say(setup.goOn), { exact: true }).count()).to.equal(0)

    const desk = await Tablet.open(browser, house, 'ja')
    await desk.page.goto(link)
    await desk.sees('花丘データ株式会社')
    await desk.page
      .getByLabel(desk.say(wording.newPassword), { exact: true })
      .fill(passwordOf('aya'))
    await desk.tap(wording.setPassword)
    await stands(desk, wording.board)
    const plan = await desk.begins('visits.plan')
    await plan.enter({
      visitor: { name: '髙﨑 次郎', furigana: 'タカサキ ジロウ' },
      company: '三丁目電設',
      reason: 'work',
      plannedFrom: wall(0),
      plannedTo: wall(2),
    })
    await plan.send()
    await desk.record('visits')
    await desk.sees('髙﨑 次郎')
    await desk.close()
    await office.close()
  })

  it('is left and resumed where it was, in en', async () => {
    const office = await first('en')
    const { page } = office
    await office.tap(setup.later)
    await stands(office, wording.board)
    await office.sees(office.say(setup.card, { done: 1, all: 5 }))
    await office.tap(setup.goOn)
    await stands(office, company)
    await page.locator('#field-company').fill('Hanaoka Data')
    await office.tap(setup.save)
    await stands(office, site)
    await office.tap(setup.later)
    await office.sees(office.say(setup.card, { done: 2, all: 5 }))
    await office.isAccessible()
    await office.tap(setup.goOn)
    await stands(office, site)
    await page.goto('/setup/next')
    const open = [site, pledge, people].map((title) => office.say(title)).join(', ')
    await office.sees(office.say(setup.leftOver, { titles: open }))
    await page.goto('/')
    await page.getByRole('button', { name: office.say(setup.dismiss) }).tap()
    await page.reload()
    await stands(office, wording.board)
    expect(await page.getByText(office.say(setup.goOn), { exact: true }).count()).to.equal(0)
    await page.getByRole('button', { name: '管理 薫' }).tap()
    await office.tap(wording.signOut)
    await office.sees(office.say(door.left))
    await office.sees('Hanaoka Data')
    await office.isAccessible()
    const password = page.getByLabel(office.say(wording.password), { exact: true })
    await page.getByLabel(office.say(wording.user), { exact: true }).fill('kaoru')
    await password.fill(passwordOf('kaoru'))
    await office.tap(wording.signIn)
    await stands(office, wording.board)
    await office.close()
  })
})
