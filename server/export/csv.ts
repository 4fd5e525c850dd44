/**
 * Rows as CSV: a byte-order mark for Excel, RFC 4180 line ends, and cells that a spreadsheet would
 * take for a formula made harmless.
 */
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Cell, Column } from './rows.ts'

/**
 * A cell that a spreadsheet would run; blanks and full-width signs before it do not hide it. One
 * that looks guarded already is taken for one too, so that no two cells are ever guarded alike.
 */
const formula = /^'*[\s\u00a0\u3000]*[=+\-@\t\r＝＋－＠]/

/** Makes a cell harmless to a spreadsheet by a leading apostrophe. */
export function guarded(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell
}

/** What a cell was before it was guarded. */
export function unguarded(cell: string): string {
  const inner = cell.slice(1)
  return cell.startsWith("'") && formula.test(inner) ? inner : cell
}

/** Writes columns and rows as a CSV file (RFC 4180, UTF-8). */
export function csvFile(
  columns: readonly Pick<Column, 'heading'>[],
  groups: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncIterable<Buffer> {
  const csv = stringify({ bom: true, record_delimiter: 'windows', cast: { string: guarded } })
  const lines = Readable.from(linesOf(columns, groups))
  lines.on('error', (error) => csv.destroy(error))
  // Whoever hangs up lets go of the rows behind, too.
  csv.on('close', () => lines.destroy())
  return lines.pipe(csv) as AsyncIterable<Buffer>
}

async function* linesOf(
  columns: readonly Pick<Column, 'heading'>[],
  groups: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string[]> {
  yield columns.map(({ heading }) => heading)
  for await (const group of groups) {
    for (const row of group) yield row.map(({ text }) => text)
  }
}
