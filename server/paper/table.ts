/**
 * A table that goes on over pages: its head is repeated on each, a row is never torn, a column is
 * as wide as what stands in it asks for, and the structure says which cell is a heading, so that a
 * screen reader can read it.
 */
import { type as sizes, ink } from './sheet.ts'
import type { Sheet, Structure } from './sheet.ts'
import { Measure, breaksWithin } from './wrapping.ts'

/** Rows below a head, or rows of which every other cell is a heading. */
export type Table = { readonly rows: readonly (readonly string[])[] } & (
  { readonly head: readonly string[] } | { readonly shares: readonly number[] }
)

const pad = { x: 5, y: 3.5 } as const

interface Cell {
  readonly text: string
  readonly x: number
  readonly width: number
  readonly size: number
  readonly heading: boolean
}

export function drawTable(sheet: Sheet, parent: Structure, table: Table): void {
  const headed = 'head' in table
  // A page laid across holds many columns.
  const size = sheet.pdf.page.layout === 'landscape' ? sizes.small : sizes.body - 0.5
  const widths = headed ? fitted(sheet.width, size, table) : shared(sheet.width, table.shares)
  const lefts = widths.map((_, at) => sheet.left + widths.slice(0, at).reduce(add, 0))
  const cellsOf = (texts: readonly string[], head: boolean): Cell[] =>
    texts.map((text, at) => ({
      text,
      x: lefts[at] ?? 0,
      // The last cell of a short row takes the room of those it lacks.
      width: at < texts.length - 1 ? (widths[at] ?? 0) : widths.slice(at).reduce(add, 0),
      size,
      heading: head || (!headed && at % 2 === 0),
    }))
  const head = headed ? cellsOf(table.head, true) : undefined
  sheet.within(parent, 'Table', (element) => {
    if (head) drawRow(sheet, element, head, false)
    for (const texts of table.rows) {
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

function shared(width: number, shares: readonly number[]): number[] {
  const whole = shares.reduce(add, 0)
  return shares.map((share) => (share / whole) * width)
}

/** How much is kept on one line, in parts of the type's size: of what may be broken, of a word. */
const together = { breaking: 6, word: 15 } as const

/** Widths of columns: no word is torn while there is room, and long texts get what is left. */
function fitted(
  width: number,
  size: number,
  { head, rows }: { readonly head: readonly string[]; readonly rows: Table['rows'] },
): number[] {
  const [regular, bold] = [new Measure('regular'), new Measure('bold')]
  const asked = head.map((label, at) => {
    const cells = [askedBy(label, bold), ...rows.map((texts) => askedBy(texts[at] ?? '', regular))]
    const most = (key: 'least' | 'whole') =>
      cells.reduce((high, cell) => Math.max(high, cell[key]), 0) * size + 2 * pad.x + 1
    return { least: most('least'), whole: most('whole') }
  })
  const least = asked.map((one) => one.least)
  const spare = width - least.reduce(add, 0)
  if (spare <= 0) return shared(width, least)
  const further = asked.map((one) => one.whole - one.least)
  const wanted = further.reduce(add, 0)
  if (wanted <= spare)
    return shared(
      width,
      asked.map((one) => one.whole),
    )
  return least.map((one, at) => one + (spare * (further[at] ?? 0)) / wanted)
}

/** How wide a text is on one line, and how wide its column must be to tear no word of it. */
function askedBy(text: string, measure: Measure): { least: number; whole: number } {
  const wide = (run: string) => [...run].reduce((sum, one) => sum + (measure.widthOf(one) ?? 1), 0)
  const least = text.split(/\s+/).map((run) => {
    const most = breaksWithin(run) ? together.breaking : together.word
    return Math.min(wide(run), most)
  })
  const whole = text.split('\n').map(wide)
  return { least: Math.max(...least), whole: Math.max(...whole) }
}

function add(one: number, other: number): number {
  return one + other
}

function styleOf({ width, size, heading }: Cell) {
  const font = heading ? ('bold' as const) : ('regular' as const)
  return { width: width - 2 * pad.x, size, gap: 1, font }
}

function heightOf(sheet: Sheet, cells: readonly Cell[]): number {
  return Math.max(...cells.map((cell) => sheet.heightOf(cell.text, styleOf(cell)))) + 2 * pad.y
}

function drawRow(sheet: Sheet, table: Structure, cells: readonly Cell[], repeated: boolean): void {
  const height = heightOf(sheet, cells)
  const top = sheet.pdf.y
  for (const cell of cells) {
    if (cell.heading) sheet.ground(cell.x, top + 0.8, cell.width, height - 0.8)
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
