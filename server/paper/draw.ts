/**
 * Draws a paper: head, sections in their order, and the foot of every page. What it is told is
 * `PaperContent`; the result is the bytes of a PDF/A-3b file, the same for the same content.
 */
import qrcode from 'qrcode'
import type { PaperContent, Section } from './content.ts'
import { drawPictures, drawSigned, pictureHeight } from './figures.ts'
import { checkGlyphs } from './fonts.ts'
import { Sheet, ink, type } from './sheet.ts'
import type { Structure } from './sheet.ts'
import { drawTable } from './table.ts'

/** Draws a paper. @throws Problem glyph-missing for a character the fonts lack */
export async function drawPaper(content: PaperContent): Promise<Uint8Array> {
  checkGlyphs(textsOf(content))
  const sheet = new Sheet(content)
  const chunks: Buffer[] = []
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    sheet.pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    sheet.pdf.on('end', () => resolve(Buffer.concat(chunks)))
    sheet.pdf.on('error', reject)
  })
  drawHead(sheet, content)
  for (const [at, section] of content.sections.entries()) {
    const last = at === content.sections.length - 1
    // Where to verify stands on no page alone: what is said last goes with it.
    if (last && section.kind === 'text') sheet.need(endHeight(sheet, content, section.paragraphs))
    drawSection(sheet, section)
  }
  if (content.verify) drawVerify(sheet, content.verify)
  drawFeet(sheet, content)
  embed(sheet, content)
  sheet.root.end()
  sheet.pdf.end()
  return await whole
}

/** Every text that will be set. */
function* textsOf(content: PaperContent): Generator<string> {
  yield content.title
  yield content.footer
  yield* content.addressee
  yield* content.issuer
  yield* content.marks
  if (content.opening) yield content.opening
  for (const pair of content.particulars) yield* pair
  if (content.seal) yield content.seal.says
  if (content.verify) yield* Object.values(content.verify)
  for (const section of content.sections) {
    yield section.heading
    if (section.kind === 'text') yield* section.paragraphs
    else if (section.kind === 'facts') for (const row of section.rows) yield* row
    else if (section.kind === 'pictures') for (const one of section.pictures) yield one.caption
    else if (section.kind === 'signatures') {
      for (const { part, name, at } of section.signed) yield `${part}${name}${at}`
    } else {
      yield* section.head
      for (const row of section.rows) yield* row
    }
  }
}

function drawHead(sheet: Sheet, content: PaperContent): void {
  const { pdf, root } = sheet
  const half = sheet.width / 2
  sheet.element(root, 'H1', () =>
    sheet.words(content.title, { font: 'bold', size: type.title, align: 'center' }),
  )
  sheet.down(10)
  const top = pdf.y
  sheet.element(root, 'P', () => {
    for (const [at, line] of content.addressee.entries()) {
      const first = at === 0
      sheet.words(line, {
        font: first ? 'bold' : 'regular',
        size: first ? 13 : type.body,
        width: half - 16,
      })
    }
  })
  const leftEnd = pdf.y
  pdf.y = top
  const right = { x: sheet.left + half, width: half, align: 'right' as const }
  sheet.element(root, 'P', () => {
    for (const [label, value] of content.particulars) {
      sheet.words(`${label}　${value}`, { ...right, size: type.body })
    }
  })
  sheet.down(8)
  const issuerTop = pdf.y
  sheet.element(root, 'P', () => {
    for (const [at, line] of content.issuer.entries()) {
      sheet.words(line, {
        ...right,
        width: half - (content.seal ? sealPoints + 8 : 0),
        font: at === 0 ? 'bold' : 'regular',
        size: at === 0 ? 11 : type.body,
      })
    }
  })
  if (content.seal) drawSeal(sheet, content.seal, issuerTop)
  pdf.y = Math.max(leftEnd, pdf.y) + 10
  const { opening } = content
  if (opening) {
    sheet.element(root, 'P', () => sheet.words(opening, { size: 10 }))
    sheet.down(4)
  }
  for (const mark of content.marks) drawMark(sheet, mark)
}

const sealPoints = 54

/** A seal proves nothing here, so it is an artifact: readers and screen readers pass it over. */
function drawSeal(sheet: Sheet, { bytes, says }: NonNullable<PaperContent['seal']>, top: number) {
  const end = sheet.pdf.y
  const x = sheet.left + sheet.width - sealPoints
  sheet.artifact(() => {
    const fit: [number, number] = [sealPoints, sealPoints]
    sheet.pdf.image(Buffer.from(bytes), x, top, { fit, align: 'center' })
    const style = { size: 6, color: ink.faint, align: 'center' as const }
    sheet.words(says, { ...style, x, y: top + sealPoints + 2, width: sealPoints })
  })
  sheet.pdf.y = Math.max(end, sheet.pdf.y)
}

function drawMark(sheet: Sheet, mark: string): void {
  const style = { font: 'bold' as const, size: 10, x: sheet.left + 10, width: sheet.width - 20 }
  const height = sheet.heightOf(mark, style) + 12
  sheet.need(height + 6)
  const top = sheet.pdf.y
  sheet.artifact(() => {
    sheet.pdf
      .rect(sheet.left, top, sheet.width, height)
      .lineWidth(1.2)
      .strokeColor('#8d1a15')
      .stroke()
  })
  sheet.element(sheet.root, 'P', () =>
    sheet.words(mark, { ...style, y: top + 7, color: '#8d1a15' }),
  )
  sheet.pdf.y = top + height + 8
}

