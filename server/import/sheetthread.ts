/**
 * The thread that reads a sheet: takes the path of a file and posts its rows in groups, so that
 * whoever receives them is never stopped for long, or why it is no sheet of ours.
 */
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { parse } from 'csv-parse/sync'
import { textOf } from '../../models/derive/cells.ts'
import { limits } from '../../models/limits.ts'
import { unguarded } from '../export/csv.ts'
import type { SheetPart, SheetRow } from './sheet.ts'
import { TooLarge, workbookRows } from './workbook.ts'

/** Rows in one message. */
const rowsAtOnce = 200

const say = (part: SheetPart) => parentPort?.postMessage(part, [])

async function rowsIn(path: string): Promise<SheetRow[]> {
  const bytes = await readFile(path)
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!packed) return csvRows(bytes)
  const rows = await workbookRows(bytes)
  return rows
    .map((cells, n) => ({ line: n + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => textOf(cell) !== ''))
}

function csvRows(bytes: Buffer): SheetRow[] {
  if (bytes.includes(0)) throw new TypeError('no text')
  const records = parse(decoded(bytes), {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    to: limits.tableRowsMax + limits.tableHeadingRowsMax + 1,
  }) as unknown as { record: string[]; info: { lines: number } }[]
  return records.map(({ record, info }) => ({
    // The parser counts to a row's last line; people look for its first.
    line: info.lines - record.join('').split('\n').length + 1,
    cells: record.map(unguarded),
  }))
}

/** UTF-8 when it is, otherwise what spreadsheets in Japan wrote for decades. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('shift_jis', { fatal: true }).decode(bytes)
  }
}

/** @throws TooLarge for more rows, columns or text than the house takes at once */
function refuseLarge(rows: readonly SheetRow[]): void {
  const { tableRowsMax, tableHeadingRowsMax, tableColumnsMax, tableCharactersMax } = limits
  if (rows.length > tableRowsMax + tableHeadingRowsMax) throw new TooLarge()
  // The same text in every cell is one here, and would be many once it is handed over.
  let characters = 0
  for (const { cells } of rows) {
    const wide = cells.slice(tableColumnsMax).some((cell) => textOf(cell) !== '')
    for (const cell of cells) characters += typeof cell === 'string' ? cell.length : 1
    if (wide || characters > tableCharactersMax) throw new TooLarge()
  }
}

try {
  const rows = await rowsIn(String(workerData))
  refuseLarge(rows)
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    say({ rows: rows.slice(from, from + rowsAtOnce) })
  }
} catch (error) {
  // Whatever cannot be read, for any reason there is, is no sheet.
  say({ refused: error instanceof TooLarge ? 'sheet-too-large' : 'sheet-refused' })
}
