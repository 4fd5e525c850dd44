/**
 * A record's page: the chain it belongs to, proofs the reader's own browser has checked, its
 * attachments large, and the page on paper; in both languages and both schemes.
 */
import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { labelling } from '../../client/wording/labels.ts'
import { papering } from '../../client/wording/papers.ts'
import { wording } from '../../client/wording/house.ts'
import { recordWording } from '../../client/wording/record.ts'
import { ledgers } from '../../models/ledgers.ts'
import { papers } from '../../models/ledgers/papers.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { certified } from '../http/reading.ts'
import { insideVisit, registered, requested } from '../http/told.ts'
import { codeOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

describe('the page of a record', function () {
  this.timeout(flowMs)
  let house: TestHouse
  let browser: Browser
  let visit: Shown
  let movement: Shown
  let disk: Shown

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
    visit = await insideVisit(house)
    movement = await requested(house, { visit: visit.id })
    disk = await registered(house, { movement: movement.id })
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  async function open(tablet: Tablet, record: Shown): Promise<Page> {
    await tablet.page.goto(`/${record.ledger}/${record.id}`)
    await tablet.page.getByRole('heading', { level: 1, name: record.title }).waitFor()
    return tablet.page
  }

  async function signedIn(language: 'ja' | 'en', user: string): Promise<Tablet> {
    const tablet = await Tablet.open(browser, house, language)
    await tablet.signIn(user)
    await tablet.page.getByRole('heading', { level: 1 }).waitFor()
    return tablet
  }

  for (const language of languages) {
    it(`draws the chain from any of its links, light and dark, in ${language}`, async () => {
      const tablet = await signedIn(language, 'chie')
      for (const record of [disk, visit, movement]) {
        const page = await open(tablet, record)
        const chain = page.locator('.chain')
        await chain.waitFor()
        const links = await chain.locator('.chain-step').allInnerTexts()
        expect(links.length).to.equal(3)
        for (const [at, one] of [visit, movement, disk].entries()) {
          expect(links[at]).to.contain(one.number)
        }
        expect(await chain.locator('[aria-current]').innerText()).to.contain(record.number)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await tablet.isAccessible()
        }
        await page.emulateMedia({ colorScheme: null })
      }
      await tablet.page.locator('.chain').getByRole('link').first().tap()
      await tablet.page.getByRole('heading', { level: 1, name: visit.title }).waitFor()
      await tablet.close()
    })
  }

  it('shows an entry as verified when its proof holds, to those who read the journal', async () => {
    const tablet = await signedIn('ja', 'emi')
    const page = await open(tablet, visit)
    const verified = page.locator('.proof-verified')
    await verified.nth(2).waitFor()
    expect(await verified.first().innerText()).to.equal(tablet.say(recordWording.verified))
    expect(await page.locator('.proof-failed').count()).to.equal(0)
    await tablet.close()
    const staff = await signedIn('ja', 'aya')
    await open(staff, visit)
    await staff.page.locator('.timeline li').first().waitFor()
    expect(await staff.page.locator('.proof-verdict').count()).to.equal(0)
    await staff.close()
    expect(await codeOf(house.as('aya').text('/journal/0/leaf'))).to.equal('not-allowed')
    expect(await codeOf(house.as('emi').text('/journal/999999/leaf'))).to.equal('unknown-record')
  })

  const tampered: readonly (readonly [
    what: string,
    path: string,
    change: (t: string) => string,
  ])[] = [
    ['a proof with another hash', '**/proof', (text) => swapped(text)],
    ['a leaf that says otherwise', '**/leaf', (text) => text.replace('"v":1', '"v":1,"x":1')],
    ['a key that is not the log’s', '**/log/vkey', (text) => text.replace(/.\s*$/, 'A')],
    [
      'a history that tells otherwise',
      '**/history',
      (text) => text.replace(/"company":"[^"]*"/, '"company":"偽"'),
    ],
  ]
  for (const [what, path, change] of tampered) {
    it(`shows ${what} as not verified`, async () => {
      const tablet = await signedIn('ja', 'emi')
      await tablet.page.route(path, async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, body: change(await response.text()) })
      })
      const page = await open(tablet, visit)
      const failed = page.locator('.proof-failed').first()
      await failed.waitFor()
      expect(await failed.innerText()).to.equal(tablet.say(recordWording.failed))
      expect(await page.getByRole('alert').count()).to.be.greaterThan(0)
      await tablet.isAccessible()
      await tablet.close()
    })
  }

  it('shows attachments large, one after the other, by keys', async () => {
    const tablet = await signedIn('en', 'chie')
    const page = await open(tablet, visit)
    await page.locator('.attachment').first().tap()
    const viewer = page.getByRole('dialog', { name: tablet.say(recordWording.viewer) })
    await viewer.getByRole('img').waitFor()
    await tablet.isAccessible()
    await page.keyboard.press('+')
    const zoomedOut = viewer.getByRole('button', { name: tablet.say(recordWording.zoomOut) })
    expect(await zoomedOut.isEnabled()).to.equal(true)
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
    await tablet.close()
  })

  it('prints its facts and its history on A4 without the chrome, with a head', async () => {
    const tablet = await signedIn('ja', 'chie')
    const page = await open(tablet, visit)
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.header', '.navbar', '.acts', '.takeaways']) {
      expect(await page.locator(hidden).first().isVisible(), hidden).to.equal(false)
    }
    const head = page.locator('.print-head')
    await head.waitFor()
    expect(await head.innerText()).to.contain('千葉 千恵')
    const number = page.locator('main').getByText(visit.number).first()
    expect(await number.isVisible()).to.equal(true)
    await page.emulateMedia({ media: null })
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf).to.match(/\/MediaBox ?\[0 0 59[45][.\d]* 84[12][.\d]*\]/)
    expect(
      await page.getByRole('button', { name: tablet.say(labelling.printPage) }).count(),
    ).to.equal(1)
    await tablet.close()
  })

  it('prints a list with its headings and what it was narrowed to, without what one taps', async () => {
    const tablet = await signedIn('ja', 'chie')
    const { page } = tablet
    await page.goto(`/visits?q=${encodeURIComponent(visit.title)}&state=${visit.state}`)
    await page.getByText(visit.number).first().waitFor()
    const narrowed = page.locator('.print-only')
    expect(await narrowed.isVisible()).to.equal(false)
    await page.emulateMedia({ media: 'print' })
    const state = ledgers.find(({ name }) => name === 'visits')?.states[visit.state]
    expect(await narrowed.innerText()).to.contain(visit.title)
    expect(await narrowed.innerText()).to.contain(state && tablet.say(state))
    await page.locator('.print-head').waitFor()
    expect(await page.locator('thead button.grid-heading').first().isVisible()).to.equal(true)
    expect(await page.getByText(visit.number).first().isVisible()).to.equal(true)
    const tapped = ['.header', '.navbar', '#content search', '#content a.mantine-Button-root']
    for (const hidden of tapped) {
      expect(await page.locator(hidden).first().isVisible(), hidden).to.equal(false)
    }
    await tablet.close()
  })

  it('gives its papers in either language, as the files they are', async () => {
    const done = await certified(house)
    const tablet = await signedIn('en', 'chie')
    const page = await open(tablet, done)
    await page.getByRole('button', { name: tablet.say(papering.papers) }).tap()
    const certificate = papers.find(({ ledger }) => ledger === done.ledger)?.paper
    if (!certificate) throw new Error('a disposal has no paper')
    for (const language of languages) {
      const name = tablet.say(papering[language], { title: tablet.say(certificate.title) })
      await page.getByRole('menuitem', { name, exact: true }).waitFor()
    }
    await tablet.isAccessible()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem').first().tap()
    const download = await saved
    expect(download.suggestedFilename()).to.match(new RegExp(`^${done.number}-.*-ja\\.pdf$`))
    const bytes = await readFile(await download.path())
    expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-')
    await tablet.close()
  })

  it('says what falls due next, and begins with their own list for those who see no board', async () => {
    const tablet = await signedIn('ja', 'aya')
    const page = await open(tablet, movement)
    const { dues = {} } = ledgers.find(({ name }) => name === movement.ledger) ?? {}
    for (const { name } of movement.dues)
      await page.getByText(dues[name]?.coming.ja ?? '').waitFor()
    expect(movement.dues).to.have.lengthOf.above(0)
    await tablet.close()
    const customers = await signedIn('ja', 'hana')
    const theirs = ledgers.find(({ name }) => name === disk.ledger)?.label.ja ?? ''
    await customers.page.getByRole('heading', { level: 1, name: theirs }).waitFor()
    const board = customers.page.getByRole('link', { name: wording.board.ja, exact: true })
    expect(await board.count()).to.equal(0)
    await customers.close()
  })

  it('keeps the chain from those who may not see its links', async () => {
    const { records } = await house
      .as('aya')
      .get<{ records: { id: string }[] }>(`/visits/${visit.id}/chain`)
    expect(records.map(({ id }) => id)).to.deep.equal([visit.id, movement.id, disk.id])
    const asked = `/visits/${visit.id}/chain`
    expect(await codeOf(house.as('uketsuke').get(asked))).to.be.oneOf([
      'not-allowed',
      'unknown-record',
    ])
    expect(await codeOf(house.as('hana').get(asked))).to.equal('unknown-record')
    expect(await codeOf(house.as('goro').get(asked))).to.equal('unknown-record')
  })
})

/** A proof of which one hash is another one. */
function swapped(proof: string): string {
  const lines = proof.split('\n')
  const at = 2
  const hash = lines[at] ?? ''
  lines[at] = (hash.startsWith('A') ? 'B' : 'A') + hash.slice(1)
  return lines.join('\n')
}
