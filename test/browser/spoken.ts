/**
 * What a page says, to the eye and to a screen reader, and which of it is in the other language.
 * What people wrote themselves stays as they wrote it, so that is taken out first.
 */
import type { Page } from 'playwright-core'
import { ledgers } from '../../models/ledgers.ts'
import type { Language } from '../../models/words.ts'
import type { Listed, TestHouse } from '../house.ts'
import type { Person } from '../people.ts'

const japanese = /[\u3041-\u30ff\u4e00-\u9fff]/
/** A word, as opposed to an abbreviation, a record's number and an id. */
const english = /(?<![A-Za-z0-9])[A-Z]?[a-z]{2,}(?![A-Za-z0-9])/g

/** What no language says: addresses, the journal's name, hashes and keys, commands, ids. */
const technical = [
  /https?:\/\/\S+/g,
  /\S*daicho\.local\/\S*/g,
  /[A-Za-z0-9+/]{20,}={0,2}/g,
  /^npm run .*$/gm,
  /^\S{8} · [0-9a-f]{4}$/gm,
]

/** Said in its own language on purpose: the name of the product, and the other language's name. */
const ownName = /日本語|台帳 ?Daicho|台帳|Daicho|English/g

/** Names of things that Japanese says in Latin letters too. */
const latin = new Set(
  (
    'mm kB Clear Purge Destroy Rev Blancco nwipe Excel Merkle Web ' +
    'iPad iPadOS Android Chrome Safari tlog proof verify html pdf zip csv off'
  ).split(' '),
)

/** Everything a page says: its text, and the names of what has no text. */
const sayings = `[
  document.body.innerText,
  ...['aria-label', 'placeholder', 'title', 'alt'].flatMap((name) =>
    [...document.querySelectorAll('[' + name + ']:not([aria-hidden=true])')].map((one) =>
      one.getAttribute(name),
    ),
  ),
].join('\\n')`

/** The sentences of a page that are in the other language than the one it is read in. */
export async function foreignOn(
  page: Page,
  language: Language,
  written: readonly string[],
): Promise<readonly string[]> {
  let says = String(await page.evaluate(sayings))
  for (const text of written) says = says.replaceAll(text, '')
  for (const pattern of [ownName, ...technical]) says = says.replace(pattern, '')
  return says
    .split('\n')
    .filter((line) => (language === 'en' ? japanese.test(line) : wordsIn(line).length > 0))
}

function wordsIn(line: string): readonly string[] {
  return (line.match(english) ?? []).filter((word) => !latin.has(word))
}

/** What people wrote into a house's records, as these people may read it; longest first. */
export async function writtenIn(
  house: TestHouse,
  people: readonly Person[],
): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const person of people) {
    for (const { name } of ledgers) {
      const answer = await house.as(person).ask('GET', `/${name}?limit=200`)
      if (!answer.ok) continue
      const { records } = (await answer.json()) as Listed
      for (const { facts, title, linked } of records) textsIn([facts, title, linked], found)
    }
  }
  return [...found].toSorted((one, other) => other.length - one.length)
}

/** Texts of a value, whole and line by line, as pages show them. */
function textsIn(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    for (const text of [value, ...value.split('\n')]) if (text.trim().length > 1) found.add(text)
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) textsIn(inner, found)
  }
}
