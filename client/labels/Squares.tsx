/** The drawing of a QR code; apart from `Qr`, so that who shows none does not load the encoder. */
import { useMemo } from 'react'
import { matrixOf, pathOf, quietModules } from './matrix.ts'
import type { QrProps } from './Qr.tsx'

export function Squares({ text, size, label }: QrProps) {
  const { path, side } = useMemo(() => {
    const matrix = matrixOf(text)
    return { path: pathOf(matrix), side: matrix.side + 2 * quietModules }
  }, [text])
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      {/* Scanners need dark on light, so a QR code stays black on white in the dark scheme too. */}
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
