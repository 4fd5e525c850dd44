/**
 * A list on a narrow screen: a card a record. The style sheet leaves cards out of sight undrawn, so
 * a long list stays light; further ones are read as the end comes near.
 */
import { useEffect, useRef } from 'react'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { PlainShow } from '../fields/Plain.tsx'
import { useSpeech } from '../language.tsx'
import { DueMark } from '../parts/DueMark.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import type { Column } from './columns.ts'
import { Further } from './Further.tsx'

interface CardsProps {
  readonly ledger: Ledger
  readonly records: readonly RecordView[]
  readonly columns: readonly Column[]
  readonly hasMore: boolean
  readonly failed: boolean
  readonly more: () => void
}

/** How far below the screen the end may be when the next cards are read. */
const readAhead = '1200px'
/** Facts a card shows beside title, number and state. */
const factsMax = 3

export function Cards({ ledger, records, columns, hasMore, failed, more }: CardsProps) {
  const { say } = useSpeech()
  const end = useRef<HTMLDivElement>(null)
  const { length } = records
  useEffect(() => {
    // Each page that came moves the end away, or shows that it did not.
    if (!end.current || !hasMore || failed || length === 0) return undefined
    const near = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) more()
      },
      { rootMargin: readAhead },
    )
    near.observe(end.current)
    return () => near.disconnect()
  }, [hasMore, failed, length, more])
  return (
    <>
      <ul className="cards" aria-label={say(ledger.label)}>
        {records.map((record) => (
          <li key={record.id}>
            <Card ledger={ledger} record={record} columns={columns} />
          </li>
        ))}
      </ul>
      <div ref={end} hidden={!hasMore}>
        <Further failed={failed} more={more} />
      </div>
    </>
  )
}

function Card({
  ledger,
  record,
  columns,
}: Pick<CardsProps, 'ledger' | 'columns'> & {
  readonly record: RecordView
}) {
  const { say } = useSpeech()
  const filled = columns.flatMap(({ key }) => {
    const field = ledger.fields[key]
    const value = record.facts[key]
    if (!field || value === undefined || value === null || isTitle(record, value)) return []
    return [{ key, field, value }]
  })
  return (
    <Link to={`/${ledger.name}/${record.id}`} className="card-link">
      <span className="card-head">
        <strong>{record.title}</strong>
        <StateBadge ledger={ledger} state={record.state} />
      </span>
      <span className="code card-number">{record.number}</span>
      <DueMark ledger={ledger} dues={record.dues} />
      {filled.slice(0, factsMax).map(({ key, field, value }) => (
        <span key={key} className="card-fact">
          <span>{say(field.label)}</span>
          <span>
            <PlainShow field={field} value={value} linked={record.linked} />
          </span>
        </span>
      ))}
    </Link>
  )
}

/** Whether a value only says again what the record is called. */
function isTitle({ title }: RecordView, value: unknown): boolean {
  return value === title || (value as { name?: unknown }).name === title
}
