/**
 * What has begun and not ended, with a clock that runs: how long a rack has stood open, and one
 * tap to say that it is closed. Which list has such rows, and which act ends one, is declared.
 */
import { Button, Paper, Text, Title } from '@mantine/core'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { Run } from '../../models/run.ts'
import { useSending } from '../acting.ts'
import type { RecordView } from '../api.ts'
import { membersOf } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useAnnounce } from '../parts/Notice.tsx'
import { ProblemAlert } from '../parts/Says.tsx'
import { Time } from '../parts/Time.tsx'
import { queries } from '../session.tsx'
import { floor } from '../wording/floor.ts'
import { wording } from '../wording/house.ts'
import { Since } from './Since.tsx'
import './floor.css'

interface RunningProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

interface Going {
  readonly what: string
  readonly from: string
}

/** The rows of a record that have begun and not ended. */
function goingOn(run: Run, record: RecordView): readonly Going[] {
  const rows = record.facts[run.list]
  return (Array.isArray(rows) ? rows.map(membersOf) : [])
    .filter((row) => row[run.from] !== undefined && row[run.to] === undefined)
    .map((row) => ({ what: String(row[run.what]), from: String(row[run.from]) }))
}

export function Running({ ledger, record }: RunningProps) {
  const { say } = useSpeech()
  return (ledger.runs ?? []).map((run) => {
    const going = goingOn(run, record)
    const allowed = record.acts.includes(run.act)
    if (going.length === 0) return null
    return (
      <Paper key={run.list} className="card running" component="section">
        <div className="running-head">
          <Title order={2} size="h4">
            {say(run.label)}
          </Title>
          {allowed && (
            <Button
              component={Link}
              to={`/${ledger.name}/${record.id}/${run.act}`}
              variant="default"
              leftSection={<Icon name="plus" />}
            >
              {say(run.begin)}
            </Button>
          )}
        </div>
        <ul>
          {going.map((one) => (
            <One key={one.what} {...{ ledger, record, run, one, allowed }} />
          ))}
        </ul>
      </Paper>
    )
  })
}

interface OneProps extends RunningProps {
  readonly run: Run
  readonly one: Going
  readonly allowed: boolean
}

function One({ ledger, record, run, one, allowed }: OneProps) {
  const { say } = useSpeech()
  const act = ledger.acts[run.act]
  if (!act) throw new Error(`there is no act ${run.act}`)
  const announce = useAnnounce()
  const { sending, problem, send } = useSending({ ledger, name: run.act, act, record })
  const end = async () => {
    const given = { [run.names]: one.what }
    const telling = { because: '', statedAt: undefined }
    const outcome = await send({ given, telling, revision: record.revision })
    if (outcome.kind === 'kept') {
      announce({ title: say(wording.keptTitle), text: say(wording.keptText), tone: 'kept' })
    } else if (outcome.kind === 'done') {
      void queries.invalidateQueries({ queryKey: ['record', ledger.name, record.id] })
      announce({ title: say(floor.ended, { what: one.what }), tone: 'done' })
    }
  }
  return (
    <li className="running-one">
      <strong className="code">{one.what}</strong>
      <Since at={one.from} className="running-clock" />
      <Text size="sm" c="dimmed">
        <Time at={one.from} />
      </Text>
      {allowed && (
        <Button
          size="lg"
          loading={sending}
          onClick={() => void end()}
          aria-label={say(floor.endOf, { act: say(run.end), what: one.what })}
        >
          {say(run.end)}
        </Button>
      )}
      {problem && <ProblemAlert problem={problem} />}
    </li>
  )
}
