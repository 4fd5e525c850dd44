/**
 * Makes requests for acts out of a sheet's rows: which column is which field, what each cell says,
 * and which records the links mean. A row that cannot be read says where and why.
 */
import { setImmediate } from 'node:timers/promises'
import { readCell, choiceOf, textOf } from '../../models/derive/cells.ts'
import type { Cell, CellContext } from '../../models/derive/cells.ts'
import { titleOf } from '../../models/derive/views.ts'
import type { Field } from '../../models/fields.ts'
import { searchForm } from '../../models/kana.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { transcribable, transcribed } from '../../models/transcribing.ts'
import { words } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'
import { settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { tooLarge } from './sheet.ts'
import type { Sheet, SheetRow } from './sheet.ts'

/** What a column of a sheet is: a field, the number or the state on paper, or nothing known. */
export interface SheetColumn {
  readonly heading: string
  readonly key?: string
  readonly label?: Words
}

/** A thing that is wrong with a row. */
export interface RowFault {
  readonly line: number
  readonly column?: string
  readonly says: Words
}

/** A row as the act would be given it, or what is wrong with it. */
export interface ReadRow {
  readonly line: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly faults: readonly RowFault[]
}

export interface ReadSheet {
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly ReadRow[]
}

/** Headings an export has beside the fields. */
const numberHeading = words('番号', 'Number')
const stateHeading = words('状態', 'State')
const numberKey = `${transcribed}.number`
const stateKey = `${transcribed}.state`

/** Where a sheet came from, for the records made of it. */
export interface Origin {
  readonly name: string
  readonly sha256: string
}

/** @throws Problem sheet-without-headings */
export async function readRows(
  house: House,
  ledger: Ledger,
  sheet: Sheet,
  origin: Origin,
): Promise<ReadSheet> {
  const { columns, below } = headingsOf(ledger, sheet.rows)
  if (below.length > limits.tableRowsMax) throw tooLarge()
  const timeZone = zoneOf(house, await settingsOf(house))
  const find = await findingOf(house, ledger, columns, below)
  const rows: ReadRow[] = []
  for (const [at, row] of below.entries()) {
    // A long table takes seconds, which nobody else should have to wait.
    if (at % limits.tableRowsAtOnce === 0) await setImmediate()
    rows.push(rowOf(ledger, columns, row, { timeZone, find }, origin))
  }
  return { columns, rows }
}

function rowOf(
  ledger: Ledger,
  columns: readonly SheetColumn[],
  { line, cells }: SheetRow,
  context: CellContext,
  origin: Origin,
): ReadRow {
  const fields: Record<string, unknown> = {}
  const faults: RowFault[] = []
  let [number, state]: (string | undefined)[] = [undefined, defaultState(ledger)]
  for (const [at, { heading, key }] of columns.entries()) {
    const cell = cells[at]
    if (key === undefined || textOf(cell) === '') continue
    if (key === numberKey) number = textOf(cell)
    else if (key === stateKey) {
      state = choiceOf(ledger.states, textOf(cell))
      if (state === undefined) faults.push({ line, column: heading, says: unknownState(cell) })
    } else {
      const read = readCell(ledger.fields[key] as Field, cell, context)
      if ('fault' in read) faults.push({ line, column: heading, says: read.fault })
      else if ('value' in read) fields[key] = read.value
    }
  }
  if (state === undefined && faults.length === 0) faults.push({ line, says: stateNeeded })
  fields[transcribed] = {
    ...(number !== undefined && { number }),
    ...(state !== undefined && { state }),
    name: origin.name,
    file: origin.sha256,
    line,
  }
  return { line, fields, faults }
}

const stateNeeded = words(
  '「状態」の列で、今の状態を書いてください。',
  'Say the state in a column “State”.',
)

function unknownState(cell: Cell): Words {
  const text = textOf(cell)
  return words(`「${text}」という状態はありません。`, `There is no state called “${text}”.`)
}

/** The state of a row that does not say its own: a register's first, or what the ledger names. */
function defaultState(ledger: Ledger): string | undefined {
  return ledger.past ?? (ledger.register ? Object.keys(ledger.states)[0] : undefined)
}

/** The row with the most headings that are known, among the first ones, and what lies below it. */
function headingsOf(
  ledger: Ledger,
  rows: readonly SheetRow[],
): { columns: readonly SheetColumn[]; below: readonly SheetRow[] } {
  const keys = transcribable(ledger.fields)
  let best: { at: number; columns: readonly SheetColumn[]; known: number } | undefined
  for (const [at, { cells }] of rows.slice(0, limits.tableHeadingRowsMax).entries()) {
    const taken = new Set<string>()
    const columns = cells.map((cell) => columnOf(ledger, keys, textOf(cell), taken))
    const known = columns.filter(({ key }) => key !== undefined && !key.startsWith(transcribed))
    if (known.length > (best?.known ?? 0)) best = { at, columns, known: known.length }
  }
  if (!best) throw new Problem('sheet-without-headings')
  return { columns: best.columns, below: rows.slice(best.at + 1) }
}

function columnOf(
  ledger: Ledger,
  keys: readonly string[],
  heading: string,
  taken: Set<string>,
): SheetColumn {
  const named: readonly (readonly [string, Words])[] = [
    [numberKey, numberHeading],
    [stateKey, stateHeading],
    ...keys.map((key) => [key, ledger.fields[key]?.label ?? words(key, key)] as const),
  ]
  const wanted = searchForm(heading)
  const found = named.find(
    ([key, label]) =>
      !taken.has(key) &&
      wanted !== '' &&
      (key === heading || [label.ja, label.en].some((one) => searchForm(one) === wanted)),
  )
  if (!found) return { heading }
  taken.add(found[0])
  return { heading, key: found[0], label: found[1] }
}

/**
 * Finds records by their number or by what they are called. What the cells call them is gathered
 * first, so that of a long register only those are kept that some cell speaks of.
 */
async function findingOf(
  house: House,
  ledger: Ledger,
  columns: readonly SheetColumn[],
  rows: readonly SheetRow[],
): Promise<CellContext['find']> {
  const found = await calledIn(ledger, columns, rows)
  for (const [name, byForm] of found) {
    const target = house.ledgers.find((one) => one.name === name)
    if (!target) continue
    const cursor = selectRecords(house.database.records, { ledger: name }).cursor({
      batchSize: limits.tableRowsAtOnce,
    })
    for await (const stored of cursor) {
      const record = recordOf(stored)
      for (const called of [record.id, record.number, titleOf(target, record)]) {
        byForm.get(searchForm(called))?.add(record.id)
      }
    }
  }
  return (name, called) => [...(found.get(name)?.get(searchForm(called)) ?? [])]
}

/** What the cells of links call the records of each ledger, each with no record yet. */
async function calledIn(
  ledger: Ledger,
  columns: readonly SheetColumn[],
  rows: readonly SheetRow[],
): Promise<Map<string, Map<string, Set<string>>>> {
  const called = new Map<string, Map<string, Set<string>>>()
  const find = (name: string, text: string) => {
    const forms = called.get(name) ?? new Map<string, Set<string>>()
    called.set(name, forms.set(searchForm(text), new Set()))
    // One is as good as any here, so that a cell is read on to its end.
    return ['']
  }
  const linking = columns.flatMap(({ key }, at) => {
    const field = key === undefined ? undefined : ledger.fields[key]
    return field && links(field) ? [{ field, at }] : []
  })
  if (linking.length === 0) return called
  for (const [n, { cells }] of rows.entries()) {
    if (n % limits.tableRowsAtOnce === 0) await setImmediate()
    for (const { field, at } of linking) readCell(field, cells[at], { timeZone: 'UTC', find })
  }
  return called
}

function links(field: Field): boolean {
  return field.kind === 'link' || Object.values(field.parts ?? {}).some(links)
}
