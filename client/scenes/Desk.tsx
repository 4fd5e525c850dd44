/**
 * What needs the reader, on one page: applications to decide, what is late, what is under way with
 * them, and for the ISO office whether the records themselves are in order. It asks again whenever
 * something happens, and by itself, because things become late while nobody acts.
 */
import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '../way.tsx'
import type { DeskView, Waiting } from '../../models/desk.ts'
import type { Ledger } from '../../models/ledger.ts'
import { call } from '../api.ts'
import '../desk/desk.css'
import { Decisions } from '../desk/Decisions.tsx'
import { Late } from '../desk/Late.tsx'
import { Oversight } from '../desk/Oversight.tsx'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { DueMark } from '../parts/DueMark.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Failure, Loading } from '../parts/Says.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { Time } from '../parts/Time.tsx'
import { deskWords } from '../wording/desk.ts'

const againMs = 60_000

/** A group with its ledger; one of a ledger this client does not know is passed over. */
interface Gathered {
  readonly ledger: Ledger
  readonly waiting: Waiting
}

export function Desk() {
  const { say } = useSpeech()
  const { data, error, refetch } = useQuery({
    queryKey: ['desk', 'view'],
    queryFn: () => call<DeskView>('GET', '/desk'),
    refetchInterval: againMs,
  })
  if (!data) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  const groups = data.waiting.flatMap((waiting): Gathered[] => {
    const ledger = ledgerNamed(waiting.ledger)
    return ledger ? [{ ledger, waiting }] : []
  })
  const of = (...kinds: readonly Waiting['kind'][]) =>
    groups.filter(({ waiting }) => kinds.includes(waiting.kind))
  const [decisions, late] = [of('decision'), of('daily', 'due')]
  const mine = without(of('mine'), [...decisions, ...late])
  return (
    <Stack gap="lg" className="desk">
      <Group justify="space-between" align="baseline">
        <Title order={1} size="h2">
          {say(deskWords.title)}
        </Title>
        <Text size="sm" c="dimmed" component="div">
          <Time at={data.now} />
        </Text>
      </Group>
      <OpenNow view={data} />
      {decisions.length + late.length === 0 && <Nothing at={data.now} />}
      <Section title={say(deskWords.decisions)} shown={decisions.length > 0}>
        {decisions.map((one) => (
          <Decisions key={keyOf(one)} {...one} />
        ))}
      </Section>
      <Section title={say(deskWords.attention)} shown={late.length > 0}>
        <div className="desk-grid">
          {late.map((one) => (
            <Late key={keyOf(one)} {...one} now={data.now} />
          ))}
        </div>
      </Section>
      <Section title={say(deskWords.mine)} shown={mine.length > 0}>
        <Mine groups={mine} />
      </Section>
      <Section title={say(deskWords.oversight)} shown={data.numbers !== undefined}>
        <Oversight view={data} />
      </Section>
    </Stack>
  )
}

function keyOf({ waiting }: Gathered): string {
  return `${waiting.kind} ${waiting.ledger} ${waiting.name}`
}

/** Groups without the records that stand in others already. */
function without(groups: readonly Gathered[], others: readonly Gathered[]): readonly Gathered[] {
  const shown = new Set(others.flatMap(({ waiting }) => waiting.records.map(({ id }) => id)))
  return groups.flatMap(({ ledger, waiting }) => {
    const records = waiting.records.filter(({ id }) => !shown.has(id))
    return records.length > 0 ? [{ ledger, waiting: { ...waiting, records } }] : []
  })
}

interface SectionProps {
  readonly title: string
  readonly shown: boolean
  readonly children: React.ReactNode
}

function Section({ title, shown, children }: SectionProps) {
  if (!shown) return null
  return (
    <section className="desk-section">
      <Title order={2} size="h3">
        {title}
      </Title>
      {children}
    </section>
  )
}

/** What stands open now, in figures that lead to it. */
function OpenNow({ view }: { readonly view: DeskView }) {
  const { say } = useSpeech()
  const open = view.open.filter(({ count }) => count > 0)
  if (open.length === 0) return null
  return (
    <ul className="desk-open" aria-label={say(deskWords.openNow)}>
      {open.map(({ ledger: name, state, due = '', count }) => {
        const ledger = ledgerNamed(name)
        const waits = ledger?.dues?.[due]?.waits
        return (
          <li key={`${name} ${state} ${due}`}>
            <Link to={`/${name}?state=${state}`}>
              <b>{count}</b>
              <span>
                {ledger && say(ledger.noun)} <StateBadge ledger={ledger} state={state} />
                {waits && ` ${say(waits)}`}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** The page's best state. */
function Nothing({ at }: { readonly at: string }) {
  const { say } = useSpeech()
  const [before = '', after = ''] = say(deskWords.checkedAt).split('{at}')
  return (
    <Paper className="card desk-nothing" role="status">
      <span className="desk-calm">
        <Icon name="check" size={28} />
      </span>
      <Title order={2} size="h4">
        {say(deskWords.nothing)}
      </Title>
      <Text c="dimmed">{say(deskWords.nothingText)}</Text>
      <Text size="sm" c="dimmed" component="div">
        {before}
        <Time at={at} />
        {after}
      </Text>
    </Paper>
  )
}

function Mine({ groups }: { readonly groups: readonly Gathered[] }) {
  const { say } = useSpeech()
  return (
    <Paper className="card">
      <ul className="desk-rows">
        {groups.flatMap(({ ledger, waiting }) =>
          waiting.records.map((record) => (
            <li key={record.id} className="desk-row">
              <Link to={`/${ledger.name}/${record.id}`} className="desk-title grow">
                <strong>{record.title}</strong> <span className="code">{record.number}</span>
                <small>{say(ledger.label)}</small>
              </Link>
              <DueMark ledger={ledger} dues={record.dues} />
              <StateBadge ledger={ledger} state={record.state} />
            </li>
          )),
        )}
      </ul>
    </Paper>
  )
}
