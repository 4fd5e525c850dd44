/**
 * Every page of the house in both languages and both schemes: it shows, nothing on it breaks, it
 * shuts nobody out, and it says nothing in the other language.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { greeting } from '../../client/wording/kiosk.ts'
import { wording } from '../../client/wording/house.ts'
import { accounts, ledgers } from '../../models/ledgers.ts'
import { movements } from '../../models/ledgers/movements.ts'
import { transcribe } from '../../models/transcribing.ts'
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { insideVisit, registered, requested } from '../http/told.ts'
import { packed } from '../http/packing.ts'
import type { Person, Shown } from '../people.ts'
import { foreignOn, writtenIn } from './spoken.ts'
import { flowMs, openBrowser, Tablet } from './tablet.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** What the pages that are about something are about. */
interface Made {
  readonly visit: Shown
  readonly movement: Shown
  readonly disk: Shown
  readonly pack: Shown
  readonly person: string
}

/** The addresses at which each route is looked at; the route as it stands in the source. */
type Scenes = Readonly<Record<string, readonly string[]>>

/** What shows before anybody signs in. */
const outside: Scenes = {
  '/setup': ['/setup'],
  '/welcome': ['/welcome'],
  '/enrol': ['/enrol'],
  '/handed': ['/handed', '/handed#token=abcdefghijklmnopqrstuvwx'],
}

/** What an administrator who is an auditor too looks at, beside what everybody does. */
const administered = (made: Made): Scenes => ({
  '/demo': ['/demo'],
  '/tablets': ['/tablets'],
  '/password': ['/password'],
  '/:ledger/:id/password': [`/${accounts.name}/${made.person}/password`],
})

const recordOf = ({ ledger, id }: Shown) => `/${ledger}/${id}`

/** What the ISO office looks at. */
const inside = (made: Made): Scenes => ({
  '/board': ['/board'],
  '/desk': ['/desk'],
  '/claims': ['/claims'],
  '/journal': ['/journal'],
  '/roll-call': ['/roll-call'],
  '/outbox': ['/outbox'],
  '/labels': [`/labels?ledger=${made.disk.ledger}&ids=${made.disk.id}`],
  '/:ledger': ledgers.filter(({ reads }) => reads.iso === 'all').map(({ name }) => `/${name}`),
  '/:ledger/import': [`/${made.disk.ledger}/import`],
  '/:ledger/acts/:act': ledgers
    .filter(({ reads, acts }) => reads.iso === 'all' && actFrom(acts, 'iso'))
    .map(({ name, acts }) => `/${name}/acts/${actFrom(acts, 'iso')}`),
  '/:ledger/batches/:act': ['/discs/batches/intake'],
  '/:ledger/batch/:act': [`/${made.disk.ledger}/batch/destroy`],
  '/:ledger/:id': [made.visit, made.movement, made.disk, made.pack].map(recordOf),
  '/:ledger/:id/:act': [
    `${recordOf(made.disk)}/erase`,
    `${recordOf(made.movement)}/approve`,
    `${recordOf(made.visit)}/leave`,
  ],
})

/** The first act that makes a record and that a role may do by a form. */
function actFrom(acts: (typeof ledgers)[number]['acts'], role: 'iso'): string | undefined {
  return Object.keys(acts).find((name) => {
    const act = acts[name]
    return name !== transcribe && act?.from === null && act.by.includes(role)
  })
}

/** Pages that look away from the table of routes: who signs in there, and those without a name. */
const elsewhere = ['/', '/sign-in', '/wall', '/verify', '/nowhere/at-all']

