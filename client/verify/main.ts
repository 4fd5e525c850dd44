/**
 * The page itself: a place to drop files, a place for the key somebody noted, and what came of
 * it. It is written without a framework, so that the file in a pack stays small and readable.
 */
import * as worker from 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { kinds, verdicts } from '../../models/verify/findings.ts'
import type { Finding, Verdict } from '../../models/verify/findings.ts'
import { fill } from '../../models/words.ts'
import type { Language, Words } from '../../models/words.ts'
import { checkFiles } from './check.ts'
import type { Checked } from './check.ts'
import type { Broken } from './dropped.ts'
import { isServed } from './issuer.ts'
import { verifying } from './wording.ts'
import './verify.css'

// A PDF is read on the page's own thread: one file has no second one to start a thread from.
Object.assign(globalThis, { pdfjsWorker: worker })

let language: Language = navigator.language.startsWith('ja') ? 'ja' : 'en'
let results: readonly (Checked | Broken)[] = []
let working: string | undefined
let files: readonly File[] = []
let vkey = ''
let witnesses = ''
let roots: readonly File[] = []
let outsidersOpen = false

/** How files of certificates are called. */
const rootNames = /\.(pem|crt|cer)$/i

const say = (wording: Words, values: Readonly<Record<string, unknown>> = {}) =>
  fill(wording, values)[language]

type Child = Node | string | undefined

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children.filter((child): child is Node | string => child !== undefined))
  return element
}

async function check(): Promise<void> {
  if (files.length === 0) return
  results = []
  working = files[0]?.name ?? ''
  draw()
  results = await checkFiles(files, { vkey, witnesses, roots }, (name) => {
    working = name
    draw()
  })
  working = undefined
  draw()
  document.querySelector<HTMLElement>('.result h2')?.focus()
}

function take(list: FileList | null | undefined): void {
  if (!list?.length) return
  const own = [...list].filter(({ name }) => !rootNames.test(name))
  addRoots(list)
  if (own.length > 0) files = own
  void check()
}

/** Roots stay while other files come and go. */
function addRoots(list: FileList | null): void {
  const added = [...(list ?? [])].filter(({ name }) => rootNames.test(name))
  if (added.length === 0) return
  roots = [...roots, ...added]
  outsidersOpen = true
  draw()
}

function head(): HTMLElement {
  const other = make('button', { type: 'button', class: 'language' }, say(verifying.other))
  other.lang = language === 'ja' ? 'en' : 'ja'
  other.addEventListener('click', () => {
    language = language === 'ja' ? 'en' : 'ja'
    draw()
  })
  return make('header', {}, make('span', { class: 'brand' }, '台帳 Daicho'), other)
}

function dropping(): HTMLElement {
  const input = make('input', {
    type: 'file',
    multiple: '',
    id: 'files',
    accept: '.zip,.pdf,.tlog-proof,.tsr,.json,.pem,.crt,.cer',
  })
  input.addEventListener('change', () => take(input.files))
  const zone = make(
    'div',
    { class: 'drop' },
    input,
    make('label', { for: 'files' }, say(verifying.choose)),
    make('p', {}, say(verifying.drop)),
    make('p', { class: 'hint' }, say(verifying.earlierHint)),
  )
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault()
    zone.classList.toggle('over', on)
  }
  zone.addEventListener('dragover', over(true))
  zone.addEventListener('dragleave', over(false))
  zone.addEventListener('drop', (event) => {
    over(false)(event)
    take(event.dataTransfer?.files)
  })
  return zone
}

function keyField(): HTMLElement {
  const input = make('input', {
    id: 'key',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'key-hint',
  })
  input.value = vkey
  input.addEventListener('change', () => {
    vkey = input.value
    void check()
  })
  return make(
    'div',
    { class: 'key' },
    make('label', { for: 'key' }, say(verifying.key)),
    make('p', { class: 'hint', id: 'key-hint' }, say(verifying.keyHint)),
    input,
  )
}

