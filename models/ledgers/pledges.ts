/**
 * Pledge texts: what a visitor promises before coming in. The text is versioned and a version is
 * never rewritten, because what somebody signed must be readable word for word years later; the
 * journal keeps every version in full.
 */
import { toHex, utf8 } from '../bytes.ts'
import { lines, link, moment, number, text } from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { ledger } from '../ledger.ts'
import type { Facts } from '../record.ts'
import { sha256 } from '../sha256.ts'
import { words } from '../words.ts'
import type { Language } from '../words.ts'
import { accounts } from './accounts.ts'

/** Both languages of one version fit a journal leaf with room to spare. */
const pledgeCharactersMax = 8_000

const fields = {
  ja: lines(words('誓約文（日本語）', 'Pledge (Japanese)'), { max: pledgeCharactersMax }),
  en: lines(words('誓約文（英語）', 'Pledge (English)'), { max: pledgeCharactersMax }),
  version: number(words('版', 'Version'), { min: 1 }),
  inForceFrom: moment(words('適用開始', 'In force from'), {
    help: words(
      'この日時から、来訪者にはこの版が示されます。',
      'From then on visitors are shown this version.',
    ),
  }),
  publishedBy: link(words('公開者', 'Published by'), (): LinkTarget => accounts),
  note: text(words('改訂の要点', 'What changed')),
}

const published = { inForceFrom: 'time', publishedBy: 'actor' } as const

export const pledges = ledger('pledges', {
  label: words('入館誓約文', 'Entry pledges'),
  noun: words('誓約文', 'pledge text'),
  empty: words(
    '来訪者が署名する誓約文を版ごとに公開します。署名した版は後から変わりません。',
    'Publish the pledge visitors sign, version by version; what was signed never changes afterwards.',
  ),
  prefix: 'PL',
  register: true,
  paperless: true,
  fields,
  states: {
    inForce: words('適用中', 'In force'),
    retired: words('廃止', 'Retired'),
  },
  acts: {
    publish: {
      label: words('誓約文を公開する', 'Publish a pledge'),
      from: null,
      to: 'inForce',
      by: ['admin'],
      needs: ['ja', 'en'],
      takes: ['note'],
      stamps: published,
      apply: () => ({ version: 1 }),
    },
    revise: {
      label: words('改訂する', 'Revise'),
      from: ['inForce'],
      to: 'same',
      by: ['admin'],
      needs: ['ja', 'en'],
      takes: ['note'],
      stamps: published,
      apply: (before) => ({ version: (before.version ?? 0) + 1 }),
      because: true,
    },
    retire: {
      label: words('廃止する', 'Retire'),
      from: ['inForce'],
      to: 'retired',
      by: ['admin'],
      because: true,
      tone: 'danger',
    },
  },
  holds: ({ state }) => (state === 'inForce' ? ['pledge-text:current'] : []),
  held: words('現行の誓約文', 'The pledge in force'),
  reads: { kiosk: 'all', staff: 'all', iso: 'all', auditor: 'all', admin: 'all' },
  carried: [{ states: ['inForce'] }],
  title: ({ version }) =>
    version === undefined ? undefined : `第${version}版 / version ${version}`,
  sorts: ['version', 'inForceFrom'],
  columns: ['version', 'inForceFrom', 'publishedBy', 'note'],
})

/**
 * The hash by which a signature names the text it was given for: lower-case hexadecimal SHA-256
 * of the UTF-8 bytes of exactly the text shown, in the language shown.
 *
 * @param facts the facts of a pledge text as it stood when it was shown
 */
export function pledgeHash(facts: Facts, language: Language): string {
  const shown = facts[language]
  return toHex(sha256(utf8(typeof shown === 'string' ? shown : '')))
}
