/** Printed labels: as large as the paper they are for, and each code opens its own record. */
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { media, mediumKeys } from '../../client/labels/media.ts'
import { greeting } from '../../client/wording/kiosk.ts'
import { labelling } from '../../client/wording/labels.ts'
import { wording } from '../../client/wording/house.ts'
import { ledgers } from '../../models/ledgers.ts'
import { languages } from '../../models/words.ts'
import { readCodes } from '../codes.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { badge, registered, requested } from '../http/told.ts'
import { passwordOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const pointsPerMm = 72 / 25.4
const company = { ja: '髙﨑データ株式会社', en: 'Takasaki Data K.K.' }

/** The sizes of a PDF's pages, in millimetres. */
function pagesOf(pdf: Buffer): { width: number; height: number }[] {
  const boxes = pdf.toString('latin1').matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)
  return [...boxes].map(([, width, height]) => ({
    width: Number(width) / pointsPerMm,
    height: Number(height) / pointsPerMm,
  }))
}

/** What a scanner reads off the page as it will be printed. */
async function scanned(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const texts: string[] = []
  for (const label of await page.locator('.label').all()) {
    texts.push(...(await readCodes(new Uint8Array(await label.screenshot({ scale: 'device' })))))
  }
  await page.emulateMedia({ media: null })
  return texts
}

