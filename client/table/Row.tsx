/** One row of a table. It is drawn anew only when its record or its place in things changes. */
import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import { Link, useNavigate } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { DueMark } from '../parts/DueMark.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { wording } from '../wording/house.ts'
import { Cell } from './Cell.tsx'
import type { Column } from './columns.ts'

interface RowProps {
  readonly ledger: Ledger
  readonly record: RecordView
  readonly columns: readonly Column[]
  readonly index: number
  /** Whether the keyboard is on this row. */
  readonly active: boolean
  /** Undefined where nothing can be done to several at once. */
  readonly selected: boolean | undefined
  readonly toggle: (row: number, spanning: boolean) => void
  readonly onFocus: (row: number) => void
}

export const Row = memo(
  RowDrawn,
  (one, other) =>
    one.record === other.record &&
    one.columns === other.columns &&
    one.index === other.index &&
    one.active === other.active &&
    one.selected === other.selected &&
    one.toggle === other.toggle,
)

function RowDrawn({ ledger, record, columns, index, active, selected, toggle, onFocus }: RowProps) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const address = `/${ledger.name}/${record.id}`
  const open = (event: React.MouseEvent) => {
    const within = event.target as Element
    if (!within.closest('a, input, label, button')) navigate(address)
  }
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      tabIndex={active ? 0 : -1}
      className="record-row"
      data-active={active || undefined}
      data-selected={selected || undefined}
      onClick={open}
      onFocus={() => onFocus(index)}
    >
      {selected !== undefined && (
        <td className="pick stays">
          <Checkbox
            tabIndex={-1}
            aria-label={say(wording.select, { number: record.number })}
            checked={selected}
            onChange={(event) => toggle(index, (event.nativeEvent as MouseEvent).shiftKey)}
          />
        </td>
      )}
      <th scope="row" className="stays number">
        <Link to={address} className="code" tabIndex={-1}>
          {record.number}
        </Link>
      </th>
      {columns.map(({ key }) => (
        <td key={key}>
          {key === 'state' ? (
            <span className="grid-state">
              <StateBadge ledger={ledger} state={record.state} />
              <DueMark ledger={ledger} dues={record.dues} />
            </span>
          ) : (
            <Cell ledger={ledger} record={record} name={key} />
          )}
        </td>
      ))}
    </tr>
  )
}
