/**
 * Which columns a table shows, in which order and width. What a reader chose is kept on the device
 * for the account and the ledger; what nobody chose follows the declaration.
 */
import { useState } from 'react'
import { slotOf } from '../../models/derive/sorting.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { houseColumns } from '../../models/views.ts'
import type { ViewColumn } from '../../models/views.ts'
import type { Words } from '../../models/words.ts'
import type { RecordView } from '../api.ts'
import { wording } from '../wording/house.ts'

export interface Column {
  readonly key: string
  readonly label: Words
  /** In CSS pixels. */
  readonly width: number
  /** What the list is asked to be ordered by; absent where no index serves it. */
  readonly sort?: string | undefined
  /** Whether the latest, rather than the first, is what one usually looks for. */
  readonly dated: boolean
}

/** How a table looks, as its reader chose. */
export interface Look {
  readonly columns?: readonly ViewColumn[] | undefined
  readonly dense?: boolean | undefined
  readonly preview?: boolean | undefined
}

/** Widths by kind of field, in CSS pixels; columns can be dragged to any other. */
const widths: Readonly<Record<string, number>> = {
  moment: 196,
  day: 130,
  clock: 100,
  code: 150,
  number: 110,
  flag: 96,
  choice: 150,
  name: 160,
  link: 160,
  text: 180,
}
const otherWidth = 230
const stateWidth = 240
const changedWidth = 196

/** The column of a key; undefined for a field the ledger no longer has. */
export function columnOf(ledger: Ledger, { key, width }: ViewColumn): Column | undefined {
  if (key === 'state') {
    return { key, label: wording.state, width: width ?? stateWidth, dated: false }
  }
  if (key === 'changed') {
    const label = wording.changed
    return { key, label, width: width ?? changedWidth, sort: 'changed', dated: true }
  }
  const field = ledger.fields[key]
  if (!field) return undefined
  return {
    key,
    label: field.label,
    width: width ?? widths[field.kind] ?? otherWidth,
    sort: slotOf(ledger, key) === undefined ? undefined : key,
    dated: field.kind === 'moment' || field.kind === 'day',
  }
}

/** Every key a table of the ledger may show, the paper form's first. */
export function everyKey(ledger: Ledger): readonly string[] {
  const [state, changed] = houseColumns
  const others = Object.keys(ledger.fields).filter((key) => !ledger.columns.includes(key))
  return [state, ...ledger.columns, changed, ...others]
}

/** The columns nobody chose: the paper form's, without those in which nothing stands. */
export function givenColumns(
  ledger: Ledger,
  records: readonly RecordView[],
): readonly ViewColumn[] {
  const [state, changed] = houseColumns
  const filled = ledger.columns.filter((key) =>
    records.some(({ facts, erased }) => facts[key] !== undefined || erased.includes(key)),
  )
  return [state, ...filled, changed].map((key) => ({ key }))
}

/** A column's columns with one width set, within what a column can be. */
export function widened(
  columns: readonly ViewColumn[],
  key: string,
  width: number,
): readonly ViewColumn[] {
  const { columnPixelsMin: least, columnPixelsMax: most } = limits
  const set = Math.round(Math.min(most, Math.max(least, width)))
  return columns.map((one) => (one.key === key ? { key, width: set } : one))
}

/** A reader's look of a ledger's table, kept on the device. */
export function useLook(account: string, ledger: string) {
  const place = `daicho.table.${account}.${ledger}`
  const [look, setLook] = useState<Look>(() => readLook(place))
  const change = (member: Look) => {
    const next = { ...look, ...member }
    setLook(next)
    localStorage.setItem(place, JSON.stringify(next))
  }
  return { look, change }
}

function readLook(place: string): Look {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    // What cannot be read was not ours; the declaration's own columns do.
    return {}
  }
}
