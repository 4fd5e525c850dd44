/**
 * The rows of an exported ledger, whatever file they go into: the columns of the paper ledger with
 * what closes each row, read in groups so that memory stays flat. A cell has its text as people
 * read it, and where a spreadsheet can reckon with it, the value itself.
 */
import { linksOf, printed } from '../../models/derive/views.ts'
import { printMoment } from '../../models/fields.ts'
import type { FieldKind, PrintContext } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Linked } from '../../models/shown.ts'
import { words } from '../../models/words.ts'
import type { Language, Words } from '../../models/words.ts'
import type { House } from '../house.ts'
import { each } from '../ledger/list.ts'
import type { Listing, ListQuery } from '../ledger/list.ts'
import { labelsOf } from '../ledger/present.ts'

/** Rows whose links are looked up together. */
const rowsAtOnce = 500

/** A cell: its text, and what it is worth where that is more than text. */
export interface Cell {
  readonly text: string
  /** A number, an ISO moment, or a day as `YYYY-MM-DD`. */
  readonly worth?: { readonly kind: 'number' | 'moment' | 'day'; readonly value: number | string }
}

/** A column: its heading and what kind of values stand in it. */
export interface Column {
  readonly heading: string
  readonly kind: FieldKind
}

interface Row {
  readonly ledger: Ledger
  readonly record: LedgerRecord
  readonly context: PrintContext
}

interface Fixed {
  readonly label: Words
  readonly kind: FieldKind
  readonly cell: (row: Row) => Cell
}

const opening: readonly Fixed[] = [
  {
    label: words('番号', 'Number'),
    kind: 'code',
    cell: ({ record }) => ({ text: record.number }),
  },
  {
    label: words('状態', 'State'),
    kind: 'choice',
    cell: ({ ledger, record, context }) => ({
      text: ledger.states[record.state]?.[context.language] ?? record.state,
    }),
  },
]

const closing: readonly Fixed[] = [
  {
    label: words('登録日時', 'Recorded at'),
    kind: 'moment',
    cell: ({ record, context }) => momentCell(record.createdAt, context),
  },
  {
    label: words('登録者', 'Recorded by'),
    kind: 'text',
    cell: ({ record, context }) => nameCell(record.createdBy, context),
  },
  {
    label: words('更新日時', 'Changed at'),
    kind: 'moment',
    cell: ({ record, context }) => momentCell(record.changedAt, context),
  },
  {
    label: words('更新者', 'Changed by'),
    kind: 'text',
    cell: ({ record, context }) => nameCell(record.changedBy, context),
  },
  {
    label: words('改訂', 'Revision'),
    kind: 'number',
    cell: ({ record: { revision } }) => ({
      text: String(revision),
      worth: { kind: 'number', value: revision },
    }),
  },
  {
    label: words('記録ID', 'Record id'),
    kind: 'code',
    cell: ({ record }) => ({ text: record.id }),
  },
]

function momentCell(value: string, context: PrintContext): Cell {
  return { text: printMoment(value, context), worth: { kind: 'moment', value } }
}

function nameCell(id: string, context: PrintContext): Cell {
  return { text: context.labelOf(id) ?? id }
}

/** The columns of a ledger's export, in their order. */
export function columnsOf(ledger: Ledger, language: Language): readonly Column[] {
  const fixed = ({ label, kind }: Fixed) => ({ heading: label[language], kind })
  return [
    ...opening.map(fixed),
    ...ledger.columns.map((key) => ({
      heading: ledger.fields[key]?.label[language] ?? key,
      kind: ledger.fields[key]?.kind ?? 'text',
    })),
    ...closing.map(fixed),
  ]
}

/** The records a query finds, as groups of rows of cells. */
export function rowsOf(
  house: House,
  listing: Listing,
  query: ListQuery,
  language: Language,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  return rowsOfRecords(house, listing, each(listing, query), language)
}

/** Records, however they were found, as groups of rows of cells. */
export async function* rowsOfRecords(
  house: House,
  { ledger, timeZone }: Pick<Listing, 'ledger' | 'timeZone'>,
  records: AsyncIterable<LedgerRecord> | Iterable<LedgerRecord>,
  language: Language,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const group of groupsOf(records)) {
    const ids = group.flatMap((record) => [
      ...linksOf(ledger, record.facts),
      record.createdBy,
      record.changedBy,
    ])
    const linked: Linked = await labelsOf(house, ids)
    const labelOf = (id: string) => linked[id]?.title
    const context = { language, timeZone, labelOf }
    yield group.map((record) => cellsOf({ ledger, record, context }))
  }
}

function cellsOf(row: Row): readonly Cell[] {
  return [
    ...opening.map(({ cell }) => cell(row)),
    ...row.ledger.columns.map((key) => factCell(row, key)),
    ...closing.map(({ cell }) => cell(row)),
  ]
}

function factCell({ ledger, record, context }: Row, key: string): Cell {
  const text = printed(ledger, record, key, context)
  const kind = ledger.fields[key]?.kind
  const value = record.facts[key]
  if (kind === 'number' && typeof value === 'number') return { text, worth: { kind, value } }
  if ((kind === 'moment' || kind === 'day') && typeof value === 'string') {
    return { text, worth: { kind, value } }
  }
  return { text }
}

async function* groupsOf(
  records: AsyncIterable<LedgerRecord> | Iterable<LedgerRecord>,
): AsyncGenerator<LedgerRecord[]> {
  let group: LedgerRecord[] = []
  for await (const record of records) {
    group.push(record)
    if (group.length < rowsAtOnce) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