function drawSection(sheet: Sheet, section: Section): void {
  sheet.need(section.kind === 'pictures' ? pictureHeight + 60 : 96)
  sheet.down(6)
  sheet.within(sheet.root, 'Sect', (part) => {
    sheet.element(part, 'H2', () =>
      sheet.words(section.heading, { font: 'bold', size: type.heading }),
    )
    sheet.down(3)
    if (section.kind === 'facts') {
      const rows = paired(sheet, section.rows)
      drawTable(sheet, part, { rows, shares: factShares })
    } else if (section.kind === 'table') drawTable(sheet, part, section)
    else if (section.kind === 'pictures') drawPictures(sheet, part, section.pictures)
    else if (section.kind === 'signatures') drawSigned(sheet, part, section.signed)
    else drawText(sheet, part, section.paragraphs)
  })
  sheet.down(4)
}

const factShares = [22, 28, 22, 28] as const

/** Two short facts stand in one row, as on paper forms; a long one has a row of its own. */
function paired(sheet: Sheet, facts: readonly (readonly [string, string])[]): string[][] {
  const rows: string[][] = []
  let open: string[] | undefined
  for (const [label, value] of facts) {
    const short = !value.includes('\n') && sheet.widthOf(value) < sheet.width * 0.26
    if (open && short) {
      open.push(label, value)
      open = undefined
    } else {
      const row = [label, value]
      rows.push(row)
      open = short ? row : undefined
    }
  }
  return rows
}

function drawText(sheet: Sheet, part: Structure, paragraphs: readonly string[]): void {
  for (const paragraph of paragraphs) {
    // A line left blank stays blank: a text that was agreed to is printed as it stood.
    if (paragraph.trim() === '') {
      sheet.down(type.body)
      continue
    }
    sheet.need(sheet.heightOf(paragraph))
    sheet.element(part, 'P', () => sheet.words(paragraph))
    sheet.down(3)
  }
}

const qrPoints = 58

/** How high the last paragraphs stand with what is below them. */
function endHeight(sheet: Sheet, { verify }: PaperContent, paragraphs: readonly string[]): number {
  const high = paragraphs.reduce((sum, one) => sum + sheet.heightOf(one) + 3, 0)
  return high + 40 + (verify ? qrPoints + 18 : 0)
}

function drawVerify(sheet: Sheet, verify: NonNullable<PaperContent['verify']>): void {
  const { address, says, key } = verify
  const indent = address === undefined ? 0 : qrPoints + 14
  const style = { x: sheet.left + indent, width: sheet.width - indent }
  const lines = [says, ...(address === undefined ? [] : [address]), key]
  const high = lines.reduce((sum, one) => sum + sheet.heightOf(one, style), 0)
  sheet.need(Math.max(address === undefined ? 0 : qrPoints, high) + 12)
  sheet.down(6)
  const top = sheet.pdf.y
  if (address !== undefined) drawCode(sheet, address, top)
  sheet.pdf.y = top
  for (const [at, line] of lines.entries()) {
    const size = at === 0 ? type.body : type.small
    sheet.element(sheet.root, 'P', () => sheet.words(line, { ...style, size }))
    sheet.down(1.5)
  }
  if (address !== undefined) sheet.pdf.y = Math.max(sheet.pdf.y, top + qrPoints)
}

function drawCode(sheet: Sheet, address: string, top: number): void {
  const { modules } = qrcode.create(address, { errorCorrectionLevel: 'M' })
  const cell = qrPoints / modules.size
  const figure = sheet.pdf.struct('Figure', { alt: address }, () => {
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        if (!modules.get(row, column)) continue
        sheet.pdf.rect(sheet.left + column * cell, top + row * cell, cell, cell)
      }
    }
    sheet.pdf.fill('#000000')
  })
  sheet.root.add(figure)
}

/** What stands at the foot of every page, once it is known how many there are. */
function drawFeet(sheet: Sheet, content: PaperContent): void {
  const { pdf } = sheet
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page)
    const y = pdf.page.height - 36
    // Below the margin a new page would be begun for it.
    const { bottom } = pdf.page.margins
    pdf.page.margins.bottom = 0
    sheet.rule(y - 6)
    sheet.artifact(() => {
      const style = { y, size: type.small, color: ink.faint }
      sheet.words(content.footer, { ...style, width: sheet.width - 60 })
      sheet.words(`${page + 1} / ${count}`, { ...style, align: 'right' })
    })
    pdf.page.margins.bottom = bottom
  }
}

function embed(sheet: Sheet, { embedded, at }: PaperContent): void {
  const made = new Date(at)
  for (const { name, type: mime, says, relationship, bytes } of embedded) {
    const options = {
      name,
      type: mime,
      description: says,
      relationship,
      creationDate: made,
      modifiedDate: made,
    }
    sheet.pdf.file(Buffer.from(bytes), options)
  }
}
