/**
 * The table of a ledger, with the columns of its paper form. The number leads to the record; the
 * rest of a row does so too for a finger, which is not as exact as a pointer.
 */
import { Checkbox, Table } from '@mantine/core'
import { Link, useNavigate } from 'react-router'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { ShowField } from '../fields/Field.tsx'
import { PlainShow } from '../fields/Plain.tsx'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { DueMark } from './DueMark.tsx'
import { StateBadge } from './StateBadge.tsx'
import { Time } from './Time.tsx'

interface RecordTableProps {
  readonly ledger: Ledger
  readonly records: readonly RecordView[]
  readonly selected: ReadonlySet<string>
  readonly select: (ids: ReadonlySet<string>) => void
}

export function RecordTable({ ledger, records, selected, select }: RecordTableProps) {
  const { say } = useSpeech()
  // A column in which nothing stands would only push the others off the screen.
  const columns = ledger.columns.filter((key) =>
    records.some(({ facts, erased }) => facts[key] !== undefined || erased.includes(key)),
  )
  const selectable = Object.values(ledger.acts).some(({ batch }) => batch)
  const all = records.length > 0 && records.every(({ id }) => selected.has(id))
  const some = records.some(({ id }) => selected.has(id))
  if (records.length === 0) return null
  return (
    <Table.ScrollContainer
      minWidth={700}
      className="table"
      tabIndex={0}
      role="region"
      aria-label={say(ledger.label)}
    >
      <Table highlightOnHover verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {selectable && (
              <Table.Th className="pick">
                <Checkbox
                  aria-label={say(wording.selectAll)}
                  checked={all}
                  indeterminate={some && !all}
                  onChange={() => select(all ? new Set() : new Set(records.map(({ id }) => id)))}
                />
              </Table.Th>
            )}
            <Table.Th>{say(wording.number)}</Table.Th>
            <Table.Th>{say(wording.state)}</Table.Th>
            {columns.map((key) => (
              <Table.Th key={key}>{say(ledger.fields[key]?.label ?? wording.none)}</Table.Th>
            ))}
            <Table.Th>{say(wording.changed)}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record) => (
            <Row
              key={record.id}
              ledger={ledger}
              record={record}
              columns={columns}
              selected={selectable ? selected.has(record.id) : undefined}
              toggle={() => select(toggled(selected, record.id))}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

interface RowProps {
  readonly ledger: Ledger
  readonly record: RecordView
  readonly columns: readonly string[]
  /** Undefined where nothing can be done to several at once. */
  readonly selected: boolean | undefined
  readonly toggle: () => void
}

function Row({ ledger, record, columns, selected, toggle }: RowProps) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const address = `/${ledger.name}/${record.id}`
  const open = (event: React.MouseEvent) => {
    const within = event.target as Element
    if (!within.closest('a, input, label, button')) void navigate(address)
  }
  return (
    <Table.Tr className="record-row" onClick={open} data-selected={selected || undefined}>
      {selected !== undefined && (
        <Table.Td className="pick">
          <Checkbox
            aria-label={say(wording.select, { number: record.number })}
            checked={selected}
            onChange={toggle}
          />
        </Table.Td>
      )}
      <Table.Td>
        <Link to={address} className="code number">
          {record.number}
        </Link>
      </Table.Td>
      <Table.Td>
        <StateBadge ledger={ledger} state={record.state} />
        <DueMark ledger={ledger} dues={record.dues} />
      </Table.Td>
      {columns.map((key) => (
        <Table.Td key={key} className="cell">
          <Cell ledger={ledger} record={record} name={key} />
        </Table.Td>
      ))}
      <Table.Td className="changed">
        <Time at={record.changedAt} />
      </Table.Td>
    </Table.Tr>
  )
}

interface CellProps {
  readonly ledger: Ledger
  readonly record: RecordView
  readonly name: string
}

/** A value in one line; what is large in itself is named rather than drawn. */
function Cell({ ledger, record, name }: CellProps) {
  const { say } = useSpeech()
  const field = ledger.fields[name]
  const value = record.facts[name]
  if (!field) return null
  if (value === undefined || value === null) {
    return record.erased.includes(name) ? <em>{say(wording.erased)}</em> : null
  }
  const plain = ['list', 'group', 'signature', 'file', 'lines'].includes(field.kind)
  const Show = plain ? PlainShow : ShowField
  return <Show field={field} value={value} linked={record.linked} />
}
