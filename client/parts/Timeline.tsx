/**
 * Everything that happened to a record, the latest first: who did what, when, from where and why,
 * with what was entered later marked as such. Those who read the journal can take each entry's
 * proof with them.
 */
import { Button, Paper, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { call } from '../api.ts'
import type { EntryView, History, Linked, RecordView } from '../api.ts'
import { ShowField } from '../fields/Field.tsx'
import { actLabel, ledgerNamed, readsJournal, transcribedBy } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { deviceOf } from './device.ts'
import { ProofBadge } from './ProofBadge.tsx'
import { Failure, Loading } from './Says.tsx'
import { Time } from './Time.tsx'

interface TimelineProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

const shownFirst = 12

export function Timeline({ ledger, record }: TimelineProps) {
  const { say } = useSpeech()
  const [whole, setWhole] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['history', ledger.name, record.id],
    queryFn: () => call<History>('GET', `/${ledger.name}/${record.id}/history`),
  })
  const entries = [...(data?.entries ?? [])].reverse()
  const shown = whole ? entries : entries.slice(0, shownFirst)
  return (
    <Paper className="card timeline" component="section">
      <Title order={2} size="h4">
        {say(wording.history)}
      </Title>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      <ol>
        {shown.map((entry) => (
          <Entry key={entry.seq} entry={entry} record={record.id} linked={data?.linked ?? {}} />
        ))}
      </ol>
      {shown.length < entries.length && (
        <Button variant="default" onClick={() => setWhole(true)}>
          {say(wording.allOf, { total: entries.length })}
        </Button>
      )}
    </Paper>
  )
}

interface EntryProps {
  readonly entry: EntryView
  readonly record: string
  readonly linked: Linked
}

function Entry({ entry, record, linked }: EntryProps) {
  const { say } = useSpeech()
  const { account } = useSession()
  const other = entry.record === record ? undefined : linked[entry.record]
  const who = linked[entry.actor]?.title ?? (entry.actor === 'system' ? say(wording.system) : '')
  return (
    <li>
      <Text fw={650}>{say(actLabel(entry.act))}</Text>
      <Text size="sm" component="div">
        {who} ·
        <Time at={entry.occurredAt?.at ?? entry.at} />
      </Text>
      <Marks entry={entry} />
      {other && (
        <Text size="sm">
          <Link to={`/${other.ledger}/${other.id}`}>
            {say(wording.through, { number: other.number })}
          </Link>
        </Text>
      )}
      {entry.because && (
        <Text size="sm" className="because">
          {say(wording.because)}: {entry.because}
        </Text>
      )}
      <Given entry={entry} linked={linked} />
      <Text size="xs" c="dimmed">
        {say(wording.entry, { seq: entry.seq })}
        {entry.batch && ` · ${say(wording.ofBatch, { n: entry.batch.n, of: entry.batch.of })}`}
        {entry.device && ` · ${deviceOf(entry.device)}`}
      </Text>
      {readsJournal(account) && <ProofBadge entry={entry} />}
    </li>
  )
}

/** An entry that speaks of another time than the one it was made at says so, and by whose word. */
function Marks({ entry }: { readonly entry: EntryView }) {
  const { say } = useSpeech()
  if (transcribedBy(entry.act)) {
    return (
      <Text size="sm" component="div" className="later">
        <span className="tone tone-open">{say(wording.statedLater)}</span>
      </Text>
    )
  }
  if (!entry.occurredAt) return null
  if (!entry.late && entry.occurredAt.source === 'device') return null
  const mark = entry.occurredAt.source === 'stated' ? wording.statedLater : wording.heldUp
  return (
    <Text size="sm" component="div" className="later">
      <span className="tone tone-open">{say(mark)}</span> {say(wording.enteredAt)}{' '}
      <Time at={entry.at} />
    </Text>
  )
}

/** What was given with the act, folded away where it is more than a few lines. */
function Given({ entry, linked }: { readonly entry: EntryView; readonly linked: Linked }) {
  const { say } = useSpeech()
  const fields = ledgerNamed(entry.act.split('.')[0])?.fields ?? {}
  const given = Object.entries(fields).filter(
    ([key]) => entry.given[key] !== undefined || entry.erased.includes(key),
  )
  if (given.length === 0) return null
  return (
    <details className="given">
      <summary>
        {summaryOf(
          given.map(([, field]) => say(field.label)),
          say,
        )}
      </summary>
      <dl className="facts nested">
        {given.map(([key, field]) => (
          <div key={key}>
            <dt>{say(field.label)}</dt>
            <dd>
              {entry.given[key] === undefined ? (
                <em>{say(wording.erased)}</em>
              ) : entry.given[key] === null ? (
                say(wording.none)
              ) : (
                <ShowField field={field} value={entry.given[key]} linked={linked} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

const namedMax = 3

/** The first few fields by name, and how many more there are. */
function summaryOf(labels: readonly string[], say: ReturnType<typeof useSpeech>['say']): string {
  const named = labels.slice(0, namedMax).join(say(wording.comma))
  const count = labels.length - namedMax
  return count > 0 ? say(wording.andMore, { named, count }) : named
}
