/**
 * Reads the bytes of a sheet as rows of cells with the line each stands on: CSV in UTF-8 or in
 * Shift_JIS, or the first sheet of an XLSX workbook. Formulas count as what they last came to, and
 * what would fill the memory is refused before it is unpacked.
 */
import { readFile } from 'node:fs/promises'
import { BlobReader, configure, ZipReader } from '@zip.js/zip.js'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import type { Cell } from '../../models/derive/cells.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { unguarded } from '../export/csv.ts'

configure({ useWebWorkers: false })

/** A row and the line of the file it stands on, from 1. */
export interface SheetRow {
  readonly line: number
  readonly cells: readonly Cell[]
}

export interface Sheet {
  readonly rows: readonly SheetRow[]
}

/** @throws Problem sheet-refused, sheet-too-large */
export async function readSheetFile(path: string): Promise<Sheet> {
  const bytes = await readFile(path)
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b
  const rows = packed ? await workbookRows(bytes) : csvRows(bytes)
  if (rows.length > limits.tableRowsMax + limits.tableHeadingRowsMax) {
    throw new Problem('sheet-too-large', { max: limits.tableRowsMax })
  }
  return { rows }
}

function csvRows(bytes: Buffer): SheetRow[] {
  if (bytes.includes(0)) throw new Problem('sheet-refused')
  try {
    const records = parse(textOf(bytes), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: limits.tableRowsMax + limits.tableHeadingRowsMax + 1,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({
      // The parser counts to a row's last line; people look for its first.
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record.slice(0, limits.tableColumnsMax).map(unguarded),
    }))
  } catch {
    throw new Problem('sheet-refused')
  }
}

/** UTF-8 when it is, otherwise what spreadsheets in Japan wrote for decades. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('shift_jis', { fatal: true }).decode(bytes)
  }
}

async function workbookRows(bytes: Buffer): Promise<SheetRow[]> {
  await refuseBomb(bytes)
  try {
    const rows = await readSheet(bytes)
    return rows
      .map((cells, n) => ({
        line: n + 1,
        cells: cells.slice(0, limits.tableColumnsMax) as readonly Cell[],
      }))
      .filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''))
  } catch {
    throw new Problem('sheet-refused')
  }
}

/** What a workbook says it unpacks to, looked at before anything of it is unpacked. */
async function refuseBomb(bytes: Buffer): Promise<void> {
  const blob = new Blob([new Uint8Array(bytes)])
  const entries = await new ZipReader(new BlobReader(blob)).getEntries().catch(() => undefined)
  if (!entries) throw new Problem('sheet-refused')
  const whole = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (whole > limits.tableBytesMax)
    throw new Problem('sheet-too-large', { max: limits.tableRowsMax })
}