describe('the pages of the house', function () {
  this.timeout(2 * flowMs)
  let house: TestHouse
  let browser: Browser
  let made: Made
  let written: readonly string[]

  before(async () => {
    house = await openHouse()
    browser = await openBrowser()
    const customer = (await house.as('kaoru').get<{ records: Shown[] }>('/customers')).records[0]
    const [visit, movement, disk] = [
      await insideVisit(house),
      await requested(house),
      await registered(house, { customer: customer?.id }),
    ]
    const pack = await packed(house.as('chie'), { customer: customer?.id })
    made = { visit, movement, disk, pack, person: house.as('aya').id }
    written = await writtenIn(house, ['chie', 'kaoru'])
  })

  after(async () => {
    await browser.close()
    await house.stop()
  })

  it('are all looked at: every route of the client stands in these lists', () => {
    const sources = ['client/app.tsx', 'client/scenes/House.tsx'].map((file) =>
      readFileSync(path.join(root, file), 'utf8'),
    )
    const routes = [...sources.join('').matchAll(/<Route path="([^"]+)"/g)].map(([, one]) => one)
    const looked = [outside, inside(made), administered(made)].flatMap((one) => Object.keys(one))
    expect([...looked, ...elsewhere]).to.include.members(routes)
    expect(routes).to.include.members(looked)
  })

  for (const [language, colorScheme] of [
    ['ja', 'dark'],
    ['en', 'light'],
  ] as const) {
    /** Looks at a page. @returns what it says in the other language */
    const looks = async (tablet: Tablet, place: string) => {
      await tablet.page.goto(place)
      const heading = tablet.page.getByRole('heading', { level: 1 }).first()
      await heading.waitFor().catch((cause: unknown) => {
        throw new Error(`${place} shows nothing`, { cause })
      })
      const loading = tablet.page.getByRole('status', { name: tablet.say(wording.loading) })
      await loading.first().waitFor({ state: 'detached' })
      await tablet.isAccessible()
      return await foreignOn(tablet.page, language, written)
    }

    const everything = async (who: Person | undefined, places: readonly string[]) => {
      const tablet = await Tablet.open(browser, house, language)
      await tablet.page.emulateMedia({ colorScheme })
      if (who) await tablet.signIn(who)
      const foreign: Record<string, readonly string[]> = {}
      for (const place of places) {
        const sentences = await looks(tablet, place)
        if (sentences.length > 0) foreign[place] = sentences
      }
      expect(foreign).to.deep.equal({})
      const html = tablet.page.locator('html')
      expect(await html.getAttribute('lang')).to.equal(language)
      await tablet.close()
    }

    it(`are fit for everybody before anyone signs in, in ${language} and ${colorScheme}`, async () => {
      await everything(undefined, [...Object.values(outside).flat(), '/sign-in', '/verify'])
    })

    it(`are fit for the office, in ${language} and ${colorScheme}`, async () => {
      await everything('chie', [...Object.values(inside(made)).flat(), '/wall', '/nowhere/at-all'])
    })

    it(`are fit for the administrator, in ${language} and ${colorScheme}`, async () => {
      await everything('kaoru', [...Object.values(administered(made)).flat(), '/'])
    })
  }

  for (const language of languages) {
    it(`explain a term to whoever taps its field or tabs to it, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      const { page } = tablet
      await tablet.signIn('chie')
      await page.goto(`/${made.movement.ledger}/acts/request`)
      const { category } = movements.fields
      const group = page.getByRole('radiogroup', { name: category.label[language] })
      const says = page.getByText(category.help?.[language] ?? '', { exact: true })
      const explained = async () => {
        await says.waitFor()
        await group.locator('input:focus').waitFor()
        // A screen reader reads it with the field.
        const ids = (await group.getAttribute('aria-describedby'))?.split(' ')
        expect(ids).to.include(await says.getAttribute('id'))
      }
      await group.getByRole('radio').first().tap()
      await explained()
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      await explained()
      await tablet.close()
    })

    it(`greet a visitor without naming anybody, in ${language}`, async () => {
      const tablet = await Tablet.open(browser, house, language)
      await tablet.typeSignIn('uketsuke')
      await tablet.page.getByLabel(tablet.say(greeting.code)).waitFor()
      await tablet.isAccessible()
      await tablet.page.getByLabel(tablet.say(greeting.code)).fill('000000')
      await tablet.sees(tablet.say(greeting.unknown))
      await tablet.tap(greeting.walkIn)
      await tablet.page.getByRole('heading', { name: tablet.say(greeting.nameTitle) }).waitFor()
      await tablet.isAccessible()
      for (const place of ['/visits', '/accounts', recordOf(made.visit), '/journal']) {
        await tablet.page.goto(place)
        await tablet.page.getByRole('heading', { level: 1 }).waitFor()
        expect(await tablet.page.locator('body').innerText()).not.to.match(/髙﨑|青木|千葉/)
      }
      await tablet.close()
    })
  }
})
