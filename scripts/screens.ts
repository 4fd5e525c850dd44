/**
 * `npm run screens -- URL USER KIOSK ADMIN PASSWORD`: takes the README's pictures from a running
 * house (the demo's, where everybody has one password) in a real Chromium, so that the pages
 * shown are those of this build.
 */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext } from 'playwright-core'
import { packs } from '../models/ledgers.ts'
import { customers } from './bench/known.ts'

const directory = path.resolve(import.meta.dirname, '../../docs/screens')
const languages = { ja: 'ja-JP', en: 'en-US' } as const

/** How often it is looked whether a pack is made, in milliseconds. */
const lookMs = 200
/** A tablet on the floor, lying on its long side. */
const tablet = { width: 1180, height: 820 }

const [base, user, kiosk, admin, password] = process.argv.slice(2)
if (!base || !user || !kiosk || !admin || !password) {
  process.stderr.write('Usage: npm run screens -- URL USER KIOSK ADMIN PASSWORD\n')
  process.exit(2)
}

await mkdir(directory, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
for (const language of Object.keys(languages) as (keyof typeof languages)[]) {
  const desk = await signedIn(browser, user, language)
  await pictures(desk, language, await addresses(desk))
  await packPictures(desk, language)
  await desk.close()
  const reception = await signedIn(browser, kiosk, language)
  await pictures(reception, language, { kiosk: '/' })
  await reception.close()
  const office = await signedIn(browser, admin, language)
  await pictures(office, language, await setupAddresses(office))
  await office.close()
}
await browser.close()

async function signedIn(
  from: Browser,
  name: string,
  language: keyof typeof languages,
): Promise<BrowserContext> {
  const context = await from.newContext({
    viewport: tablet,
    hasTouch: true,
    locale: languages[language],
    timezoneId: 'Asia/Tokyo',
    baseURL: base as string,
  })
  const data = { user: name, password }
  const answer = await context.request.post('/api/v1/sessions', { data })
  if (!answer.ok()) throw new Error(`${name} could not sign in: ${await answer.text()}`)
  return context
}

async function pictures(
  context: BrowserContext,
  language: string,
  pages: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, address] of Object.entries(pages)) {
    const page = await context.newPage()
    await page.goto(address, { waitUntil: 'networkidle' })
    await page.screenshot({ path: path.join(directory, `${name}-${language}.png`) })
    await page.close()
  }
}

/** A pack of the customer with most media, and the page that verifies it. */
async function packPictures(context: BrowserContext, language: string): Promise<void> {
  const asked = async <T>(address: string) =>
    (await (await context.request.get(`/api/v1${address}`)).json()) as T
  const { records } = await asked<{ records: { id: string }[] }>(`/${customers.name}?limit=200`)
  const { timeZone } = await asked<{ timeZone: string }>('/house')
  const to = new Intl.DateTimeFormat('sv', { timeZone }).format()
  const data = { customer: records.at(-1)?.id, from: `${to.slice(0, 4)}-01-01`, to, language }
  const made = await context.request.post(`/api/v1/${packs.name}`, { data })
  const pack = (await made.json()) as { id: string; number: string }
  for (;;) {
    const { state } = await asked<{ state: string }>(`/${packs.name}/${pack.id}/file`)
    if (state === 'packed') break
    if (state !== 'packing') throw new Error(`the pack is ${state}`)
    await new Promise((done) => setTimeout(done, lookMs))
  }
  await pictures(context, language, { pack: `/${packs.name}/${pack.id}` })
  const file = await context.request.get(`/api/v1/${packs.name}/${pack.id}.zip`)
  const page = await context.newPage()
  await page.goto('/verify')
  const zip = { name: `${pack.number}.zip`, mimeType: 'application/zip', buffer: await file.body() }
  await page.locator('#files').setInputFiles(zip)
  await page.locator('.result').scrollIntoViewIfNeeded()
  await page.locator('.result').evaluate('(result) => result.scrollIntoView()')
  await page.screenshot({ path: path.join(directory, `verify-${language}.png`) })
  await page.close()
}

/** The page of the set-up that shows most of what a house is. */
async function setupAddresses(context: BrowserContext): Promise<Record<string, string>> {
  const answer = await context.request.get('/api/v1/setup/steps')
  const { steps } = (await answer.json()) as { steps: { ledger: string }[] }
  return { setup: `/setup/${steps[1]?.ledger}` }
}

/** The pages shown, by the picture's name; the record is one the board watches. */
async function addresses(context: BrowserContext): Promise<Record<string, string>> {
  const answer = await context.request.get('/api/v1/board')
  const { ledgers } = (await answer.json()) as {
    ledgers: { name: string; watched: { id: string }[] }[]
  }
  const first = ledgers.find(({ watched }) => watched.length > 0)
  const record = first ? `/${first.name}/${first.watched[0]?.id}` : '/board'
  return { board: '/board', desk: '/desk', wall: '/wall', record }
}
