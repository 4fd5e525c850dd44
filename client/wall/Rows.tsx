/**
 * The records that are there now, as many as fit: what is late first, then what is due soonest or
 * has been there longest. Names stand where the reader may know them, numbers elsewhere.
 */
import type { WallRow } from '../../models/figures.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { span, wall } from '../wording/wall.ts'
import { wallTime } from '../zone.ts'
import type { LedgerProps } from './Panels.tsx'
import { useFit } from './watch.ts'

/** The height of one row, in em; the style sheet says the same. */
const rowEm = 2.9

export function Rows({ ledger, figures, now, timeZone }: LedgerProps) {
  const { say } = useSpeech()
  const { box, lines } = useFit(rowEm)
  const rows = [...figures.rows].sort(
    (one, other) =>
      other.late.length - one.late.length ||
      (one.next ?? one.since ?? '').localeCompare(other.next ?? other.since ?? ''),
  )
  const all = (ledger.wall?.now ?? []).reduce((sum, state) => sum + (figures.states[state] ?? 0), 0)
  const fitting = all > lines ? Math.max(1, lines - 1) : lines
  return (
    <div className="wall-fit" ref={box}>
      <ul className="wall-rows">
        {rows.slice(0, fitting).map((row) => (
          <Row key={row.number} row={row} now={now} timeZone={timeZone} />
        ))}
        {all > fitting && <li className="wall-more">{say(wall.more, { count: all - fitting })}</li>}
      </ul>
    </div>
  )
}

interface RowProps {
  readonly row: WallRow
  readonly now: number
  readonly timeZone: string
}

function Row({ row, now, timeZone }: RowProps) {
  const { say } = useSpeech()
  const late = row.late.map(({ at }) => at).sort()[0]
  return (
    <li data-late={late !== undefined || undefined}>
      <span className="wall-who">
        <strong>{row.title ?? row.number}</strong>
        <small>{row.groups.join('・') || (row.title ? row.number : '')}</small>
      </span>
      <span className="wall-when">
        {late !== undefined && (
          <em>
            <Icon name="alert" size={22} />
            {say(wall.late, { span: say(span(now - Date.parse(late))) })}
          </em>
        )}
        {late === undefined && row.next && say(wall.due, { at: shortTime(row.next, timeZone) })}
        {row.next === undefined && row.since && (
          <small>
            {say(wall.since, {
              at: nearTime(row.since, now, timeZone),
              span: say(span(now - Date.parse(row.since))),
            })}
          </small>
        )}
      </span>
    </li>
  )
}

/** A moment as month, day and clock. */
function shortTime(iso: string, timeZone: string): string {
  const [date = '', clock = ''] = wallTime(iso, timeZone).split('T')
  const [, month, day] = date.split('-')
  return `${Number(month)}/${Number(day)} ${clock}`
}

/** A moment as its clock alone when it is of today. */
export function nearTime(iso: string, now: number, timeZone: string): string {
  const wallNow = wallTime(new Date(now).toISOString(), timeZone)
  const at = wallTime(iso, timeZone)
  return at.slice(0, 10) === wallNow.slice(0, 10) ? at.slice(11) : shortTime(iso, timeZone)
}
