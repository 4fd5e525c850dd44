/**
 * A person with a tablet: a real Chromium at tablet size with touch, signed in through the page.
 * Forms are filled in as their fields' declarations say, so a flow reads as what somebody enters.
 */
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'chai'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { wording } from '../../client/wording/house.ts'
import { ledgers } from '../../models/ledgers.ts'
import type { Language, Words } from '../../models/words.ts'
import { fill } from '../../models/words.ts'
import type { TestHouse } from '../house.ts'
import { passwordOf } from '../people.ts'
import { isFault } from './fault.ts'
import { Form } from './form.ts'

const locales = { ja: 'ja-JP', en: 'en-GB' } as const
/** The size of a tablet lying on its long side. */
const size = { width: 1180, height: 820 }
/** Time between two touches of a finger that draws, in milliseconds. */
const frameMs = 16
/** How often a page is looked at again for what somebody else did, in milliseconds. */
const againMs = 50
/** Time a hand takes from the end of a stroke to the next tap, in milliseconds. */
const handMs = 500

/** How long a page may take to show something on a machine busy with other suites. */
const patienceMs = 75_000
/** How long a flow through pages may take on a slow machine, in milliseconds. */
export const flowMs = 240_000

/** The wall time in Japan so many hours from now, as a form takes it. */
export function wall(hours: number): string {
  return new Date(Date.now() + (hours + 9) * 3_600_000).toISOString().slice(0, 16)
}

/**
 * Starts the browser the environment names.
 *
 * @param film a file that its camera sees
 * @throws Error saying what is missing
 */
export async function openBrowser(film?: string): Promise<Browser> {
  const { args, ...named } = launching()
  return await chromium.launch({
    ...named,
    args: [...args, ...(film === undefined ? [] : seeing(film))],
  })
}

function launching() {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) {
    throw new Error('The browser tests need Chromium; name an installed one in CHROMIUM.')
  }
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return { executablePath, headless: true, args }
}

/** What every tablet is like. */
function tabletLike(url: string, language: Language) {
  return {
    baseURL: url,
    viewport: size,
    hasTouch: true,
    isMobile: true,
    locale: locales[language],
    timezoneId: 'Asia/Tokyo',
  }
}

/** What a browser keeps of somebody who signed in, for another tablet of theirs. */
type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>

function seeing(film: string): readonly string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
}

/** What a tablet brings along when a house is opened on it. */
interface Opening {
  /** Who is signed in on it already. */
  readonly storageState?: SignedIn | undefined
  /** Whether it keeps the app, so that it opens without a network. */
  readonly kept?: boolean
  /** The zone its own clock is set to. */
  readonly zone?: string
}

/** Somebody's tablet. */
export class Tablet {
  readonly page: Page
  readonly language: Language
  readonly #context: BrowserContext
  readonly #faults: string[] = []

  private constructor(context: BrowserContext, page: Page, language: Language) {
    context.setDefaultTimeout(patienceMs)
    this.#context = context
    this.page = page
    this.language = language
    page.on('pageerror', (error) => this.#faults.push(error.message))
    page.on('console', (message) => {
      if (isFault(message)) this.#faults.push(message.text())
    })
  }

  /** Opens a house on a tablet of its own. */
  static async open(
    browser: Browser,
    house: Pick<TestHouse, 'url'>,
    language: Language,
    { storageState, kept = false, zone }: Opening = {},
  ): Promise<Tablet> {
    const context = await browser.newContext({
      ...tabletLike(house.url, language),
      // Keeping the whole app costs a browser more than most flows do.
      serviceWorkers: kept ? 'allow' : 'block',
      ...(storageState && { storageState }),
      ...(zone && { timezoneId: zone }),
    })
    return new Tablet(context, await context.newPage(), language)
  }

  /** Switches a tablet on that keeps what it keeps in a folder, as one that was off. */
  static async switchOn(folder: string, url: string, language: Language): Promise<Tablet> {
    const like = tabletLike(url, language)
    const context = await chromium.launchPersistentContext(folder, { ...launching(), ...like })
    return new Tablet(context, context.pages()[0] ?? (await context.newPage()), language)
  }

  /** Another tab on the same tablet. */
  async anotherTab(): Promise<Tablet> {
    return new Tablet(this.#context, await this.#context.newPage(), this.language)
  }

  /** Has its clock go wrong by so many milliseconds, from the next page on. */
  async setClock(off: number): Promise<void> {
    await this.#context.addInitScript((wrong) => {
      const Right = Date
      globalThis.Date = class extends Right {
        constructor(...given: []) {
          super(...((given.length === 0 ? [Right.now() + wrong] : given) as []))
        }
        static override now = () => Right.now() + wrong
      } as DateConstructor
    }, off)
  }

  /** Has somebody signed in, who opens the first page. */
  async signIn(user: string): Promise<void> {
    const data = { user, password: passwordOf(user) }
    const answer = await this.#context.request.post('/api/v1/sessions', { data })
    if (!answer.ok()) throw new Error(`${user} is not signed in: ${await answer.text()}`)
    await this.page.goto('/')
  }

