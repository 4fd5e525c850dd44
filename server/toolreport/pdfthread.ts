/**
 * The thread that reads PDFs: takes bytes and posts lines of words; of a PDF that is broken or
 * locked it posts nothing.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { limits } from '../../models/limits.ts'

/** Words whose feet are so near stand on one line, in points. */
const sameLine = 3

interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
}

async function read(bytes: Uint8Array): Promise<string[][]> {
  const document = await getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  }).promise
  const rows: string[][] = []
  for (let number = 1; number <= Math.min(document.numPages, limits.reportPagesMax); number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const pieces = items.flatMap((item): Piece[] => {
      if (!('str' in item) || item.str.trim() === '') return []
      const [, , , , x, y] = item.transform as number[]
      return [{ text: item.str, x: x ?? 0, y: y ?? 0 }]
    })
    rows.push(...linesOf(pieces))
  }
  return rows
}

function linesOf(pieces: readonly Piece[]): string[][] {
  const lines: { y: number; pieces: Piece[] }[] = []
  for (const piece of [...pieces].sort((one, other) => other.y - one.y)) {
    const line = lines.at(-1)
    if (line && Math.abs(line.y - piece.y) <= sameLine) line.pieces.push(piece)
    else lines.push({ y: piece.y, pieces: [piece] })
  }
  return lines.map((line) =>
    line.pieces.sort((one, other) => one.x - other.x).map(({ text }) => text),
  )
}

const rows = await read(workerData as Uint8Array).catch(() => undefined)
if (rows) parentPort?.postMessage(rows, [])
