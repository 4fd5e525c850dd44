/**
 * The reference a company publishes: guideline items, each answered with a claim about how it
 * works. Importing it gives the claims the ledgers have to back. Merged cells and answers that say
 * "as above" are resolved here, so that each claim can be read on its own.
 */
import { readSheet } from './sheet.ts'
import type { Finding, FindingCode, Row } from './sheet.ts'

/** One guideline item and the company's answer to it. */
export interface Claim {
  readonly seq: number
  readonly chapter: string
  readonly section: string
  readonly paragraph: string
  readonly summary: string
  /** As printed, e.g. `(1)`; blank for points of an item printed above. */
  readonly number: string
  readonly requirement: string
  /** The answer in full, also where the reference only says 同上. */
  readonly answer: string
  /** The claim whose own words this answer repeats, when it says 同上. */
  readonly inherits?: number
  /** The text as it was found, where reading it took more than splitting cells. */
  readonly raw?: string
}

/** A reference as imported. */
export interface Reference {
  readonly title: string
  /** The edition's day, `YYYY-MM-DD`, when the preamble says it. */
  readonly edition?: string
  /** By sequence number, each number once. */
  readonly claims: readonly Claim[]
  readonly findings: readonly Finding[]
}

/** Reads a tab-separated reference; never throws, and loses no line without a finding. */
export function parseReference(text: string): Reference {
  const { preamble, rows, findings } = readSheet(text)
  const reader = new ClaimReader()
  for (const row of rows) reader.take(row)
  const edition = editionOf(preamble)
  return {
    title: preamble[0] ?? '',
    ...(edition !== undefined && { edition }),
    claims: reader.claims(rawSeqs(findings)),
    findings: [...findings, ...reader.findings].sort((one, other) => one.line - other.line),
  }
}

function editionOf(preamble: readonly string[]): string | undefined {
  for (const line of preamble) {
    const [, year, month = '', day = ''] = /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(line) ?? []
    if (year !== undefined) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  }
  return undefined
}

function rawSeqs(findings: readonly Finding[]): ReadonlySet<number> {
  return new Set(findings.flatMap(({ seq }) => (seq === undefined ? [] : [seq])))
}

/** A summary cell that several claims share, because it was merged or split in print. */
interface Summary {
  text: string
}

interface Draft extends Omit<Claim, 'summary' | 'raw'> {
  readonly summary: Summary
  readonly row: Row
}

const headingNames = ['chapter', 'section', 'paragraph'] as const

class ClaimReader {
  readonly findings: Finding[] = []
  readonly #drafts: Draft[] = []
  readonly #seqs = new Set<number>()
  #headings: readonly string[] = ['', '', '']
  #summary: Summary = { text: '' }
  /** Whether the row above had a summary of its own, which this one may go on with. */
  #summaryAbove = false

  take(row: Row): void {
    const { seq, line, raw } = row
    const last = this.#drafts.at(-1)?.seq ?? 0
    if (this.#seqs.has(seq)) {
      this.findings.push({ code: 'duplicate', line, seq, raw })
      return
    }
    if (seq !== last + 1) this.#find('sequence', row)
    this.#seqs.add(seq)
    const [chapter = '', section = '', paragraph = '', summary = '', ...rest] = row.cells
    const [number = '', requirement = '', said = ''] = rest
    this.#enter([chapter, section, paragraph], row)
    this.#summarise(summary, row)
    if (requirement === '') this.#find('no-requirement', row)
    if (said === '') this.#find('no-answer', row)
    const headings = this.#headings
    this.#drafts.push({
      seq,
      chapter: headings[0] ?? '',
      section: headings[1] ?? '',
      paragraph: headings[2] ?? '',
      number,
      requirement,
      ...this.#answer(said, row),
      summary: this.#summary,
      row,
    })
  }

  /** The claims, with the text as found for those that took guessing. */
  claims(guessed: ReadonlySet<number>): Claim[] {
    const mine = rawSeqs(this.findings)
    return this.#drafts
      .map(({ row, summary, ...claim }) => ({
        ...claim,
        summary: summary.text,
        ...((mine.has(row.seq) || guessed.has(row.seq)) && { raw: row.raw }),
      }))
      .sort((one, other) => one.seq - other.seq)
  }

  /** New headings end everything below them; their numbers say how deep they are. */
  #enter(cells: readonly string[], row: Row): void {
    for (const [column, cell] of cells.entries()) {
      if (cell === '') continue
      const depth = depthOf(cell) ?? column
      if (depth !== column) this.#find('misplaced', row)
      this.#headings = headingNames.map((_, at) =>
        at < depth ? (this.#headings[at] ?? '') : at === depth ? cell : '',
      )
      this.#summary = { text: '' }
      this.#summaryAbove = false
    }
  }

  /**
   * A merged summary is printed once, but the page breaks it into pieces beside consecutive rows.
   * A piece goes on with the one above when that one has not ended its sentence.
   */
  #summarise(cell: string, row: Row): void {
    const { text } = this.#summary
    const unfinished = text !== '' && !/[。．.]$/.test(text)
    if (cell !== '' && unfinished && text.endsWith(cell)) {
      this.#find('joined', row)
    } else if (cell !== '' && unfinished && this.#summaryAbove) {
      this.#summary.text += cell
      this.#find('joined', row)
    } else if (cell !== '') {
      this.#summary = { text: cell }
    }
    this.#summaryAbove = cell !== ''
  }

  /** 同上 takes over the answer above; words after it are added to that answer. */
  #answer(said: string, row: Row): Pick<Claim, 'answer' | 'inherits'> {
    const [, added] = /^同上[。．、,]?(?:\s+(.*))?$/s.exec(said) ?? [undefined, null]
    if (added === null) return { answer: said }
    const above = this.#drafts.at(-1)
    if (!above?.answer) {
      this.#find('nothing-above', row)
      return { answer: said }
    }
    const whole = above.inherits !== undefined && above.answer === this.#answerOf(above.inherits)
    const inherits = whole ? above.inherits : above.seq
    return { answer: added ? `${above.answer}\n${added}` : above.answer, inherits }
  }

  #answerOf(seq: number): string | undefined {
    return this.#drafts.find((draft) => draft.seq === seq)?.answer
  }

  #find(code: FindingCode, { line, seq }: Row): void {
    this.findings.push({ code, line, seq })
  }
}

/** The depth a heading's own number gives: `2` is a chapter, `2.5` a section, `2.5.1` deeper. */
function depthOf(heading: string): number | undefined {
  const [number] = /^\d{1,2}(?:\.\d{1,2})*(?!\d)/.exec(heading) ?? []
  if (number === undefined) return undefined
  return Math.min(number.split('.').length, headingNames.length) - 1
}