  /** Signs somebody in as they do themselves, by typing. */
  async typeSignIn(user: string): Promise<void> {
    await this.page.goto('/')
    await this.page.getByLabel(this.say(wording.user), { exact: true }).fill(user)
    await this.page.getByLabel(this.say(wording.password), { exact: true }).fill(passwordOf(user))
    await this.tap(wording.signIn)
  }

  /** A wording in this tablet's language. */
  say(words: Words, values: Readonly<Record<string, unknown>> = {}): string {
    return fill(words, values)[this.language]
  }

  /** Taps a button or a link of this name. */
  async tap(words: Words): Promise<void> {
    const name = this.say(words)
    const button = this.page.getByRole('button', { name, exact: true })
    const link = this.page.getByRole('link', { name, exact: true })
    await button.or(link).first().tap()
  }

  /** Waits until some text stands on the page. */
  async sees(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  /** Opens the form of an act: from the record that is shown, or from the ledger's list. */
  async begins(name: string, record?: { readonly id: string }): Promise<Form> {
    const [ledgerName, act = ''] = name.split('.')
    const ledger = ledgers.find((one) => one.name === ledgerName)
    const declared = ledger?.acts[act]
    if (!ledger || !declared) throw new Error(`there is no act ${name}`)
    const path = record ? `/${ledger.name}/${record.id}` : `/${ledger.name}`
    if (new URL(this.page.url()).pathname !== path) await this.page.goto(path)
    const label = this.say(declared.label)
    while (!(await this.#offers(label))) await this.page.waitForTimeout(againMs)
    await this.page.getByRole('heading', { level: 1, name: label }).waitFor()
    return new Form(this, ledger, declared)
  }

  /** Taps an act where the page offers it, in the open or among the further ones. */
  async #offers(label: string): Promise<boolean> {
    const shown = this.page.getByRole('link', { name: label, exact: true })
    const more = this.page.getByRole('button', { name: this.say(wording.moreActs) })
    await shown.or(more).first().waitFor()
    if ((await shown.count()) > 0) {
      await shown.first().tap()
      return true
    }
    await more.tap()
    const item = this.page.getByRole('menuitem', { name: label, exact: true })
    await this.page.getByRole('menuitem').first().waitFor()
    if ((await item.count()) > 0) {
      await item.tap()
      return true
    }
    // Somebody else's act is on its way to this page; close the menu and look again.
    await this.page.keyboard.press('Escape')
    return false
  }

  /** The id of the record whose page is shown. */
  async record(ledger: string): Promise<{ readonly id: string }> {
    await this.page.waitForURL(new RegExp(`/${ledger}/[0-9a-f-]{36}$`))
    return { id: this.page.url().slice(-36) }
  }

  /** Takes the network away, or gives it back. */
  async offline(gone: boolean): Promise<void> {
    await this.#context.setOffline(gone)
  }

  /** Types as a scanner on the USB port does: everything at once, and Enter. */
  async wedges(text: string): Promise<void> {
    const port = await this.#context.newCDPSession(this.page)
    const keys = [...text].map((key) => ({ type: 'keyDown' as const, key, text: key }))
    const enter = { type: 'keyDown' as const, key: 'Enter', code: 'Enter', text: '\r' }
    // Not one after another: a scanner does not wait until a page has dealt with a letter.
    await Promise.all([...keys, enter].map((key) => port.send('Input.dispatchKeyEvent', key)))
    await port.detach()
  }

  /** Draws a signature on a sheet with a finger. */
  async draws(id: string): Promise<void> {
    const sheet = this.page.locator(`#${id}`)
    await sheet.scrollIntoViewIfNeeded()
    const box = await sheet.boundingBox()
    if (!box) throw new Error(`there is no sheet ${id}`)
    const finger = await this.#context.newCDPSession(this.page)
    const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: [number, number]) => {
      const touchPoints = at
        ? [{ x: box.x + at[0] * box.width, y: box.y + at[1] * box.height }]
        : []
      await finger.send('Input.dispatchTouchEvent', { type, touchPoints })
      // A finger is seen once a frame; faster ones confuse the tap that follows.
      await this.page.waitForTimeout(frameMs)
    }
    for (const from of [0.2, 0.5]) {
      await touch('touchStart', [from, 0.3])
      // A finger rests before it is lifted; one that is torn away flings, and stops at the next
      // tap.
      for (const at of [1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]) {
        await touch('touchMove', [from + at * 0.02, 0.3 + (at % 3) * 0.12])
      }
      await touch('touchEnd')
    }
    // A hand takes its time from the sheet to a button; a browser takes less for a slip.
    await this.page.waitForTimeout(handMs)
    await finger.detach()
  }

  /** Fails when the page that is shown shuts somebody out. */
  async isAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    expect(grave, this.page.url()).to.deep.equal([])
  }

  /** Puts the tablet away; fails when a page of it went wrong on the way. */
  async close(): Promise<void> {
    await this.#context.close()
    expect(this.#faults).to.deep.equal([])
  }
}
