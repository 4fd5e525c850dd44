/**
 * The page that walks somebody with a tablet through trusting this server: no script, no other
 * file, fit for printing and hanging beside the charger.
 */
import { createHash } from 'node:crypto'
import type { Language, Words } from '../../models/words.ts'
import { escaped, inGroups } from './markup.ts'
import { pageStyle } from './pagestyle.ts'
import { saying, walks } from './pagewords.ts'
import type { Step, Walk } from './pagewords.ts'
import type { Authority } from './trust.ts'

/** What the page tells. */
interface Told {
  readonly language: Language
  /** The certificate to trust; undefined when tablets trust this server already. */
  readonly authority: Authority | undefined
  /** Where the house is over HTTPS. */
  readonly app: string
  /** Where this very page is. */
  readonly here: string
}

const styleHash = createHash('sha256').update(pageStyle).digest('base64')

/** The page's own security policy: its one style, and nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The whole page in one language. */
export async function trustPage(told: Told): Promise<string> {
  const { language, authority, app, here } = told
  const say = (wording: Words) => escaped(wording[language])
  const other: Language = language === 'ja' ? 'en' : 'ja'
  const [ipad, android] = [walks.ipad, walks.android].map((walk) => walked(walk, told))
  const pins = [walks.ipad, walks.android].map(
    ({ title, pin }) => `<section><h3>${say(title)}</h3>${steps(pin, told)}</section>`,
  )
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(saying.title)} - Daicho</title><style>${pageStyle}</style></head>
<body><header><span class="brand">${mark}<b>台帳 <small lang="en">Daicho</small></b></span>
<a class="other" lang="${other}" href="?language=${other}">${say(saying.other)}</a></header>
<main><h1>${say(saying.title)}</h1><p class="lead">${say(saying.text)}</p>
<div class="head"><section class="card address"><h2>${say(saying.address)}</h2>
<p class="url">${escaped(app)}</p><p>${say(saying.openText)}</p>
<p class="screen"><a class="button" href="${escaped(app)}/">${say(saying.open)}</a></p></section>
<figure class="card">${await qrOf(here, saying.scan[language])}
<figcaption>${say(saying.scan)}<br><span class="url">${escaped(here)}</span></figcaption></figure>
</div>${authority ? checked(authority, say) : ''}
<div class="both">${ipad}${android}</div>
<section class="card"><h2>${say(saying.pinning)}</h2><div class="both">${pins.join('')}</div>
</section></main></body></html>
`
}

function checked({ name, fingerprint, until }: Authority, say: (wording: Words) => string) {
  const groups = inGroups(fingerprint)
    .split(' ')
    .map((group) => `<span>${group}</span>`)
  return `<section class="card check"><h2>${say(saying.check)}</h2><p>${say(saying.checkText)}</p>
<p class="print" aria-label="SHA-256">${groups.join(' ')}</p>
<dl><div><dt>${say(saying.name)}</dt><dd>${escaped(name)}</dd></div>
<div><dt>${say(saying.until)}</dt><dd>${until.slice(0, 10)}</dd></div></dl></section>`
}

function walked({ title, trust, install }: Walk, told: Told): string {
  const all = told.authority ? [...trust, ...install] : install
  return `<section class="card"><h2>${escaped(title[told.language])}</h2>${steps(all, told)}</section>`
}

function steps(all: readonly Step[], { language, app }: Told): string {
  const links = {
    profile: ['/ca.mobileconfig', saying.profile],
    certificate: ['/ca.crt', saying.certificate],
    open: [`${app}/`, saying.open],
  } as const
  const items = all.map(({ says, link }) => {
    const text = escaped(says[language]).replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    if (!link) return `<li>${text}</li>`
    const [place, label] = links[link]
    const button = `<a class="button" href="${escaped(place)}">${escaped(label[language])}</a>`
    return `<li>${text}<br>${button}</li>`
  })
  return `<ol>${items.join('')}</ol>`
}

/** An address as a picture a camera reads. */
async function qrOf(text: string, label: string): Promise<string> {
  const { default: qrcode } = await import('qrcode')
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  const cells = Array.from(data).flatMap((dark, at) =>
    dark ? [`M${at % size} ${Math.floor(at / size)}h1v1h-1z`] : [],
  )
  return `<svg class="qr" role="img" aria-label="${escaped(label)}" viewBox="-4 -4 ${size + 8} ${size + 8}"
shape-rendering="crispEdges"><path d="M-4-4h${size + 8}v${size + 8}h-${size + 8}z" fill="#fff"/>
<path d="${cells.join('')}" fill="#000"/></svg>`
}

const mark = `<svg viewBox="0 0 64 64" width="34" height="34" aria-hidden="true">
<rect width="64" height="64" rx="14" fill="#1f4a76"/><path d="M18 16h28v32H18z" fill="none"
stroke="#fff" stroke-width="4"/><path d="M26 16v32M33 26h7M33 34h7" stroke="#fff"
stroke-width="4" stroke-linecap="round"/></svg>`
