/** What the client draws as a QR code is what a scanner reads, whatever the text. */
import { expect } from 'chai'
import fc from 'fast-check'
import { matrixOf, pathOf, quietModules } from '../../client/labels/matrix.ts'
import type { Matrix } from '../../client/labels/matrix.ts'
import { readCodes } from '../codes.ts'

const scale = 4

/** A matrix as grey pixels the way the page shows it, quiet zone included. */
function pixelsOf({ side, dark }: Matrix) {
  const width = (side + 2 * quietModules) * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const row = Math.floor(y / scale) - quietModules
      const column = Math.floor(x / scale) - quietModules
      const inside = row >= 0 && column >= 0 && row < side && column < side
      if (inside && dark[row * side + column])
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  return { data, width, height: width, colorSpace: 'srgb' as const }
}

describe('a QR code', () => {
  it('reads as the text it was drawn from', async () => {
    const texts = fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' })
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await readCodes(pixelsOf(matrixOf(text)))).to.deep.equal([text])
      }),
      { numRuns: 25 },
    )
  })

  it('draws every dark module once and nothing else', () => {
    const matrix = matrixOf('https://daicho.example/discs/0')
    const drawn = new Set<string>()
    for (const [, x, y, width] of pathOf(matrix).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let at = 0; at < Number(width); at += 1) {
        const module = `${Number(x) + at - quietModules} ${Number(y) - quietModules}`
        expect(drawn.has(module)).to.equal(false)
        drawn.add(module)
      }
    }
    const dark = matrix.dark.flatMap((is, at) =>
      is ? [`${at % matrix.side} ${Math.floor(at / matrix.side)}`] : [],
    )
    expect([...drawn].sort()).to.deep.equal(dark.sort())
  })

  it('refuses a text that no code holds', () => {
    expect(() => matrixOf('x'.repeat(3_000))).to.throw()
  })
})
