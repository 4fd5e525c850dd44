/**
 * The list form of a paper: who issues it to whom, and one row for each record that has the paper.
 * It bears the moment of the latest record in it, so the same records give the same bytes.
 */
import { printMoment } from '../../models/fields.ts'
import type { PrintContext } from '../../models/fields.ts'
import { linksOf } from '../../models/derive/views.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Paper, PaperList } from '../../models/paper.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { words } from '../../models/words.ts'
import type { Language } from '../../models/words.ts'
import { settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { labelsOf } from '../ledger/present.ts'
import { addresseeOf, asOf, issuerOf, keyOf, sealOf } from './compose.ts'
import type { PaperContent, Section } from './content.ts'
import type { IssuedFile } from './issue.ts'

/** What a list is made of. */
export interface Roster {
  readonly ledger: Ledger
  readonly paper: Paper
  readonly list: PaperList
  /** Records that have the paper, in the order of the list; at least one. */
  readonly records: readonly LedgerRecord[]
  readonly language: Language
  /** It lies in a pack, whose manifest names it. */
  readonly packed?: true
}

type TableSection = Extract<Section, { kind: 'table' }>

const wording = {
  no: words('No.', 'No.'),
  number: words('番号', 'Number'),
  count: words('件数', 'Media'),
  file: words('ファイル', 'File'),
  remark: words('注記', 'Remark'),
  table: words('対象の一覧', 'List'),
  about: words('この一覧について', 'About this list'),
  noted: words(
    'この一覧のSHA-256は、書き出しの記録としてジャーナルに記入しています。',
    'The SHA-256 of this list is entered in our journal as an export.',
  ),
  packed: words(
    'この一覧のSHA-256は、パックの目録（manifest.json）にあり、目録はジャーナルに記入しています。',
    'The SHA-256 of this list stands in the manifest of the pack, which is entered in our journal.',
  ),
  alone: words(
    'この一覧には記録と証明を添付していません。個別の証明書に添付したものは、次の公開鍵で確かめられます。',
    'No record or proof is attached to this list. Those attached to each certificate can be verified with this public key.',
  ),
}

/** The content of a list. */
export async function composeRoster(house: House, roster: Roster): Promise<PaperContent> {
  const { ledger, paper, list, records, language } = roster
  const [first] = records
  if (!first) throw new Error('a list of nothing')
  const settings = await settingsOf(house)
  const timeZone = zoneOf(house, settings)
  const linked = await labelsOf(
    house,
    records.flatMap(({ facts }) => linksOf(ledger, facts)),
  )
  const context: PrintContext = { language, timeZone, labelOf: (id) => linked[id]?.title }
  const at = records.map(({ changedAt }) => changedAt).reduce((a, b) => (a > b ? a : b))
  const { to } = paper
  const shared = to !== undefined && records.every(({ facts }) => facts[to] === first.facts[to])
  return {
    language,
    title: list.title[language],
    subject: list.title[language],
    particulars: [
      [wording.count[language], String(records.length)],
      [asOf[language], printMoment(at, context)],
    ],
    addressee: shared ? await addresseeOf(house, paper, first, context) : [],
    issuer: issuerOf(settings, language),
    ...(await sealOf(house, settings, language)),
    opening: list.opening[language],
    marks: [],
    sections: [
      {
        kind: 'table',
        heading: wording.table[language],
        ...tableOf(roster, context),
      },
      {
        kind: 'text',
        heading: wording.about[language],
        paragraphs: [...list.says, wording[roster.packed ? 'packed' : 'noted']].map(
          (one) => one[language],
        ),
      },
    ],
    verify: { says: wording.alone[language], key: keyOf(house, language) },
    footer: list.title[language],
    at,
    embedded: [],
    landscape: true,
  }
}

/** The table; without the column of remarks where there are none. */
function tableOf(roster: Roster, context: PrintContext): Pick<TableSection, 'head' | 'rows'> {
  const { ledger, list, records, language } = roster
  const head = [
    wording.no[language],
    wording.number[language],
    ...list.columns.map((key) => ledger.fields[key]?.label[language] ?? key),
    wording.file[language],
    wording.remark[language],
  ]
  const rows = records.map((record, n) => [String(n + 1), ...cellsOf(roster, record, context)])
  if (rows.some((cells) => cells.at(-1) !== '')) return { head, rows }
  return { head: head.slice(0, -1), rows: rows.map((cells) => cells.slice(0, -1)) }
}

function cellsOf(roster: Roster, record: LedgerRecord, context: PrintContext): string[] {
  const { ledger, paper, list, language } = roster
  const { facts } = record
  const marks = (paper.marks ?? []).filter((key) => facts[key] === true)
  return [
    record.number,
    ...list.columns.map((key) => {
      const value = facts[key]
      const field = ledger.fields[key]
      return field && value !== undefined && value !== null ? field.print(value, context) : ''
    }),
    fileOf(roster, record)?.sha256.slice(0, 16) ?? '',
    marks.map((key) => ledger.fields[key]?.label[language] ?? key).join(' '),
  ]
}

/** The latest file of the record's own paper in the language of the list. */
function fileOf({ paper, language }: Roster, { facts }: LedgerRecord): IssuedFile | undefined {
  const { issues } = paper
  const kept = (issues ? (facts[issues.kept] ?? []) : []) as readonly (IssuedFile & {
    readonly language: Language
    readonly revision: number
  })[]
  return kept.findLast(
    (one) => one.language === language && one.revision === facts[issues?.revision ?? ''],
  )
}
