/**
 * One visitor after another at the reception tablet when something comes in between: a slow line,
 * a text that is revised, nobody standing there any more. Nothing that was signed is lost, and
 * nothing of one visitor is found by the next.
 */
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { greeting } from '../../client/wording/kiosk.ts'
import { staffDoor } from '../../client/wording/staffdoor.ts'
import { unsent } from '../../client/wording/unsent.ts'
import { wording } from '../../client/wording/house.ts'
import type { Signature } from '../../models/fields.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { plannedVisit, pledge } from '../http/told.ts'
import { until } from '../journal/outside.ts'
import { passwordOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { stores } from './carried.ts'
import {
  asks,
  codeOf,
  comesUnplanned,
  declaresNothing,
  draws,
  isCalled,
  keysIn,
  reception,
  signs,
} from './counter.ts'
import { flowMs, openBrowser } from './tablet.ts'
import type { Tablet } from './tablet.ts'

describe('one visitor after another at the reception', function () {
  this.timeout(flowMs)
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

  const arrives = async (tablet: Tablet, visit: Shown) => {
    await keysIn(tablet, await codeOf(house, visit))
    await isCalled(tablet, '髙﨑次郎')
    await asks(tablet, greeting.firmTitle)
    await tablet.tap(greeting.next)
    await declaresNothing(tablet)
  }
  /** Holds up what is asked of an address until it is let go, or its line breaks. */
  const holds = async ({ page }: Tablet, address: string) => {
    let asked = (): void => undefined
    let over = (_how: 'comes' | 'breaks'): void => undefined
    const asking = new Promise<void>((resolve) => (asked = resolve))
    const ending = new Promise<'comes' | 'breaks'>((resolve) => (over = resolve))
    await page.route(address, async (route) => {
      asked()
      await ((await ending) === 'comes' ? route.continue() : route.abort('failed'))
    })
    const end = async (how: 'comes' | 'breaks') => {
      over(how)
      await page.unroute(address)
    }
    return { asked: asking, comes: () => end('comes'), breaks: () => end('breaks') }
  }
  /** Whoever comes to a tablet that started over finds it in Japanese. */
  const speaks = async ({ page, language }: Tablet) => {
    await page.getByRole('heading', { level: 1, name: greeting.welcome.ja }).waitFor()
    if (language === 'ja') return
    await page.getByRole('button', { name: wording.switchLanguage.ja }).tap()
  }
  const stateOf = async ({ id }: Shown) => (await house.as('aya').get(`/visits/${id}`)).state
  const revises = async () => {
    const { records } = await house.as('kaoru').get<Listed>('/pledges?filter[state]=inForce')
    const [text] = records
    if (!text) throw new Error('no pledge text is in force')
    const worded = {
      ja: `${String(text.facts['ja'])}\n追記`,
      en: `${String(text.facts['en'])}\nMore`,
    }
    await house.as('kaoru').does('pledges.revise', text, worded, { because: '追記のため' })
  }

  it('keeps a signature whose sending outlasts its visitor, and leaves the next one alone', async () => {
    const first = await plannedVisit(house)
    const second = await plannedVisit(house)
    const tablet = await reception(browser, house)
    const { page } = tablet
    await arrives(tablet, first)
    await draws(tablet)
    const upload = await holds(tablet, '**/api/v1/files')
    await page.clock.install()
    await tablet.tap(greeting.sign)
    await upload.asked
    // Nobody is sent away in the middle of it.
    const again = page.getByRole('button', { name: tablet.say(greeting.startOver) })
    expect(await again.isDisabled()).to.equal(true)

    // The next visitor holds up their own code.
    const code = await codeOf(house, second)
    await page.evaluate(`location.hash = '#code=${code}'`)
    await asks(tablet, greeting.nameTitle)
    await page.getByLabel(tablet.say(greeting.name), { exact: true }).fill('乙部')
    await upload.breaks()
    await until(async () => {
      await page.clock.runFor(1_000)
      return (await stateOf(first)) === 'pledged'
    })
    const { facts } = await house.as('aya').get(`/visits/${first.id}`)
    const { image } = facts['signature'] as Signature
    expect(image.size).to.be.greaterThan(0)
    await asks(tablet, greeting.nameTitle)
    expect(await page.getByLabel(tablet.say(greeting.name), { exact: true }).inputValue()).to.equal(
      '乙部',
    )
    expect((await stores(tablet)).acts).to.equal(0)

    // Nor by waiting, though three slow answers take longer than a page may be left alone.
    await tablet.tap(greeting.startOver)
    await tablet.tap(greeting.walkIn)
    await isCalled(tablet, '丙田 三郎')
    await comesUnplanned(tablet, '三丁目')
    await declaresNothing(tablet)
    await draws(tablet)
    const slow = ['**/api/v1/visits/acts/plan', '**/api/v1/files', '**/api/v1/visits/*/pledge']
    const answers = await Promise.all(slow.map(async (address) => await holds(tablet, address)))
    await tablet.tap(greeting.sign)
    for (const answer of answers) {
      await answer.asked
      await page.clock.runFor(25_000)
      await asks(tablet, greeting.signTitle)
      expect(await page.locator('.kiosk-idle').count()).to.equal(0)
      await answer.comes()
    }
    await asks(tablet, greeting.done)
    await tablet.close()
  })

  it('has a text that was replaced meanwhile read anew, and drops what was refused', async () => {
    const visit = await plannedVisit(house)
    const tablet = await reception(browser, house)
    await arrives(tablet, visit)
    await draws(tablet)
    await revises()
    await tablet.tap(greeting.sign)
    await asks(tablet, greeting.readTitle)
    await tablet.page.getByRole('alert').waitFor()
    expect((await stores(tablet)).acts).to.equal(1)
    // Whoever goes now leaves nothing behind.
    await tablet.tap(greeting.startOver)
    await asks(tablet, greeting.welcome)
    await until(async () => (await stores(tablet)).acts === 0)
    expect(await tablet.page.locator('.kiosk-unsent').count()).to.equal(0)
    await arrives(tablet, visit)
    await signs(tablet)
    await tablet.close()
    expect(await stateOf(visit)).to.equal('pledged')
  })

  it('takes a second signature where the text was revised after the first', async () => {
    const visit = await plannedVisit(house)
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
    const tablet = await reception(browser, house)
    const code = await codeOf(house, visit)
    await keysIn(tablet, code)
    await isCalled(tablet, '髙﨑次郎')
    await tablet.sees(tablet.say(greeting.signedAlready))
    await tablet.tap(greeting.finish)
    await revises()
    await tablet.page.reload()
    await tablet.page.getByLabel(tablet.say(greeting.code)).waitFor()
    await arrives(tablet, visit)
    await tablet.sees(tablet.say(greeting.signAnew))
    await signs(tablet)
    await tablet.close()
    const text = (await pledge(house)).pledge
    const { facts } = await house.as('aya').get(`/visits/${visit.id}`)
    expect(facts['pledge']).to.deep.include({ version: text.version })
  })

  it('forgets digits, language and messages of whoever went away from the first page', async () => {
    const tablet = await reception(browser, house)
    const { page } = tablet
    await page.clock.install()
    await keysIn(tablet, '123')
    await page.getByRole('button', { name: tablet.say(wording.switchLanguage) }).tap()
    await page.getByRole('heading', { level: 1, name: greeting.welcome.en }).waitFor()
    await page.clock.runFor(62_000)
    await asks(tablet, greeting.welcome)
    expect(await page.getByLabel(tablet.say(greeting.code)).inputValue()).to.equal('')
    // Nobody touched it since, so there is nothing to warn of.
    await page.clock.runFor(62_000)
    expect(await page.locator('.kiosk-idle').count()).to.equal(0)

    const visit = await plannedVisit(house)
    await arrives(tablet, visit)
    await signs(tablet)
    await page.clock.runFor(9_000)
    await asks(tablet, greeting.welcome)
    await tablet.close()
  })

  for (const language of languages) {
    it(`leaves what was refused later to staff, who say who they are, in ${language}`, async () => {
      const tablet = await reception(browser, house, language)
      const { page } = tablet
      const name = language === 'ja' ? '庚田 七郎' : '辛島 八郎'
      await tablet.tap(greeting.walkIn)
      await isCalled(tablet, name)
      await comesUnplanned(tablet, '七丁目')
      await declaresNothing(tablet)
      await asks(tablet, greeting.readTitle)
      await tablet.offline(true)
      await tablet.tap(greeting.read)
      await tablet.draws('field-signature')
      await tablet.tap(greeting.sign)
      await tablet.sees(tablet.say(greeting.keptText))
      await tablet.tap(greeting.finish)
      await speaks(tablet)
      await asks(tablet, greeting.welcome)
      await revises()
      await tablet.offline(false)

      const door = page.getByRole('button', { name: tablet.say(greeting.forStaff, { count: 1 }) })
      await door.waitFor()
      expect(await page.locator('.kiosk-unsent').count()).to.equal(0)
      expect(await page.content()).not.to.include(name)
      await door.tap()
      await asks(tablet, staffDoor.only)
      await tablet.isAccessible()
      const vouches = async (user: string, password: string) => {
        await page.getByLabel(tablet.say(wording.user), { exact: true }).fill(user)
        await page.getByLabel(tablet.say(wording.password), { exact: true }).fill(password)
        await tablet.tap(staffDoor.open)
      }
      await vouches('uketsuke', passwordOf('uketsuke'))
      await tablet.sees(tablet.say(staffDoor.barred))
      await vouches('aya', 'not her password')
      await page.getByRole('alert').waitFor()
      await vouches('aya', passwordOf('aya'))
      await asks(tablet, staffDoor.title)
      await tablet.isAccessible()
      if (language === 'ja') {
        await tablet.tap(wording.correct)
        const { version } = (await pledge(house)).pledge
        await tablet.sees(tablet.say(greeting.pledgeVersion, { version }))
        // What was drawn under the old words does not pass for a signature under the new ones.
        await tablet.sees(tablet.say(wording.signHere))
        await tablet.draws('field-signature')
        const submit = { ja: '誓約に署名する', en: 'Sign the pledge' }
        await page.locator('form').getByRole('button', { name: submit[language] }).tap()
      } else {
        await tablet.tap(wording.withdraw)
        await page.getByRole('dialog').getByText(tablet.say(unsent.withdrawText)).waitFor()
        await page
          .getByRole('dialog')
          .getByRole('button', { name: tablet.say(wording.withdraw) })
          .tap()
      }
      await tablet.sees(tablet.say(staffDoor.done))
      expect((await stores(tablet)).acts).to.equal(0)
      await tablet.tap(greeting.startOver)
      await speaks(tablet)
      await asks(tablet, greeting.welcome)
      expect(await door.count()).to.equal(0)
      // The tablet was itself all the while.
      await page.reload()
      await asks(tablet, greeting.welcome)
      await tablet.close()
      const { records } = await house.as('aya').get<Listed>(`/visits?q=${name.slice(0, 2)}`)
      const state = language === 'ja' ? 'pledged' : 'planned'
      expect(records.map((one) => one.state)).to.deep.equal([state])
    })
  }
})
