/**
 * A moment as people of the site read it, with its offset, in markup that machines can read.
 */
import { printMoment } from '../../models/fields.ts'
import { useZone } from '../places.tsx'

interface TimeProps {
  /** ISO. */
  readonly at: string
}

export function Time({ at }: TimeProps) {
  const timeZone = useZone()
  if (Number.isNaN(Date.parse(at))) return <span>{at}</span>
  const [date, clock, offset] = printMoment(at, { timeZone }).split(' ')
  return (
    <time dateTime={at} className="time">
      {date} {clock} <span className="offset">{offset}</span>
    </time>
  )
}
