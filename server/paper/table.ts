/**
 * A table that goes on over pages: its head is repeated on each, a row is never torn, and the
 * structure says which cell is a heading, so that a screen reader can read it.
 */
import type { Column } from './content.ts'
import { ink, type } from './sheet.ts'
import type { Sheet, Structure } from './sheet.ts'

/** What a table shows; `headed` says whether its head or every other cell is a heading. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  readonly headed: 'column' | 'row'
}

const pad = { x: 5, y: 3.5 } as const

interface Cell {
  readonly text: string
  readonly x: number
  readonly width: number
  readonly heading: boolean
}

export function drawTable(sheet: Sheet, parent: Structure, table: Table): void {
  const { columns, rows, headed } = table
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => (share / whole) * sheet.width)
  const lefts = widths.map((_, at) => sheet.left + widths.slice(0, at).reduce(add, 0))
  const cellsOf = (texts: readonly string[], head: boolean): Cell[] =>
    texts.map((text, at) => ({
      text,
      x: lefts[at] ?? 0,
      // The last cell of a short row takes the room of those it lacks.
      width: at < texts.length - 1 ? (widths[at] ?? 0) : widths.slice(at).reduce(add, 0),
      heading: head || (headed === 'row' && at % 2 === 0),
    }))
  const head =
    headed === 'column'
      ? cellsOf(
          columns.map(({ label }) => label),
          true,
        )
      : undefined
  sheet.within(parent, 'Table', (element) => {
    if (head) drawRow(sheet, element, head, false)
    for (const texts of rows) {
      const cells = cellsOf(texts, false)
      if (sheet.room < heightOf(sheet, cells)) {
        sheet.pdf.addPage()
        // Repeated for the eye only: the structure has its heading row once.
        if (head) drawRow(sheet, element, head, true)
      }
      drawRow(sheet, element, cells, false)
    }
  })
}

function add(one: number, other: number): number {
  return one + other
}

function styleOf({ width, heading }: Cell) {
  const font = heading ? ('bold' as const) : ('regular' as const)
  return { width: width - 2 * pad.x, size: type.body - 0.5, gap: 1, font }
}

function heightOf(sheet: Sheet, cells: readonly Cell[]): number {
  return Math.max(...cells.map((cell) => sheet.heightOf(cell.text, styleOf(cell)))) + 2 * pad.y
}

function drawRow(sheet: Sheet, table: Structure, cells: readonly Cell[], repeated: boolean): void {
  const height = heightOf(sheet, cells)
  const top = sheet.pdf.y
  for (const cell of cells) {
    if (cell.heading) sheet.ground(cell.x, top + 0.3, cell.width, height - 0.3)
  }
  const set = (cell: Cell) =>
    sheet.words(cell.text, {
      ...styleOf(cell),
      x: cell.x + pad.x,
      y: top + pad.y,
      color: cell.heading ? ink.faint : ink.text,
    })
  if (repeated) sheet.artifact(() => cells.forEach(set))
  else {
    sheet.within(table, 'TR', (row) => {
      for (const cell of cells) {
        sheet.element(row, cell.heading ? 'TH' : 'TD', () => set(cell))
      }
    })
  }
  sheet.pdf.y = top + height
  sheet.rule()
}