/** Whom outside the issuer somebody trusts: the roots of authorities, and the keys of witnesses. */
function outsiders(): HTMLElement {
  const chosen = make('input', {
    type: 'file',
    multiple: '',
    id: 'roots',
    accept: '.pem,.crt,.cer',
  })
  chosen.addEventListener('change', () => {
    addRoots(chosen.files)
    void check()
  })
  const keys = make('textarea', {
    id: 'witnesses',
    rows: '3',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'witnesses-hint',
  })
  keys.value = witnesses
  keys.addEventListener('change', () => {
    witnesses = keys.value
    void check()
  })
  const names = roots.map(({ name }) => name).join(', ')
  const details = make(
    'details',
    { class: 'outsiders', ...(outsidersOpen && { open: '' }) },
    make('summary', {}, say(verifying.outsiders)),
    make('div', { class: 'roots' }, chosen, make('label', { for: 'roots' }, say(verifying.roots))),
    make('p', { class: 'hint' }, names === '' ? say(verifying.rootsHint) : names),
    make(
      'div',
      { class: 'key' },
      make('label', { for: 'witnesses' }, say(verifying.witnesses)),
      make('p', { class: 'hint', id: 'witnesses-hint' }, say(verifying.witnessesHint)),
      keys,
    ),
  )
  details.addEventListener('toggle', () => (outsidersOpen = details.open))
  return details
}

const marks: Readonly<Record<Finding['kind'], string>> = { proved: '✓', failed: '✕', unshown: '–' }

function listed(title: Words, found: readonly Finding[]): HTMLElement | undefined {
  if (found.length === 0) return undefined
  const lines = found.map(({ kind, says }) =>
    make(
      'li',
      { class: kind },
      make('span', { class: 'mark', 'aria-hidden': 'true' }, marks[kind]),
      make('span', { class: 'kind' }, say(kinds[kind])),
      make('span', {}, say(says)),
    ),
  )
  return make('section', {}, make('h3', {}, say(title)), make('ul', {}, ...lines))
}

function verdictLine(verdict: Verdict, name: string): HTMLElement {
  const mark = verdict === 'genuine' ? '✓' : '✕'
  return make(
    'div',
    { class: `verdict ${verdict}` },
    make('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    make('h2', { tabindex: '-1' }, make('small', {}, name), say(verdicts[verdict])),
  )
}

function resultOf(one: Checked | Broken): HTMLElement {
  if (!('findings' in one)) {
    const why = make('p', {}, say(verifying.broken, { why: say(one.why) }))
    return make('article', { class: 'result' }, verdictLine('unreadable', one.name), why)
  }
  const { findings, manifest, records } = one
  const of = (kind: Finding['kind']) => findings.list.filter((each) => each.kind === kind)
  const about =
    manifest &&
    make(
      'p',
      { class: 'about' },
      say(verifying.period, { ...manifest, customer: manifest.customer.name }),
    )
  return make(
    'article',
    { class: 'result' },
    verdictLine(findings.verdict, one.name),
    about,
    listed(verifying.failures, of('failed')),
    listed(verifying.more, of('proved')),
    listed(verifying.unshown, of('unshown')),
    records && findings.verdict === 'genuine' ? table(records) : undefined,
  )
}

function table(records: NonNullable<Checked['records']>): HTMLElement | undefined {
  if (records.length === 0) return undefined
  const cell = (tag: 'th' | 'td', text: string) =>
    make(tag, tag === 'th' ? { scope: 'col' } : {}, text)
  const rows = records.map(({ number, what, state }) =>
    make('tr', {}, cell('td', number), cell('td', what), cell('td', say(state))),
  )
  const first = make(
    'tr',
    {},
    ...[verifying.number, verifying.what, verifying.state].map((one) => cell('th', say(one))),
  )
  return make(
    'section',
    {},
    make('h3', {}, say(verifying.records)),
    make(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say(verifying.records) },
      make('table', {}, make('thead', {}, first), make('tbody', {}, ...rows)),
    ),
  )
}

function draw(): void {
  document.documentElement.lang = language
  document.title = `${say(verifying.title)} — 台帳 Daicho`
  const status = make(
    'div',
    { role: 'status', 'aria-live': 'polite', class: 'status' },
    working === undefined ? undefined : say(verifying.working, { name: working }),
  )
  const main = make(
    'main',
    {},
    make('h1', {}, say(verifying.title)),
    make('p', {}, say(isServed ? verifying.introOnline : verifying.intro)),
    dropping(),
    keyField(),
    outsiders(),
    status,
    ...results.map(resultOf),
  )
  document.body.replaceChildren(head(), main)
}

draw()
