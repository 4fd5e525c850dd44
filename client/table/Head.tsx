/** A heading: what the column is, how it is ordered, and a handle to make it wider. */
import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { limits } from '../../models/limits.ts'
import { useSpeech } from '../language.tsx'
import { tableWords } from '../wording/table.ts'
import type { Column } from './columns.ts'
import type { TableProps } from './Table.tsx'

interface HeadProps extends Pick<TableProps, 'sort' | 'onSort' | 'onWiden'> {
  readonly column: Column
  /** Stays at the left and keeps its width. */
  readonly stays?: boolean
}

/** The order a click leads to: the likelier direction, the other one, then the list's own. */
function nextSort({ sort, dated }: Column, now: string): string {
  const [one, other] = dated ? [`-${sort}`, `${sort}`] : [`${sort}`, `-${sort}`]
  if (now === one) return other
  return now === other ? '' : one
}

export function Head({ column, sort, onSort, onWiden, stays = false }: HeadProps) {
  const { say } = useSpeech()
  const label = say(column.label)
  const up = column.sort !== undefined && sort === column.sort
  const down = column.sort !== undefined && sort === `-${column.sort}`
  return (
    <th
      scope="col"
      className={stays ? 'stays number' : undefined}
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
    >
      {column.sort === undefined ? (
        <span className="grid-heading">{label}</span>
      ) : (
        <button
          type="button"
          className="grid-heading"
          title={say(tableWords.sortBy, { label })}
          onClick={() => onSort(nextSort(column, sort))}
        >
          {label}
          <span className="grid-order" aria-hidden>
            {up ? '▲' : down ? '▼' : '↕'}
          </span>
        </button>
      )}
      {!stays && <Handle column={column} label={label} onWiden={onWiden} />}
    </th>
  )
}

const keyStep = 16

interface HandleProps {
  readonly column: Column
  readonly label: string
  readonly onWiden: (key: string, width: number) => void
}

function Handle({ column: { key, width }, label, onWiden }: HandleProps) {
  const { say } = useSpeech()
  const start = useRef<{ readonly x: number; readonly width: number }>(undefined)
  const drag = (event: PointerEvent) => {
    if (start.current) onWiden(key, start.current.width + event.clientX - start.current.x)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onWiden(key, width + step)
  }
  return (
    <span
      className="grid-handle"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say(tableWords.widen, { label })}
      aria-valuenow={width}
      aria-valuemin={limits.columnPixelsMin}
      aria-valuemax={limits.columnPixelsMax}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
      onPointerUp={() => (start.current = undefined)}
      onPointerCancel={() => (start.current = undefined)}
      onKeyDown={onKeyDown}
    />
  )
}
