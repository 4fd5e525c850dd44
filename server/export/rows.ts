/**
 * The rows of an exported ledger, whatever file they go into: the columns of the paper ledger with
 * what closes each row, read in groups so that memory stays flat. A cell has its text as people
 * read it, and where a spreadsheet can reckon with it, the value itself.
 */
import { readGrant } from '../../models/derive/permissions.ts'
import { linksOf, printed } from '../../models/derive/views.ts'
import { printMoment } from '../../models/fields.ts'
import type { FieldKind, PrintContext } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { sheets } from '../../models/ledgers/sheets.ts'
import { Problem } from '../../models/problems.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Linked } from '../../models/shown.ts'
import { words } from '../../models/words.ts'
import type { Language, Words } from '../../models/words.ts'
import { wallTime } from '../../models/zone.ts'
import type { House } from '../house.ts'
import type { Listing } from '../ledger/list.ts'
import { labelsOf } from '../ledger/present.ts'

/** A cell: its text, and what it is worth where that is more than text. */
export interface Cell {
  readonly text: string
  /** A number, an ISO moment, or a day as `YYYY-MM-DD`. */
  readonly worth?: { readonly kind: 'number' | 'moment' | 'day'; readonly value: number | string }
}

/** A column: its key in addresses, its heading and what kind of values stand in it. */
export interface Column {
  readonly key: string
  readonly heading: string
  readonly kind: FieldKind
  /** On paper: the moment that stands below a name, where a seal stood. */
  readonly sealed?: string
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

/** The columns every ledger has before its own, by the keys they are asked for by. */
const opening: Readonly<Record<string, Fixed>> = {
  number: {
    label: words('番号', 'Number'),
    kind: 'code',
    cell: ({ record }) => ({ text: record.number }),
  },
  state: {
    label: words('状態', 'State'),
    kind: 'choice',
    cell: ({ ledger, record, context }) => ({
      text: ledger.states[record.state]?.[context.language] ?? record.state,
    }),
  },
}

/** And those after them. */
const closing: Readonly<Record<string, Fixed>> = {
  created: {
    label: words('登録日時', 'Recorded at'),
    kind: 'moment',
    cell: ({ record, context }) => momentCell(record.createdAt, context),
  },
  createdBy: {
    label: words('登録者', 'Recorded by'),
    kind: 'text',
    cell: ({ record, context }) => nameCell(record.createdBy, context),
  },
  changed: {
    label: words('更新日時', 'Changed at'),
    kind: 'moment',
    cell: ({ record, context }) => momentCell(record.changedAt, context),
  },
  changedBy: {
    label: words('更新者', 'Changed by'),
    kind: 'text',
    cell: ({ record, context }) => nameCell(record.changedBy, context),
  },
  revision: {
    label: words('改訂', 'Revision'),
    kind: 'number',
    cell: ({ record: { revision } }) => ({
      text: String(revision),
      worth: { kind: 'number', value: revision },
    }),
  },
  id: {
    label: words('記録ID', 'Record id'),
    kind: 'code',
    cell: ({ record }) => ({ text: record.id }),
  },
}

const fixed: Readonly<Record<string, Fixed>> = { ...opening, ...closing }

function momentCell(value: string, context: PrintContext): Cell {
  return { text: printMoment(value, context), worth: { kind: 'moment', value } }
}

function nameCell(id: string, context: PrintContext): Cell {
  return { text: context.labelOf(id) ?? id }
}

/** The keys an actor may ask for: what every ledger has, and the fields they are shown. */
function knownKeys(ledger: Ledger, actor: Actor): (key: string) => boolean {
  const grant = readGrant(ledger, actor)
  const shown =
    typeof grant === 'object' && 'by' in grant ? new Set<string>(grant.shows) : undefined
  return (key) =>
    Object.hasOwn(fixed, key) ||
    (Object.hasOwn(ledger.fields, key) && (shown === undefined || shown.has(key)))
}

/**
 * The columns of an export in their order: those that were asked for, or the ledger's own.
 *
 * @param asked keys with commas between them, as addresses have them
 * @throws Problem unknown-query for a column there is not, that the actor is not shown, or twice
 */
export function columnsOf(
  { ledger, actor }: Pick<Listing, 'ledger' | 'actor'>,
  language: Language,
  asked?: string,
): readonly Column[] {
  const known = knownKeys(ledger, actor)
  const own = [...Object.keys(opening), ...ledger.columns, ...Object.keys(closing)].filter(known)
  const keys = asked === undefined ? own : asked.split(',')
  const sound = keys.every(known) && new Set(keys).size === keys.length
  if (!sound) throw new Problem('unknown-query', { name: 'columns' })
  return keys.map((key) => columnOf(ledger, key, language))
}

/** The columns of a list on paper: those asked for, or the paper ledger's. @throws as `columnsOf` */
export function sheetColumnsOf(
  listing: Pick<Listing, 'ledger' | 'actor'>,
  language: Language,
  asked?: string,
): readonly Column[] {
  const { ledger, actor } = listing
  const known = knownKeys(ledger, actor)
  if (asked !== undefined) return columnsOf(listing, language, asked)
  const declared = sheets.find((one) => one.ledger === ledger.name)?.columns ?? ledger.columns
  const own = declared.flatMap((one) => {
    const [key, at] = typeof one === 'string' ? [one] : one
    if (!known(key)) return []
    const column = columnOf(ledger, key, language)
    return at !== undefined && known(at) ? { ...column, sealed: at } : column
  })
  return [...Object.keys(opening).map((key) => columnOf(ledger, key, language)), ...own]
}

function columnOf(ledger: Ledger, key: string, language: Language): Column {
  const { label, kind } = fixed[key] ?? ledger.fields[key] ?? {}
  return { key, heading: label?.[language] ?? key, kind: kind ?? 'text' }
}

/** Records as rows of cells, in the groups they come in. */
export async function* rowsOf(
  house: House,
  { ledger, timeZone }: Pick<Listing, 'ledger' | 'timeZone'>,
  groups: AsyncIterable<readonly LedgerRecord[]>,
  columns: readonly Column[],
  language: Language,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const group of groups) {
    const ids = group.flatMap((record) => [
      ...linksOf(ledger, record.facts),
      record.createdBy,
      record.changedBy,
    ])
    const linked: Linked = await labelsOf(house, ids)
    const labelOf = (id: string) => linked[id]?.title
    const context = { language, timeZone, labelOf }
    yield group.map((record) => columns.map((one) => cellOf({ ledger, record, context }, one)))
  }
}

function cellOf(row: Row, { key, sealed }: Column): Cell {
  const cell = fixed[key]?.cell(row) ?? factCell(row, key)
  if (sealed === undefined) return cell
  const { timeZone } = row.context
  const parts = [cell, factCell(row, sealed)].map((one) => onPaper(one, timeZone))
  return { text: parts.filter((part) => part !== '').join('\n') }
}

/** A cell as a sheet of paper has it, which says once in what zone its moments are. */
export function onPaper({ text, worth }: Cell, timeZone: string): string {
  if (worth?.kind !== 'moment') return text
  return wallTime(String(worth.value), timeZone).slice(0, 16).replace('T', ' ')
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
