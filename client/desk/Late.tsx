/**
 * What is overdue or has outlasted its day, one reason a card: who and what, how late, and the act
 * that settles it one tap away.
 */
import { Button, Group, Paper, Title } from '@mantine/core'
import { Link } from '../way.tsx'
import { settlingAct, waitingLabel } from '../../models/desk.ts'
import type { Waiting } from '../../models/desk.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { Chosen } from '../parts/Selection.tsx'
import { Time } from '../parts/Time.tsx'
import { deskWords } from '../wording/desk.ts'
import { SeeAll } from './SeeAll.tsx'

interface LateProps {
  readonly ledger: Ledger
  readonly waiting: Waiting
  /** When this was gathered, ISO. */
  readonly now: string
}

export function Late({ ledger, waiting, now }: LateProps) {
  const { say } = useSpeech()
  const settling = settlingAct(ledger, waiting)
  const able = waiting.records.filter(({ acts }) => settling && acts.includes(settling.name))
  const chosen: readonly Chosen[] = able
    .slice(0, limits.batchRecordsMax)
    .map(({ id, number, title, revision }) => ({ id, number, title, revision }))
  return (
    <Paper className="card desk-group" component="section" data-late>
      <Group justify="space-between" gap="xs" align="flex-start">
        <div>
          <p className="eyebrow">{say(ledger.label)}</p>
          <Title order={3} size="h4">
            {say(waitingLabel(ledger, waiting) ?? deskWords.attention)}{' '}
            <span className="desk-count">{waiting.total}</span>
          </Title>
        </div>
        {settling?.act.batch && chosen.length > 1 && (
          <Button
            component={Link}
            variant="default"
            size="sm"
            to={`/${ledger.name}/batches/${settling.name}`}
            state={{ records: chosen }}
          >
            {say(deskWords.allAtOnce, { act: say(settling.act.label), count: chosen.length })}
          </Button>
        )}
      </Group>
      <ul className="desk-rows">
        {waiting.records.map((record) => (
          <Row key={record.id} {...{ ledger, waiting, record, now }} settling={settling} />
        ))}
      </ul>
      <SeeAll ledger={ledger} waiting={waiting} />
    </Paper>
  )
}

interface RowProps extends LateProps {
  readonly record: RecordView
  readonly settling: ReturnType<typeof settlingAct>
}

function Row({ ledger, waiting, record, now, settling }: RowProps) {
  const { say } = useSpeech()
  const address = `/${ledger.name}/${record.id}`
  const due = record.dues.find(({ name }) => name === waiting.name)
  const began = ledger.daily && record.facts[ledger.daily.since]
  return (
    <li className="desk-row">
      <Link to={address} className="desk-title grow">
        <strong>{record.title}</strong> <span className="code">{record.number}</span>
        <small>
          {waiting.kind === 'due' && due && <Lateness at={due.at} now={now} />}
          {waiting.kind === 'daily' && typeof began === 'string' && (
            <span className="desk-late">
              <Time at={began} /> →
            </span>
          )}
          <span>{record.linked[record.changedBy]?.title}</span>
        </small>
      </Link>
      {settling && record.acts.includes(settling.name) && (
        <Button
          component={Link}
          to={`${address}/${settling.name}`}
          variant="light"
          aria-label={say(deskWords.actOnOne, {
            number: record.number,
            act: say(settling.act.label),
          })}
        >
          {say(settling.act.label)}
        </Button>
      )}
    </li>
  )
}

const hourMs = 3_600_000
const hoursADay = 24

/** How late something is, in the largest unit that says something. */
function Lateness({ at, now }: { readonly at: string; readonly now: string }) {
  const { say } = useSpeech()
  const hours = Math.floor((Date.parse(now) - Date.parse(at)) / hourMs)
  const days = Math.floor(hours / hoursADay)
  const says =
    days > 0
      ? say(deskWords.lateDays, { days })
      : hours > 0
        ? say(deskWords.lateHours, { hours })
        : say(deskWords.lateNow)
  return (
    <span className="desk-late" title={at}>
      <Icon name="alert" size={14} /> {says}
    </span>
  )
}
