/**
 * `npm run screens -- URL USER PASSWORD`: takes the README's pictures from a running house (the
 * demo's, usually) in a real Chromium, so that the pages shown are those of this build.
 */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright-core'
import type { BrowserContext } from 'playwright-core'

const [base, user, password] = process.argv.slice(2)
const directory = path.resolve(import.meta.dirname, '../../docs/screens')

/** A tablet on the floor, lying on its long side. */
const tablet = { width: 1180, height: 820 }

if (base === undefined || user === undefined || password === undefined) {
  process.stderr.write('Usage: npm run screens -- URL USER PASSWORD\n')
  process.exit(2)
}

await mkdir(directory, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
for (const language of ['ja', 'en']) {
  const context = await browser.newContext({
    viewport: tablet,
    hasTouch: true,
    locale: language === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: 'Asia/Tokyo',
    baseURL: base,
  })
  await context.request.post('/api/v1/sessions', { data: { user, password } })
  for (const [name, address] of Object.entries(await addresses(context))) {
    const page = await context.newPage()
    await page.goto(address, { waitUntil: 'networkidle' })
    await page.screenshot({ path: path.join(directory, `${name}-${language}.png`) })
    await page.close()
  }
  await context.close()
}
await browser.close()

/** The pages shown, by the picture's name; the record is whatever the last act was about. */
async function addresses(context: BrowserContext): Promise<Record<string, string>> {
  const answer = await context.request.get('/api/v1/board')
  const { ledgers } = (await answer.json()) as {
    ledgers: { name: string; watched: { id: string }[] }[]
  }
  const [first] = ledgers.filter(({ watched }) => watched.length > 0)
  const record = first ? `/${first.name}/${first.watched[0]?.id}` : '/'
  return { board: '/', ledger: `/${first?.name ?? ''}`, record, kiosk: '/kiosk', claims: '/claims' }
}
