/**
 * A text as a QR code, as modules and as one path of an SVG: lines stay sharp at every size of
 * print, and a label sheet of forty codes is forty elements instead of forty thousand.
 */
import { create } from 'qrcode'

/** Modules of white on every side that ISO/IEC 18004 asks for. */
export const quietModules = 4

export interface Matrix {
  /** Modules along one side, without the quiet zone. */
  readonly side: number
  /** Row by row; true is dark. */
  readonly dark: readonly boolean[]
}

/**
 * The modules of a text's QR code at error correction M, which survives a scratched label.
 *
 * @throws Error when the text is longer than a QR code holds
 */
export function matrixOf(text: string): Matrix {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  return { side: modules.size, dark: Array.from(modules.data, (module) => module === 1) }
}

/** The dark modules as an SVG path, one unit a module, runs of a row drawn as one rectangle. */
export function pathOf({ side, dark }: Matrix): string {
  const runs: string[] = []
  for (let row = 0; row < side; row += 1) {
    let column = 0
    while (column < side) {
      const from = column
      while (column < side && dark[row * side + column]) column += 1
      if (column > from) {
        const width = column - from
        runs.push(`M${from + quietModules} ${row + quietModules}h${width}v1h-${width}z`)
      } else column += 1
    }
  }
  return runs.join('')
}
