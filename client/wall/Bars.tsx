/** Counts as bars that are also words: a name, a length and the number itself. */
import type { CSSProperties } from 'react'

interface BarsProps {
  readonly label: string
  readonly bars: readonly { readonly name: string; readonly count: number }[]
}

export function Bars({ label, bars }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  return (
    <ul className="wall-bars" aria-label={label}>
      {bars.map(({ name, count }) => (
        <li key={name} style={{ '--part': `${(100 * count) / most}%` } as CSSProperties}>
          <span className="wall-bar-name">{name}</span>
          <span className="wall-bar" aria-hidden>
            <i data-none={count === 0 || undefined} />
          </span>
          <b>{count}</b>
        </li>
      ))}
    </ul>
  )
}
