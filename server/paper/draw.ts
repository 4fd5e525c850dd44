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
  for (const section of content.sections) drawSection(sheet, section)
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
  if (content.verify) yield `${content.verify.says}${content.verify.address}`
  for (const section of content.sections) {
    yield section.heading
    if (section.kind === 'text') yield* section.paragraphs
    else if (section.kind === 'facts') for (const row of section.rows) yield* row
    else if (section.kind === 'pictures') for (const one of section.pictures) yield one.caption
    else if (section.kind === 'signatures') {
      for (const { part, name, at } of section.signed) yield `${part}${name}${at}`
    } else {
      for (const { label } of section.columns) yield label
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
function drawSeal(sheet: Sheet, bytes: Uint8Array, top: number): void {
  sheet.artifact(() => {
    sheet.pdf.image(Buffer.from(bytes), sheet.left + sheet.width - sealPoints, top, {
      fit: [sealPoints, sealPoints],
    })
  })
  sheet.pdf.y = Math.max(sheet.pdf.y, top + sealPoints)
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
      drawTable(sheet, part, { columns: factColumns, rows, headed: 'row' })
    } else if (section.kind === 'table') drawTable(sheet, part, { ...section, headed: 'column' })
    else if (section.kind === 'pictures') drawPictures(sheet, part, section.pictures)
    else if (section.kind === 'signatures') drawSigned(sheet, part, section.signed)
    else drawText(sheet, part, section.paragraphs)
  })
  sheet.down(4)
}

const factColumns = [19, 31, 19, 31].map((share) => ({ label: '', share }))

/** Two short facts stand in one row, as on paper forms; a long one has a row of its own. */
function paired(sheet: Sheet, facts: readonly (readonly [string, string])[]): string[][] {
  const rows: string[][] = []
  let open: string[] | undefined
  for (const [label, value] of facts) {
    const short = !value.includes('\n') && sheet.widthOf(value) < sheet.width * 0.28
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
    sheet.need(sheet.heightOf(paragraph))
    sheet.element(part, 'P', () => sheet.words(paragraph))
    sheet.down(3)
  }
}

const qrPoints = 58

function drawVerify(sheet: Sheet, { address, says }: NonNullable<PaperContent['verify']>): void {
  sheet.need(qrPoints + 12)
  sheet.down(4)
  const top = sheet.pdf.y
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
  const x = sheet.left + qrPoints + 14
  sheet.element(sheet.root, 'P', () =>
    sheet.words(says, { x, y: top + 6, width: sheet.width - qrPoints - 14 }),
  )
  sheet.element(sheet.root, 'P', () =>
    sheet.words(address, { x, width: sheet.width - qrPoints - 14, size: type.small }),
  )
  sheet.pdf.y = Math.max(sheet.pdf.y, top + qrPoints)
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
