/** A visitor in front of the reception tablet: what they are asked and what they tap. */
import type { Browser } from 'playwright-core'
import { greeting } from '../../client/wording/kiosk.ts'
import { ledgers } from '../../models/ledgers.ts'
import type { Language, Words } from '../../models/words.ts'
import type { TestHouse } from '../house.ts'
import type { Shown } from '../people.ts'
import { Tablet } from './tablet.ts'

const visits = ledgers.find(({ name }) => name === 'visits')

/** What a field of a visit is called. */
export function labelOf(key: string): Words {
  return visits?.fields[key]?.label ?? { ja: key, en: key }
}

/** A tablet at the reception, on its first page. */
export async function reception(
  browser: Browser,
  house: TestHouse,
  language: Language = 'ja',
): Promise<Tablet> {
  const tablet = await Tablet.open(browser, house, language)
  await tablet.signIn('uketsuke')
  await tablet.page.getByLabel(tablet.say(greeting.code)).waitFor()
  return tablet
}

/** Waits until the counter asks something. */
export async function asks(tablet: Tablet, title: Words, values = {}): Promise<void> {
  const name = tablet.say(title, values)
  await tablet.page.getByRole('heading', { level: 1, name }).waitFor()
}

export async function keysIn({ page }: Tablet, code: string): Promise<void> {
  for (const digit of code) await page.getByRole('button', { name: digit, exact: true }).tap()
}

export async function isCalled(tablet: Tablet, name: string, reading = ''): Promise<void> {
  await asks(tablet, greeting.nameTitle)
  await tablet.page.getByLabel(tablet.say(greeting.name), { exact: true }).fill(name)
  await tablet.page.getByLabel(tablet.say(greeting.reading)).fill(reading)
  await tablet.tap(greeting.next)
}

/** Tells the firm and why they came, as somebody without a plan is asked. */
export async function comesUnplanned(tablet: Tablet, firm: string): Promise<void> {
  await asks(tablet, greeting.firmTitle)
  await tablet.page.getByLabel(tablet.say(labelOf('company'))).fill(firm)
  await tablet.tap(greeting.next)
  await asks(tablet, greeting.stayTitle)
  await tablet.isAccessible()
  const delivery = { ja: '搬入・搬出', en: 'Delivery or collection' }
  await tablet.page.getByLabel(tablet.say(delivery)).tap()
  await tablet.tap(greeting.next)
}

export async function declaresNothing(tablet: Tablet): Promise<void> {
  for (const key of ['belongings', 'hazards']) {
    await asks(tablet, greeting.declareTitle, { label: tablet.say(labelOf(key)) })
    await tablet.isAccessible()
    await tablet.tap(greeting.nothing)
  }
}

/** Reads the pledge and draws a signature, without handing it in. */
export async function draws(tablet: Tablet): Promise<void> {
  await asks(tablet, greeting.readTitle)
  await tablet.isAccessible()
  await tablet.tap(greeting.read)
  await asks(tablet, greeting.signTitle)
  await tablet.isAccessible()
  await tablet.draws('field-signature')
}

export async function signs(tablet: Tablet): Promise<void> {
  await draws(tablet)
  await tablet.tap(greeting.sign)
  await asks(tablet, greeting.done)
  await tablet.isAccessible()
}

/** The code a visit is found by. */
export async function codeOf(house: TestHouse, { id }: Shown): Promise<string> {
  return String((await house.as('aya').get(`/visits/${id}`)).facts['code'])
}
