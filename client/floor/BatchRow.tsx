/**
 * One record of a batch: what was scanned, which record that is, how it stands, its photos, and
 * what to do where it cannot be sent as it is. It is drawn anew only when it changes.
 */
import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { memo } from 'react'
import type { Dispatch } from 'react'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { Words } from '../../models/words.ts'
import { PhotoButtons, Thumbs } from '../fields/Photos.tsx'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/Icon.tsx'
import { floor } from '../wording/floor.ts'
import type { Change, Found, Row, Standing } from './rows.ts'

interface BatchRowProps {
  readonly ledger: Ledger
  readonly row: Row
  /** Keys of the fields said of each record. */
  readonly own: readonly string[]
  readonly change: Dispatch<Change>
  readonly look: (key: string, code: string, scanned: string) => Promise<void>
  readonly register: ((row: Row) => void) | undefined
}

const standings: Readonly<Record<Standing, { readonly says: Words; readonly icon: IconName }>> = {
  looking: { says: floor.isLooking, icon: 'clock' },
  ready: { says: floor.isReady, icon: 'check' },
  unknown: { says: floor.isUnknown, icon: 'alert' },
  barred: { says: floor.isBarred, icon: 'alert' },
  several: { says: floor.isSeveral, icon: 'alert' },
  unreachable: { says: floor.isUnreachable, icon: 'clock' },
  refused: { says: floor.isRefused, icon: 'alert' },
  done: { says: floor.isDone, icon: 'check' },
}

export const BatchRow = memo(function BatchRow(props: BatchRowProps) {
  const { say } = useSpeech()
  const { ledger, row, change } = props
  const { key, code, standing, record } = row
  const { says, icon } = standings[standing]
  const title = record?.title ?? code
  const mine = standing === 'ready' || standing === 'refused'
  return (
    <li className="batch-row" data-standing={standing}>
      <div className="batch-what">
        <span className="batch-standing">
          <Icon name={icon} size={16} />
          {say(says)}
        </span>
        <strong>
          {standing === 'done' && record ? (
            <Link to={`/${ledger.name}/${record.id}`}>{title}</Link>
          ) : (
            title
          )}
        </strong>
        {record && (
          <Text component="small" c="dimmed">
            <span className="code">{record.number}</span>{' '}
            {ledger.states[record.state] && say(ledger.states[record.state] as Words)}
          </Text>
        )}
      </div>
      {mine && <Own {...props} title={title} />}
      <Settle {...props} />
      {standing !== 'done' && (
        <ActionIcon
          className="batch-away"
          aria-label={say(floor.away, { code: title })}
          onClick={() => change({ kind: 'remove', key })}
        >
          <Icon name="close" />
        </ActionIcon>
      )}
    </li>
  )
})

/** What is said of this record alone: its photos. */
function Own({ ledger, row, own, change, title }: BatchRowProps & { readonly title: string }) {
  const { say } = useSpeech()
  return own.map((name) => {
    const field = ledger.fields[name]
    if (!field) return null
    const value = row.fields[name]
    const rows = Array.isArray(value) ? (value as Record<string, unknown>[]) : []
    const label = say(floor.photosOf, { title })
    const onRows = (next: readonly object[]) =>
      change({ kind: 'set', key: row.key, row: { fields: { ...row.fields, [name]: next } } })
    return (
      <Group key={name} gap="xs" className="batch-own">
        <Thumbs field={field} rows={rows} onRows={onRows} label={label} />
        {rows.length === 0 && (
          <Text size="sm" className="batch-bare">
            {say(floor.withoutPhoto)}
          </Text>
        )}
        <PhotoButtons compact field={field} rows={rows} onRows={onRows} label={label} />
      </Group>
    )
  })
}

/** What to do about a row that cannot be sent as it is. */
function Settle({ ledger, row, change, look, register }: BatchRowProps) {
  const { say } = useSpeech()
  const { key, code, scanned, standing, record, problem } = row
  const state = record && ledger.states[record.state]
  const choose = (chosen: Found) =>
    change({ kind: 'set', key, row: { standing: 'ready', record: chosen } })
  if (standing === 'barred' && state) {
    return <Text className="fault batch-wide">{say(floor.barredWhy, { state: say(state) })}</Text>
  }
  if (standing === 'refused') {
    const faults = problem?.faults?.map(({ says }) => says).join(' ')
    return <Text className="fault batch-wide">{`${problem?.title ?? ''} ${faults ?? ''}`}</Text>
  }
  if (standing === 'several') {
    return (
      <Group gap="xs" className="batch-wide" role="group" aria-label={say(floor.which)}>
        {row.choices?.map((one) => (
          <Button key={one.id} variant="default" onClick={() => choose(one)}>
            {one.title} {one.number}
          </Button>
        ))}
      </Group>
    )
  }
  if (standing !== 'unknown' && standing !== 'unreachable') return null
  return (
    <Group gap="xs" className="batch-wide">
      {standing === 'unreachable' && (
        <Button variant="default" onClick={() => void look(key, code, scanned)}>
          {say(floor.lookAgain)}
        </Button>
      )}
      {register && (
        <Button variant="light" onClick={() => register(row)} leftSection={<Icon name="plus" />}>
          {say(floor.registerIt)}
        </Button>
      )}
    </Group>
  )
}
