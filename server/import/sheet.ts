/**
 * Reads the bytes of a sheet as rows of cells with the line each stands on: CSV in UTF-8 or in
 * Shift_JIS, or the first sheet of an XLSX workbook. It is read in a process of its own, since a
 * workbook of a few hundred bytes can say that it has a thousand million rows.
 */
import type { Cell } from '../../models/derive/cells.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { Reader, Unfinished } from '../apart/reader.ts'

/** A row and the line of the file it stands on, from 1. */
export interface SheetRow {
  readonly line: number
  readonly cells: readonly Cell[]
}

export interface Sheet {
  readonly rows: readonly SheetRow[]
}

/** Why a file is no sheet the house takes. */
export type SheetRefusal = 'sheet-refused' | 'sheet-too-large'

/** What the thread answers: rows, in groups, or why there are none. */
export type SheetPart = { readonly rows: readonly SheetRow[] } | { readonly refused: SheetRefusal }

const reader = new Reader<string, SheetPart>(new URL('./sheetthread.js', import.meta.url), {
  ms: limits.tableReadMs,
  mb: limits.tableReadMb,
  waitingMax: limits.readingsWaitingMax,
})

/** @throws Problem sheet-refused, sheet-too-large, busy */
export async function readSheetFile(path: string): Promise<Sheet> {
  const rows: SheetRow[] = []
  for (const part of await parts(path)) {
    if ('refused' in part) throw refusal(part.refused)
    for (const row of part.rows) rows.push(row)
  }
  return { rows }
}

async function parts(path: string): Promise<SheetPart[]> {
  try {
    return await reader.read(path)
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error
    return [{ refused: error.reason === 'broken' ? 'sheet-refused' : 'sheet-too-large' }]
  }
}

function refusal(code: SheetRefusal): Problem {
  return code === 'sheet-refused' ? new Problem('sheet-refused') : tooLarge()
}

/** What a sheet is told that has more rows or columns than the house takes at once. */
export function tooLarge(): Problem {
  const { tableRowsMax: max, tableColumnsMax: columns } = limits
  return new Problem('sheet-too-large', { max, columns })
}
