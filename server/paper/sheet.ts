/**
 * The paper itself: a tagged PDF/A-3b document of A4 pages with our fonts, margins, rules and type
 * sizes. It knows how to set a heading, a line or a block; what stands on a paper is drawn by
 * `draw`. No clock and no chance enters, so the same content always gives the same bytes.
 */
import PdfDocument from 'pdfkit'
import { fonts } from './fonts.ts'
import type { FontName } from './fonts.ts'
import type { Look } from './content.ts'

/** Sizes in PDF points, of which an inch has 72. */
export const type = { title: 20, heading: 11.5, body: 9, small: 7.5 } as const
export const ink = {
  text: '#16202b',
  faint: '#55616f',
  line: '#b9c3ce',
  ground: '#eef2f6',
} as const
const margin = { top: 36, bottom: 50, side: 52 } as const

export type Structure = ReturnType<PDFKit.PDFDocument['struct']>

interface Words {
  readonly font?: FontName
  readonly size?: number
  readonly color?: string
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly align?: 'left' | 'center' | 'right'
  readonly gap?: number
}

export class Sheet {
  readonly pdf: PDFKit.PDFDocument
  /** The whole of the structure; a document that is not tagged must have none begun. */
  readonly top: Structure | undefined
  /** Where lines begin: as far from the edge as they end from the other. */
  readonly left: number
  readonly tagged: boolean

  constructor(content: Look) {
    const at = new Date(content.at)
    this.left = content.side ?? margin.side
    this.tagged = content.untagged !== true
    this.pdf = new PdfDocument({
      size: 'A4',
      layout: content.landscape ? 'landscape' : 'portrait',
      margins: { top: margin.top, bottom: margin.bottom, left: this.left, right: this.left },
      bufferPages: true,
      autoFirstPage: false,
      pdfVersion: '1.7',
      subset: 'PDF/A-3b',
      tagged: this.tagged,
      lang: content.language,
      displayTitle: true,
      info: {
        Title: content.title,
        Subject: content.subject,
        Author: content.issuer[0] ?? '',
        Creator: 'Daicho',
        Producer: 'Daicho',
        CreationDate: at,
        ModDate: at,
      },
    })
    describe(this.pdf, at)
    for (const [name, font] of Object.entries(fonts())) {
      // A parsed font: a path would be read and parsed again at every change of font.
      this.pdf.registerFont(name, font as unknown as PDFKit.Mixins.PDFFontSource)
    }
    this.top = this.tagged ? this.pdf.struct('Document') : undefined
    if (this.top) this.pdf.addStructure(this.top)
    this.pdf.addPage()
  }

  /** @throws Error in a document that is not tagged */
  get root(): Structure {
    if (!this.top) throw new Error('a document without a structure')
    return this.top
  }

  get width(): number {
    return this.pdf.page.width - 2 * this.left
  }

  /** Points left on the page below the pen. */
  get room(): number {
    return this.pdf.page.height - margin.bottom - this.pdf.y
  }

  /** Begins a new page unless so many points are left. */
  need(points: number): void {
    if (this.room < points) this.pdf.addPage()
  }

  down(points: number): void {
    this.pdf.y += points
  }

  /** A structure element under another, filled by what `draw` draws. */
  element(parent: Structure | undefined, kind: string, draw: () => void): void {
    if (parent) parent.add(this.pdf.struct(kind, {}, draw))
    else draw()
  }

  /** A structure element that holds others; it is closed when `fill` returns. */
  within<P extends Structure | undefined>(
    parent: P,
    kind: string,
    fill: (element: Structure | Extract<P, undefined>) => void,
  ): void {
    if (!parent) return fill(parent as Extract<P, undefined>)
    const element = this.pdf.struct(kind)
    parent.add(element)
    fill(element)
    element.end()
  }

  /** Draws what means nothing by itself: rules, grounds, page numbers. */
  artifact(draw: () => void): void {
    if (!this.tagged) return draw()
    this.pdf.markContent('Artifact', { type: 'Layout' })
    draw()
    this.pdf.endMarkedContent()
  }

  /** Sets words; the pen goes below them. */
  words(text: string, style: Words = {}): void {
    const { font = 'regular', size = type.body, color = ink.text, gap = 2 } = style
    const { x = this.left, y = this.pdf.y, width = this.width, align = 'left' } = style
    this.pdf.font(font).fontSize(size).fillColor(color)
    this.pdf.text(text, x, y, { width, align, lineGap: gap })
  }

  /** How wide words are on one line of body text. */
  widthOf(text: string): number {
    this.pdf.font('regular').fontSize(type.body)
    return this.pdf.widthOfString(text)
  }

  /** How high words will stand. */
  heightOf(text: string, style: Words = {}): number {
    const { font = 'regular', size = type.body, width = this.width, gap = 2 } = style
    this.pdf.font(font).fontSize(size)
    return this.pdf.heightOfString(text, { width, lineGap: gap })
  }

  rule(y = this.pdf.y, color: string = ink.line): void {
    this.artifact(() => {
      this.pdf
        .moveTo(this.left, y)
        .lineTo(this.left + this.width, y)
        .lineWidth(0.6)
        .strokeColor(color)
        .stroke()
    })
  }

  ground(x: number, y: number, width: number, height: number, color: string = ink.ground): void {
    this.artifact(() => this.pdf.rect(x, y, width, height).fill(color))
  }
}

/**
 * Completes what a document says of itself in XML: the library writes it there as it stands, and
 * a company may be called with an `&`; and it forgets when the document was last changed.
 */
function describe(pdf: PDFKit.PDFDocument, changed: Date): void {
  const end = pdf.endMetadata.bind(pdf)
  pdf.endMetadata = () => {
    const { info } = pdf
    for (const key of ['Title', 'Author', 'Subject'] as const) {
      const said = info[key]
      if (said !== undefined) info[key] = said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    }
    const moment = `${changed.toISOString().slice(0, 19)}Z`
    pdf.appendXML(
      '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">' +
        `<xmp:ModifyDate>${moment}</xmp:ModifyDate></rdf:Description>`,
    )
    end()
  }
}
