/** One person of a roll call: the whole line is the place to tap, and says what a tap has said. */
import type { Linked } from '../api.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useZone } from '../places.tsx'
import { calling as wording } from '../wording/wall.ts'
import { wallTime } from '../zone.ts'
import type { Called } from './calling.ts'

interface CallLineProps {
  readonly line: Called
  readonly linked: Linked
  /** Nothing is ticked any more. */
  readonly over: boolean
  readonly tick: () => void
}

export function CallLine({ line, linked, over, tick }: CallLineProps) {
  const { say } = useSpeech()
  const zone = useZone()
  const { row, foundAt, since } = line
  const shown = useShown(row, linked)
  const found = foundAt !== undefined
  return (
    <button
      type="button"
      className="called"
      aria-pressed={found}
      data-since={since}
      disabled={over}
      onClick={tick}
    >
      <span className="called-box" aria-hidden>
        {found && <Icon name="check" size={34} />}
      </span>
      <span className="grow">
        <strong>{row.title}</strong>
        <span className="called-facts">{shown.map(({ value }) => value).join(' · ')}</span>
        {row.groups.length > 1 && (
          <span className="called-facts">{row.groups.join(say(wording.between))}</span>
        )}
        {since && (
          <span className="called-since">
            <Icon name={since === 'gone' ? 'right' : 'plus'} size={18} />
            {say(since === 'gone' ? wording.gone : wording.entered)}
          </span>
        )}
      </span>
      <span className="called-end">
        <b>{say(found ? wording.found : wording.missing)}</b>
        <small>
          {found
            ? wallTime(foundAt, zone).slice(11)
            : row.since && `${say(wording.since)} ${wallTime(row.since, zone).slice(11)}`}
        </small>
      </span>
    </button>
  )
}

interface Shown {
  readonly key: string
  readonly label: string
  readonly value: string
}

/** The further facts of a line as the reader reads them. */
export function useShown(row: Called['row'], linked: Linked): readonly Shown[] {
  const { say, language } = useSpeech()
  const timeZone = useZone()
  const ledger = ledgerNamed(row.ledger)
  const labelOf = (id: string) => linked[id]?.title
  return (ledger?.rollCall?.shows ?? []).flatMap((key) => {
    const field = ledger?.fields[key]
    const value = row.facts[key]
    if (!field || value === undefined) return []
    const text = field.print(value, { language, timeZone, labelOf })
    return [{ key, label: say(field.label), value: text }]
  })
}
