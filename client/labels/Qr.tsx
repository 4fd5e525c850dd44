/**
 * A QR code as an inline picture with a name, for labels and for handing an address to a tablet.
 * The encoder comes when the first code is shown; until then its place is kept.
 */
import { lazy, Suspense } from 'react'

const Squares = lazy(async () => ({ default: (await import('./Squares.tsx')).Squares }))

export interface QrProps {
  /** What a scanner reads. */
  readonly text: string
  /** Width and height with the quiet zone: pixels, or a CSS length such as `24mm`. */
  readonly size: number | string
  /** What the code leads to, for those who do not see it. */
  readonly label: string
}

export function Qr(props: QrProps) {
  const { size } = props
  return (
    <Suspense fallback={<span className="qr" style={{ width: size, height: size }} />}>
      <Squares {...props} />
    </Suspense>
  )
}
