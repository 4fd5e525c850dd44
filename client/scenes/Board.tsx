/**
 * The live board: per ledger who is inside, what is out, what waits and what is overdue; beside
 * it the latest acts. It asks again whenever something happens, so it can hang on a wall.
 */
import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { call } from '../api.ts'
import type { RecordView } from '../api.ts'
import { actLabel, ledgerNamed } from '../house.ts'
import { StaySince } from '../floor/Since.tsx'
import { useSpeech } from '../language.tsx'
import { useLine } from '../live.ts'
import { DueMark } from '../parts/DueMark.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Empty, Failure, Loading } from '../parts/Says.tsx'
import { Balance, Overdue, StateCounts } from '../parts/Standing.tsx'
import type { Standing } from '../parts/Standing.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { Time } from '../parts/Time.tsx'
import { wording } from '../wording/house.ts'
import { wall } from '../wording/wall.ts'

interface LastAct {
  readonly seq: number
  readonly act: string
  readonly ledger: string
  readonly record: string
  readonly number: string
  readonly title: string
  readonly actor: string
  readonly at: string
}

interface BoardView {
  readonly now: string
  readonly ledgers: readonly Standing[]
  readonly last: readonly LastAct[]
  readonly size: number
}

/** Asked again even while nothing happens, because things become overdue by themselves. */
const againMs = 60_000

export function Board() {
  const { say } = useSpeech()
  const { connected, begun } = useLine()
  const { data, error, refetch } = useQuery({
    queryKey: ['board'],
    queryFn: () => call<BoardView>('GET', '/board'),
    refetchInterval: againMs,
  })
  if (!data) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="baseline">
        <h1 className="board-title">{say(wording.board)}</h1>
        <Group gap="sm">
          <Text size="sm" c="dimmed" component="div">
            {say(wording.entries, { size: data.size })} ·
            <AsOf at={data.now} />
          </Text>
          {data.ledgers.length > 0 && (
            <>
              <Button component={Link} to="/roll-call" variant="default">
                {say(wall.rollCall)}
              </Button>
              <Button component={Link} to="/wall" variant="default">
                {say(wall.title)}
              </Button>
            </>
          )}
        </Group>
      </Group>
      <div className="board" data-stale={(begun && !connected) || undefined}>
        <div className="grow board-cards">
          {data.ledgers.map((standing) => (
            <LedgerCard key={standing.name} standing={standing} />
          ))}
        </div>
        <LastActs acts={data.last} />
      </div>
    </Stack>
  )
}

function AsOf({ at }: { readonly at: string }) {
  const { language } = useSpeech()
  return language === 'ja' ? (
    <>
      <Time at={at} /> 現在
    </>
  ) : (
    <>
      as of <Time at={at} />
    </>
  )
}

function LedgerCard({ standing }: { readonly standing: Standing }) {
  const { say } = useSpeech()
  const ledger = ledgerNamed(standing.name)
  if (!ledger) return null
  return (
    <Paper className="board-card" component="section">
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <h2 className="board-heading">
          <Link to={`/${ledger.name}`} className="quiet">
            {say(ledger.label)}
          </Link>
        </h2>
        <Text size="sm" c="dimmed">
          {say(wording.inAll, { total: standing.total })}
        </Text>
      </Group>
      <StateCounts ledger={ledger} standing={standing} />
      <Overdue ledger={ledger} standing={standing} />
      {ledger.balances && <Balance standing={standing} />}
      {ledger.watches && <Watched ledger={ledger} records={standing.watched} />}
    </Paper>
  )
}

interface WatchedProps {
  readonly ledger: Ledger
  readonly records: readonly RecordView[]
}

const watchedRowsMax = 8

/** The records the board lists one by one, the overdue ones first. */
function Watched({ ledger, records }: WatchedProps) {
  const { say } = useSpeech()
  const isLate = (record: RecordView) => record.dues.some(({ overdue }) => overdue)
  const sorted = [...records].sort((one, other) => Number(isLate(other)) - Number(isLate(one)))
  const states = (ledger.watches ?? [])
    .flatMap((state) => ledger.states[state] ?? [])
    .map((label) => say(label))
    .join(' · ')
  if (sorted.length === 0) {
    return <Text className="board-none">{say(wording.nothingNow, { states })}</Text>
  }
  return (
    <ul className="watched" aria-label={states}>
      {sorted.slice(0, watchedRowsMax).map((record) => (
        <li key={record.id}>
          <Link to={`/${ledger.name}/${record.id}`} data-late={isLate(record) || undefined}>
            <span className="grow">
              <strong>{record.title}</strong>
              <small className="code">{record.number}</small>
            </span>
            <StaySince ledger={ledger} record={record} />
            <DueMark ledger={ledger} dues={record.dues} />
            <StateBadge ledger={ledger} state={record.state} />
          </Link>
        </li>
      ))}
      {sorted.length > watchedRowsMax && (
        <li>
          <Anchor component={Link} to={`/${ledger.name}`} className="watched-all">
            {say(wording.allOf, { total: sorted.length })}
          </Anchor>
        </li>
      )}
    </ul>
  )
}

function LastActs({ acts }: { readonly acts: readonly LastAct[] }) {
  const { say } = useSpeech()
  return (
    <Paper className="last-acts" component="section">
      <h2 className="board-heading">{say(wording.lastActs)}</h2>
      {acts.length === 0 && (
        <Empty>
          <strong>{say(wording.noRecords)}</strong>
          <br />
          {say(wording.firstAct)}
        </Empty>
      )}
      <ol>
        {acts.map((one) => (
          <li key={one.seq}>
            <Icon name="right" size={14} />
            <div>
              <Link to={`/${one.ledger}/${one.record}`}>
                <strong>{say(actLabel(one.act))}</strong> {one.title}
              </Link>
              <small>
                {one.actor} · <Time at={one.at} />
              </small>
            </div>
          </li>
        ))}
      </ol>
    </Paper>
  )
}