describe('labels', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  let discs: Shown[]
  let stuckOn: readonly Shown[]

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
    const each = Array.from({ length: 26 }, (_, at) => ({ fields: { labelNo: `L-${at + 1}` } }))
    const lot = { purchasedOn: '2026-10-01', product: 'M-DISC 100', quantity: 26 }
    const fields = { kind: 'dvdr', lot, cabinet: '第2保管庫', keyHolder: '管理部' }
    const results = await house.as('chie').doesToMany('discs.intake', each, fields)
    discs = results.map(({ record, problem }) => {
      if (!record) throw new Error(problem?.title)
      return record
    })
  })

  before(async () => {
    const goro = house.as('goro')
    const { records } = await goro.get<Listed>('/settings')
    const [settings] = records
    if (!settings || !discs[0]) throw new Error('there is nothing to label')
    const fields = { company: company.ja, companyEn: company.en }
    await goro.does('settings.change', settings, fields, { because: '社名を登録' })
    stuckOn = [discs[0], await registered(house), await badge(house), await requested(house)]
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  const addressOf = ({ id }: Shown) => `${house.url}/discs/${id}`
  const sheetOf = (records: readonly Shown[]) =>
    `/labels?ledger=discs&ids=${records.map(({ id }) => id).join(',')}`

  it('fit every paper to the millimetre and are read back as the records they stand for', async () => {
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.signIn('aya')
    await tablet.sees(tablet.say(wording.lastActs))
    const two = discs.slice(0, 2)
    await tablet.page.goto(sheetOf(two))
    for (const key of mediumKeys) {
      const { page, columns, rows, label } = media[key]
      await tablet.page.getByLabel(tablet.say(labelling.paper)).selectOption(key)
      await tablet.page.locator('.label svg').nth(1).waitFor()
      const pdf = await tablet.page.pdf({ preferCSSPageSize: true })
      const printed = pagesOf(pdf)
      expect(printed.length, key).to.equal(Math.ceil(two.length / (columns * rows)))
      for (const { width, height } of printed) {
        expect(width, key).to.be.closeTo(page.width, 0.5)
        expect(height, key).to.be.closeTo(page.height, 0.5)
      }
      const box = await tablet.page.locator('.place').first().boundingBox()
      expect((box?.width ?? 0) / (96 / 25.4), key).to.be.closeTo(label.width, 0.1)
      expect((box?.height ?? 0) / (96 / 25.4), key).to.be.closeTo(label.height, 0.1)
      expect(await scanned(tablet.page), key).to.deep.equal(two.map(addressOf))
    }
    await tablet.close()
  })

  for (const language of languages) {
    it(`use up a sheet that was begun and go on to the next, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      await tablet.signIn('aya')
      await tablet.sees(tablet.say(wording.lastActs))
      await tablet.page.goto(sheetOf(discs))
      await tablet.sees(tablet.say(labelling.sheets, { labels: 26, pages: 2 }))
      await tablet.isAccessible()
      await tablet.page.getByLabel(tablet.say(labelling.startHere, { n: 24 })).tap()
      await tablet.sees(tablet.say(labelling.sheets, { labels: 26, pages: 3 }))
      const places = tablet.page.locator('.paper').first().locator('.place')
      expect(await places.nth(22).locator('.label').count()).to.equal(0)
      expect(await places.nth(23).innerText()).to.contain(discs[0]?.number)
      expect(pagesOf(await tablet.page.pdf({ preferCSSPageSize: true })).length).to.equal(3)
      await tablet.close()
    })
  }

  for (const language of languages) {
    it(`say number, kind and whose it is, whatever they are stuck on, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      await tablet.signIn('aya')
      await tablet.sees(tablet.say(wording.lastActs))
      const labelled = ledgers.filter(({ onLabel }) => onLabel)
      expect(labelled.map(({ name }) => name)).to.have.members(stuckOn.map((one) => one.ledger))
      for (const ledger of labelled) {
        const record = stuckOn.find((one) => one.ledger === ledger.name)
        await tablet.page.goto(`/labels?ledger=${ledger.name}&ids=${record?.id}`)
        const label = tablet.page.locator('.label')
        await label.locator('path').waitFor()
        const says = (await label.innerText()).split('\n').map((line) => line.trim())
        expect(says).to.include.members([ledger.noun[language], record?.number])
        expect(says.at(-1)).to.equal(company[language])
        expect(await scanned(tablet.page)).to.deep.equal([
          `${house.url}/${ledger.name}/${record?.id}`,
        ])
      }
      // On the server itself, and with no address for tablets, a camera would find nothing.
      await tablet.sees(tablet.say(labelling.alone))
      await tablet.isAccessible()
      await tablet.close()
    })
  }

  it('carry the public address, wherever they are printed', async () => {
    const named = await openHouse({ environment: { PUBLIC_URL: 'https://daicho.example' } })
    const disk = await registered(named)
    const tablet = await Tablet.open(browser, named, 'ja')
    await tablet.signIn('aya')
    await tablet.sees(tablet.say(wording.lastActs))
    await tablet.page.goto(`/labels?ledger=${disk.ledger}&ids=${disk.id}`)
    await tablet.page.locator('.label path').waitFor()
    const address = 'https://daicho.example'
    expect(await scanned(tablet.page)).to.deep.equal([`${address}/${disk.ledger}/${disk.id}`])
    await tablet.sees(tablet.say(labelling.leadsTo, { address }))
    expect(await tablet.page.getByText(tablet.say(labelling.alone)).count()).to.equal(0)
    await tablet.close()
    await named.stop()
  })

  it('are reached from a record, from chosen rows, and say when there is nothing to print', async () => {
    const tablet = await Tablet.open(browser, house, 'en')
    await tablet.signIn('aya')
    await tablet.sees(tablet.say(wording.lastActs))
    const [first] = discs
    await tablet.page.goto(`/discs/${first?.id}`)
    await tablet.tap(labelling.printLabel)
    await tablet.sees(tablet.say(labelling.sheets, { labels: 1, pages: 1 }))
    await tablet.page.goto('/discs')
    const rows = tablet.page.locator('tbody tr').getByRole('checkbox')
    await rows.nth(0).check()
    await rows.nth(1).check()
    await tablet.page
      .getByRole('link', { name: tablet.say(labelling.printLabels, { count: 2 }) })
      .tap()
    await tablet.sees(tablet.say(labelling.sheets, { labels: 2, pages: 1 }))
    await tablet.page.goto('/labels?ledger=discs')
    await tablet.sees(tablet.say(labelling.none))
    await tablet.isAccessible()
    await tablet.page.goto('/labels?ledger=visits&ids=')
    await tablet.sees(tablet.say(wording.notFound))
    await tablet.close()
  })

  it('open their record, after signing in where nobody is, and nothing at the reception', async () => {
    const [disc] = discs
    if (!disc) throw new Error('no disc')
    const tablet = await Tablet.open(browser, house, 'ja')
    await tablet.page.goto(addressOf(disc))
    await tablet.page.getByLabel(tablet.say(wording.user), { exact: true }).fill('aya')
    await tablet.page
      .getByLabel(tablet.say(wording.password), { exact: true })
      .fill(passwordOf('aya'))
    await tablet.tap(wording.signIn)
    await tablet.page.getByRole('heading', { level: 1, name: disc.title }).waitFor()
    expect(tablet.page.url()).to.equal(addressOf(disc))
    await tablet.close()
    const reception = await Tablet.open(browser, house, 'ja')
    await reception.signIn('uketsuke')
    await reception.page.getByLabel(reception.say(greeting.code)).waitFor()
    await reception.page.goto(addressOf(disc))
    await reception.page.getByRole('heading', { level: 1 }).waitFor()
    expect(await reception.page.locator('body').innerText()).not.to.contain(disc.number)
    await reception.close()
  })
})
