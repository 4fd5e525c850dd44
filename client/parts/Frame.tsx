/**
 * The frame every page of the house stands in: a head that stays, the way around beside it, and
 * the page. It is plain markup and a style sheet, because it is part of the first thing a tablet
 * loads.
 */
import type { ReactNode } from 'react'

interface FrameProps {
  readonly head: ReactNode
  readonly navigation: ReactNode
  /** What the way around is called, for those who cannot see it. */
  readonly label: string
  /** Whether the way around is shown where there is no room for it beside the page. */
  readonly open: boolean
  readonly close: () => void
  readonly children: ReactNode
}

export function Frame({ head, navigation, label, open, close, children }: FrameProps) {
  return (
    <div className="frame" data-open={open || undefined}>
      <header className="header">{head}</header>
      {open && <div className="frame-shade" onClick={close} aria-hidden />}
      <nav className="navbar" aria-label={label}>
        {navigation}
      </nav>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
