/**
 * Makes requests for acts out of a sheet's rows: which column is which field, what each cell says,
 * and which records the links mean. A row that cannot be read says where and why.
 */
import { readCell, choiceOf, textOf } from '../../models/derive/cells.ts'
import type { Cell } from '../../models/derive/cells.ts'
import { titleOf } from '../../models/derive/views.ts'
import type { Field } from '../../models/fields.ts'
import { searchForm } from '../../models/kana.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { readRecords } from '../../models/stored/records.ts'
import { transcribable, transcribed } from '../../models/transcribing.ts'
import { words } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'
import { settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
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
  if (below.length > limits.tableRowsMax) {
    throw new Problem('sheet-too-large', { max: limits.tableRowsMax })
  }
  const find = await findingOf(house, ledger, columns)
  const timeZone = zoneOf(house, await settingsOf(house))
  const context = { timeZone, find }
  const rows = below.map(({ line, cells }): ReadRow => {
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
  })
  return { columns, rows }
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

/** Finds records by their number or by what they are called, among those the columns link to. */
async function findingOf(house: House, ledger: Ledger, columns: readonly SheetColumn[]) {
  const targets = new Set<string>()
  for (const { key } of columns) {
    const field = key === undefined ? undefined : ledger.fields[key]
    if (field) for (const name of targetsOf(field)) targets.add(name)
  }
  const found = new Map<string, Map<string, Set<string>>>()
  for (const name of targets) {
    const target = house.ledgers.find((one) => one.name === name)
    const byName = new Map<string, Set<string>>()
    for (const record of target
      ? await readRecords(house.database.records, { ledger: name })
      : []) {
      for (const called of [record.id, record.number, titleOf(target as Ledger, record)]) {
        const form = searchForm(called)
        byName.set(form, (byName.get(form) ?? new Set()).add(record.id))
      }
    }
    found.set(name, byName)
  }
  return (name: string, called: string) => [...(found.get(name)?.get(searchForm(called)) ?? [])]
}

function targetsOf(field: Field): string[] {
  const own = field.kind === 'link' ? [field.target?.().name ?? ''] : []
  return [...own, ...Object.values(field.parts ?? {}).flatMap(targetsOf)]
}
