/**
 * What is drawn and not written on a paper: photos with their captions, and signatures above the
 * line they stand on. Each is a figure of the structure, with a text for those who cannot see it.
 */
import type { Picture, Signed } from './content.ts'
import { ink, type } from './sheet.ts'
import type { Sheet, Structure } from './sheet.ts'

/** Points a picture stands high. */
export const pictureHeight = 118

/** Pictures side by side, each with what is said of it. */
export function drawPictures(sheet: Sheet, part: Structure, pictures: readonly Picture[]): void {
  const gap = 10
  // Four stand beside each other where three would leave one alone on a row.
  const across = pictures.length === 4 || pictures.length > 6 ? 4 : 3
  const width = (sheet.width - gap * (across - 1)) / across
  const height = Math.min(pictureHeight, width * 0.75)
  for (let first = 0; first < pictures.length; first += across) {
    const row = pictures.slice(first, first + across)
    sheet.need(height + 30)
    const top = sheet.pdf.y
    let end = top
    for (const [at, { bytes, caption }] of row.entries()) {
      const x = sheet.left + at * (width + gap)
      const box: [number, number] = [width, height]
      const figure = sheet.pdf.struct('Figure', { alt: caption }, () => {
        sheet.pdf.image(Buffer.from(bytes), x, top, { fit: box, align: 'center', valign: 'center' })
      })
      part.add(figure)
      sheet.element(part, 'Caption', () =>
        sheet.words(caption, {
          x,
          y: top + height + 4,
          width,
          size: type.small,
          color: ink.faint,
        }),
      )
      end = Math.max(end, sheet.pdf.y)
    }
    sheet.pdf.y = end + 8
  }
}

const signedHeight = 52
/** From so many on, three stand beside each other. */
const signedMany = 5

/** Who signed in which part, with the sign they drew. */
export function drawSigned(sheet: Sheet, part: Structure, signed: readonly Signed[]): void {
  const gap = 12
  const across = signed.length < signedMany ? 2 : 3
  const width = (sheet.width - gap * (across - 1)) / across
  for (let first = 0; first < signed.length; first += across) {
    sheet.need(signedHeight + 8)
    const top = sheet.pdf.y
    for (const [at, one] of signed.slice(first, first + across).entries()) {
      const x = sheet.left + at * (width + gap)
      sheet.element(part, 'P', () => {
        sheet.words(one.part, { x, y: top + 2, width, size: type.small, color: ink.faint })
        sheet.words(one.name, { x, width: width * 0.6, font: 'bold', size: 10.5 })
        sheet.words(one.at, { x, width, size: type.small, color: ink.faint })
      })
      const { image } = one
      if (image) {
        const alt = `${one.part} ${one.name}`
        part.add(
          sheet.pdf.struct('Figure', { alt }, () => {
            sheet.pdf.image(Buffer.from(image), x + width * 0.5, top, {
              fit: [width * 0.5, signedHeight - 12],
              align: 'right',
            })
          }),
        )
      }
      const y = top + signedHeight - 6
      sheet.artifact(() => {
        sheet.pdf
          .moveTo(x, y)
          .lineTo(x + width, y)
          .lineWidth(0.6)
          .strokeColor(ink.line)
          .stroke()
      })
    }
    sheet.pdf.y = top + signedHeight + 2
  }
}
