/**
 * What a camera sees, for tests: a code drawn as a still film in the format Chromium takes for its
 * false camera. Codes are drawn here from their standards, so that the reader is tested against
 * something other than itself.
 */
import { writeFileSync } from 'node:fs'
import QRCode from 'qrcode'

/** The picture's size in pixels. */
export const width = 640
export const height = 480

/** Whether a point of the picture, in pixels, is dark. */
export type Drawing = (x: number, y: number) => boolean

/** A QR code in the middle of the picture. */
export function qr(text: string): Drawing {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  const unit = Math.floor(340 / size)
  const left = Math.floor((width - unit * size) / 2)
  const top = Math.floor((height - unit * size) / 2)
  return (x, y) => {
    const column = Math.floor((x - left) / unit)
    const row = Math.floor((y - top) / unit)
    if (column < 0 || row < 0 || column >= size || row >= size) return false
    return data[row * size + column] === 1
  }
}

/** Bar and space widths of Code 128 by value (ISO/IEC 15417, table 1), with start B and stop. */
const widths =
  `212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232
  122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122
  321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311
  211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113
  213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422
  121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111
  241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121
  412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412
  211214 211232 2331112`.split(/\s+/)

const startB = 104
const stop = 106

/** A Code 128 bar code, in code set B, across the middle of the picture. */
export function code128(text: string): Drawing {
  const values = [...text].map((one) => one.charCodeAt(0) - 32)
  const check = values.reduce((sum, value, at) => sum + value * (at + 1), startB) % 103
  const bars = [startB, ...values, check, stop].flatMap((value) =>
    [...(widths[value] ?? '')].map(Number),
  )
  const dark = bars.flatMap((modules, at) => Array.from({ length: modules }, () => at % 2 === 0))
  const unit = Math.floor(560 / dark.length)
  const left = Math.floor((width - unit * dark.length) / 2)
  return (x, y) => y > 160 && y < 320 && dark[Math.floor((x - left) / unit)] === true
}

/** Writes a film of one still picture (YUV4MPEG2, grey). */
export function film(file: string, drawing: Drawing): void {
  const light = Buffer.alloc(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) light[y * width + x] = drawing(x, y) ? 16 : 235
  }
  const colour = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour])
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]))
}
