/**
 * Someone acted first: who did what since, what the record says now beside what one entered, and,
 * where that may still stand, a second, knowing, send. The device keeps none of those values; they
 * are asked for when somebody looks.
 */
import { Button, List, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Field, Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import { ask } from '../api.ts'
import type { Linked, ProblemBody, RecordView } from '../api.ts'
import { ShowField } from '../fields/Field.tsx'
import { RecordLink, useLabel } from '../fields/Linked.tsx'
import { actLabel } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { second } from '../wording/second.ts'
import { Warning } from './Says.tsx'
import { StateBadge } from './StateBadge.tsx'
import './stale.css'
import { Time } from './Time.tsx'

interface StaleProps {
  readonly problem: ProblemBody
  readonly ledger: Ledger
  /** What was to be recorded. */
  readonly mine: Facts
  readonly send: () => void
}

export function Stale({ problem, ledger, mine, send }: StaleProps) {
  const { say } = useSpeech()
  const { current, since = [] } = problem
  const name = (id: string) => current?.linked[id]?.title ?? say(wording.system)
  const maySend = problem.code === 'stale-revision'
  return (
    <Warning title={say(wording.staleTitle)} tone="yellow">
      <Text>{maySend ? say(wording.staleText) : problem.title}</Text>
      <List my="sm">
        {since.map(({ seq, act, actor, at }) => (
          <List.Item key={seq}>
            <strong>{say(actLabel(act))}</strong> {name(actor)} · <Time at={at} />
          </List.Item>
        ))}
      </List>
      {current && (
        <p>
          {say(wording.state)}: <StateBadge ledger={ledger} state={current.state} />
        </p>
      )}
      {current && (
        <Compared
          ledger={ledger}
          id={current.id}
          revision={current.revision}
          mine={mine}
          keys={since.flatMap(({ given }) => Object.keys(given))}
        />
      )}
      {maySend && <Button onClick={send}>{say(wording.sendAnyway)}</Button>}
    </Warning>
  )
}

interface ComparedProps {
  readonly ledger: Ledger
  readonly id: string
  readonly revision: number
  readonly mine: Facts
  /** What the acts of the others said something of. */
  readonly keys: readonly string[]
}

/** Theirs beside mine, for everything either of us said something of. */
function Compared({ ledger, id, revision, mine, keys }: ComparedProps) {
  const { say } = useSpeech()
  const { data: theirs, error } = useQuery({
    queryKey: ['record', ledger.name, id, 'theirs', revision],
    // What this device carries may be older than what the server refused by.
    queryFn: () => ask<RecordView>('GET', `/${ledger.name}/${id}`),
  })
  const said = new Set([...keys, ...Object.keys(mine)])
  const fields = Object.entries(ledger.fields).filter(([key]) => said.has(key))
  if (fields.length === 0) return null
  if (error) {
    return (
      <p>
        {fields.map(([, { label }]) => say(label)).join(say(wording.comma))}
        <br />
        <Text span c="dimmed">
          {say(second.unseen)}
        </Text>
      </p>
    )
  }
  if (!theirs) return null
  return (
    <table className="compared">
      <thead>
        <tr>
          <th scope="col">{say(second.field)}</th>
          <th scope="col">{say(second.theirs)}</th>
          <th scope="col">{say(second.mine)}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(([key, field]) => (
          <tr key={key}>
            <th scope="row">{say(field.label)}</th>
            <td>
              <Value field={field} value={theirs.facts[key]} linked={theirs.linked} />
            </td>
            <td>
              <Value field={field} value={mine[key]} linked={theirs.linked} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ValueProps {
  readonly field: Field
  readonly value: unknown
  readonly linked: Linked
}

function Value({ field, value, linked }: ValueProps) {
  const target = field.kind === 'link' ? field.target?.().name : undefined
  if (value === undefined || value === null) return '—'
  if (target !== undefined && typeof value === 'string') {
    return <Named target={target} id={value} linked={linked} />
  }
  return <ShowField field={field} value={value} linked={linked} />
}

/** What I named, the record does not, so its name is looked up. */
function Named({ target, id, linked }: { target: string; id: string; linked: Linked }) {
  const label = useLabel(target, id, linked)
  return label ? <RecordLink label={label} /> : <span className="code">{id.slice(0, 8)}</span>
}
