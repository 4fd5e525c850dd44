/**
 * Draws a ledger's list on A4 pages laid across: who keeps it and what it is narrowed to, a head
 * that is repeated on each page, rows that are never torn, and which page of how many it is. Rows
 * come in groups, so that nobody has to hold all of them; the pages wait until their number is
 * known.
 */
import { fill } from '../../models/words.ts'
import { limits } from '../../models/limits.ts'
import type { ListContent } from './content.ts'
import { Sheet, ink } from './sheet.ts'
import type { Structure } from './sheet.ts'
import { Measure, wrapped } from './wrapping.ts'

/** Points. */
const size = 7
const leading = 9.4
const pad = { x: 3.5, y: 3 } as const

interface Placed {
  readonly x: number
  readonly width: number
  readonly lines: readonly string[]
}

export class Listing {
  readonly #content: ListContent
  readonly #sheet: Sheet
  readonly #chunks: Buffer[] = []
  readonly #whole: Promise<Uint8Array>
  readonly #measure = { regular: new Measure('regular'), bold: new Measure('bold') }
  readonly #table: Structure | undefined
  readonly #head: readonly Placed[]
  #rows = 0

  constructor(content: ListContent) {
    this.#content = content
    const sheet = new Sheet(content)
    this.#sheet = sheet
    this.#whole = new Promise((resolve, reject) => {
      sheet.pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
      sheet.pdf.on('end', () => resolve(Buffer.concat(this.#chunks)))
      sheet.pdf.on('error', reject)
    })
    this.#drawTitle()
    this.#table = sheet.tagged ? sheet.pdf.struct('Table') : undefined
    if (this.#table) sheet.top?.add(this.#table)
    this.#head = this.#placed(
      content.columns.map(({ label }) => label),
      'bold',
    )
    this.#drawRow(this.#head, 'TH')
  }

  /** Draws further rows. */
  add(rows: readonly (readonly string[])[]): void {
    for (const texts of rows) {
      const cells = this.#placed(texts, 'regular')
      if (this.#sheet.room < heightOf(cells)) {
        this.#sheet.pdf.addPage()
        // Repeated for the eye only: the structure has its heading row once.
        this.#drawRow(this.#head, 'repeated')
      }
      this.#drawRow(cells, 'TD')
      this.#rows += 1
    }
  }

  /** The file, once every row is drawn. */
  async end(): Promise<Uint8Array> {
    const sheet = this.#sheet
    this.#table?.end()
    sheet.need(18)
    sheet.down(6)
    sheet.element(sheet.top, 'P', () => this.#line(this.#ending(), { color: ink.faint }))
    this.#drawFeet()
    sheet.top?.end()
    sheet.pdf.end()
    return await this.#whole
  }

  #ending(): string {
    const { ending, language } = this.#content
    return fill(ending, { count: this.#rows.toLocaleString('en') })[language]
  }

  #drawTitle(): void {
    const sheet = this.#sheet
    const { issuer, title, notes } = this.#content
    const top = sheet.pdf.y
    sheet.element(sheet.top, 'H1', () =>
      sheet.words(title, { font: 'bold', size: 14, width: sheet.width * 0.6 }),
    )
    const below = sheet.pdf.y
    sheet.element(sheet.top, 'P', () =>
      sheet.words(issuer[0] ?? '', {
        font: 'bold',
        size: 9,
        y: top + 4,
        x: sheet.left + sheet.width * 0.6,
        width: sheet.width * 0.4,
        align: 'right',
      }),
    )
    sheet.pdf.y = Math.max(below, sheet.pdf.y) + 1
    sheet.element(sheet.top, 'P', () => {
      for (const note of notes) {
        for (const line of wrapped(note, sheet.width / 7.5, this.#measure.regular, 4)) {
          this.#line(line, { size: 7.5, color: ink.faint })
        }
      }
    })
    sheet.down(6)
  }

  #line(text: string, { size: points = 7.5, color = ink.text as string }): void {
    const { pdf, left } = this.#sheet
    const { y } = pdf
    pdf.font('regular').fontSize(points).fillColor(color)
    pdf.text(text, left, y, { lineBreak: false })
    pdf.y = y + points * 1.4
  }

  /** Where the cells of a row stand, and on which lines. */
  #placed(texts: readonly string[], font: 'regular' | 'bold'): Placed[] {
    const { columns } = this.#content
    const whole = columns.reduce((sum, { share }) => sum + share, 0)
    let x = this.#sheet.left
    return columns.map(({ share }, at) => {
      const width = (share / whole) * this.#sheet.width
      const measure = this.#measure[font]
      const inner = (width - 2 * pad.x) / size
      const lines = wrapped(texts[at] ?? '', inner, measure, limits.printedCellLinesMax)
      const placed = { x, width, lines }
      x += width
      return placed
    })
  }

  #drawRow(cells: readonly Placed[], kind: 'TH' | 'TD' | 'repeated'): void {
    const sheet = this.#sheet
    const top = sheet.pdf.y
    const height = heightOf(cells)
    const heads = kind !== 'TD'
    if (heads) sheet.ground(sheet.left, top, sheet.width, height)
    sheet.pdf.font(heads ? 'bold' : 'regular').fontSize(size)
    sheet.pdf.fillColor(ink.text)
    const set = ({ x, lines }: Placed) => {
      for (const [at, line] of lines.entries()) {
        if (line === '') continue
        sheet.pdf.text(line, x + pad.x, top + pad.y + at * leading, { lineBreak: false })
      }
    }
    if (kind === 'repeated') sheet.artifact(() => cells.forEach(set))
    else {
      sheet.within(this.#table, 'TR', (row) => {
        for (const cell of cells) sheet.element(row, kind, () => set(cell))
      })
    }
    sheet.pdf.y = top + height
    sheet.rule()
  }

  /** What stands at the foot of every page, once it is known how many there are. */
  #drawFeet(): void {
    const sheet = this.#sheet
    const { pdf } = sheet
    const { start, count } = pdf.bufferedPageRange()
    for (let page = start; page < start + count; page += 1) {
      pdf.switchToPage(page)
      const y = pdf.page.height - 34
      sheet.rule(y - 5)
      sheet.artifact(() => {
        pdf.font('regular').fontSize(7).fillColor(ink.faint)
        pdf.text(this.#content.footer, sheet.left, y, { lineBreak: false })
        const said = `${page + 1} / ${count}`
        const x = sheet.left + sheet.width - pdf.widthOfString(said)
        pdf.text(said, x, y, { lineBreak: false })
      })
    }
  }
}

function heightOf(cells: readonly Placed[]): number {
  const most = Math.max(1, ...cells.map(({ lines }) => lines.length))
  return most * leading + 2 * pad.y
}
