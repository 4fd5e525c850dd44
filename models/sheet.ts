/**
 * A reference arrives as text copied out of a paginated table: titles and headings repeat, pages
 * lose a column, cells may be quoted or broken over lines. This file turns such lines into rows,
 * and reports with its line number whatever it had to guess or could not use.
 */
import { words } from './words.ts'
import type { Words } from './words.ts'

/** What may be noteworthy about a line of a reference. */
export const findingWords = {
  continued: words('前の行の続きとして読みました', 'Read as a continuation of the line above'),
  stray: words('どの項目にも属さない行です', 'The line belongs to no item'),
  'no-sequence': words('通し番号がありません', 'The row has no sequence number'),
  sequence: words('通し番号が連続していません', 'The sequence numbers have a gap'),
  duplicate: words('同じ通し番号が二度あります', 'The sequence number was used before'),
  quote: words('引用符が閉じていません', 'A quotation mark is not closed'),
  cells: words('セルの数が見出しと合いません', 'The row has more or fewer cells than its heading'),
  misplaced: words('見出し番号に合わせて列を改めました', 'A heading was moved by its number'),
  joined: words('分割された概要をつなぎました', 'A summary split over rows was joined'),
  'nothing-above': words('「同上」の参照先がありません', 'There is no answer above to refer to'),
  'no-requirement': words('要求事項が空です', 'The requirement is empty'),
  'no-answer': words('対応状況が空です', 'The answer is empty'),
} as const satisfies Readonly<Record<string, Words>>

export type FindingCode = keyof typeof findingWords

/** Something a person importing a reference should look at. */
export interface Finding {
  readonly code: FindingCode
  /** Counted from 1. */
  readonly line: number
  readonly seq?: number
  /** The text itself, when it is in no claim. */
  readonly raw?: string
}

/** One item's row. */
export interface Row {
  readonly line: number
  readonly seq: number
  /** Chapter (blank on pages without that column) to answer: always seven. */
  readonly cells: readonly string[]
  readonly raw: string
}

/** A table taken apart. */
export interface Sheet {
  /** Lines before the table that are not blank. */
  readonly preamble: readonly string[]
  readonly rows: readonly Row[]
  readonly findings: readonly Finding[]
}

const columnNames = ['章', '節', '段', '概要', '番号', '要求事項', '対応状況']
const sequenceName = /^s+(?:eq|\.?no)\.?$/i
/** Sequence number and seven columns. */
const columnsMax = columnNames.length + 1

type LineKind = 'blank' | 'heading' | 'title' | 'item' | 'other'

/** Reads the rows of a tab-separated reference; never throws. */
export function readSheet(text: string): Sheet {
  const reader = new SheetReader()
  for (const [at, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    reader.take(line, at + 1)
  }
  reader.finish()
  return reader
}

class SheetReader implements Sheet {
  readonly preamble: string[] = []
  readonly rows: Row[] = []
  readonly findings: Finding[] = []
  #started = false
  #columns = columnsMax
  #pending: { line: number; text: string; blankAfter: boolean } | undefined

  take(line: string, number: number): void {
    const kind = kindOf(line)
    if (kind === 'item') {
      this.finish()
      this.#started = true
      this.#pending = { line: number, text: line, blankAfter: false }
    } else if (kind === 'heading' || kind === 'title') {
      this.finish()
      this.#started = true
      const width = line.split('\t').length
      if (width === columnsMax || width === columnsMax - 1) this.#columns = width
    } else if (kind === 'blank') {
      if (this.#pending) this.#pending.blankAfter = true
    } else if (!this.#started) {
      this.preamble.push(line.trim())
    } else {
      this.#continue(line, number)
    }
  }

  finish(): void {
    const pending = this.#pending
    this.#pending = undefined
    if (!pending) return
    const { cells, open } = splitCells(pending.text)
    const { line, text: raw } = pending
    const seq = Number(cells[0])
    if (open) this.findings.push({ code: 'quote', line, seq })
    if (cells.length !== this.#columns) this.findings.push({ code: 'cells', line, seq })
    this.rows.push({ line, seq, cells: this.#aligned(cells), raw })
  }

  /** A line that begins nothing: the rest of a broken row, or nobody's. */
  #continue(line: string, number: number): void {
    const pending = this.#pending
    const whole = line.split('\t').length >= this.#columns
    const { cells, open } = splitCells(pending?.text ?? '')
    const complete = cells.length >= this.#columns && pending?.blankAfter
    if (pending && !whole && (open || !complete)) {
      pending.text += `\n${line}`
      this.findings.push({ code: 'continued', line: number, seq: Number(cells[0]) })
      return
    }
    if (whole) this.finish()
    this.findings.push({ code: whole ? 'no-sequence' : 'stray', line: number, raw: line })
  }

  /** Seven cells from chapter to answer; pages of seven columns have no chapter. */
  #aligned(cells: readonly string[]): string[] {
    const own = cells.length === columnsMax ? columnsMax : this.#columns
    const [, ...values] = cells
    while (values.length < own - 1) values.push('')
    const answer = values.splice(own - 2).filter((value) => value !== '')
    const chapter = own === columnsMax ? [] : ['']
    return [...chapter, ...values, answer.join(' ')]
  }
}

function kindOf(line: string): LineKind {
  const cells = line.split('\t').map((cell) => cell.trim())
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length === 0) return 'blank'
  if (/^\d{1,4}$/.test(cells[0] ?? '') && cells.length > 1) return 'item'
  const named = filled.filter((cell) => columnNames.includes(cell)).length
  if (sequenceName.test(cells[0] ?? '') || named >= 2) return 'heading'
  return filled.length === 1 && cells.length >= columnNames.length ? 'title' : 'other'
}

/** Cells of a row, quoted ones unwrapped; `open` when a quoted cell does not end. */
function splitCells(text: string): { cells: string[]; open: boolean } {
  const cells: string[] = []
  let open = false
  let at = 0
  while (at <= text.length) {
    const quoted = /"((?:[^"]|"")*)"[^\S\t\n]*(?=\t|$)/y
    quoted.lastIndex = at
    const found = quoted.exec(text)
    const tab = text.indexOf('\t', at)
    const end = found ? quoted.lastIndex : tab < 0 ? text.length : tab
    const plain = text.slice(at, end)
    const quotes = plain.split('"').length - 1
    if (!found && plain.startsWith('"') && quotes % 2 === 1) open = true
    cells.push((found?.[1]?.replaceAll('""', '"') ?? plain).trim())
    at = end + 1
  }
  return { cells, open }
}
