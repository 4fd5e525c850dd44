/**
 * One record: what it says, what can be done to it now, what it is related to, and everything
 * that ever happened to it, oldest facts included.
 */
import { Button, CopyButton, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link, useParams } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { isDevice } from '../../models/roles.ts'
import { transcribed } from '../../models/transcribing.ts'
import type { Role } from '../../models/roles.ts'
import { call } from '../api.ts'
import type { RecordView } from '../api.ts'
import { accounts, actLabel, ledgerNamed, mayList, packs, toneOf } from '../house.ts'
import { Onward } from '../floor/Onward.tsx'
import { Running } from '../floor/Running.tsx'
import { StaySince } from '../floor/Since.tsx'
import { useSpeech } from '../language.tsx'
import { useHeld } from '../offline/outbox.ts'
import { addressOf } from '../labels/address.ts'
import { LabelLink } from '../labels/LabelLink.tsx'
import { Chain } from '../parts/Chain.tsx'
import { DueMark } from '../parts/DueMark.tsx'
import { Facts } from '../parts/Facts.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/Icon.tsx'
import { Missing } from '../parts/Missing.tsx'
import { useRecent } from '../parts/recent.ts'
import { Related } from '../parts/Related.tsx'
import { Failure, Loading, Warning } from '../parts/Says.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { Time } from '../parts/Time.tsx'
import { Timeline } from '../parts/Timeline.tsx'
import { Attachments } from '../parts/Viewer.tsx'
import { useSession } from '../session.tsx'
import { labelling } from '../wording/labels.ts'
import { recordWording } from '../wording/record.ts'
import { wording } from '../wording/house.ts'
import { tablets } from '../wording/tablets.ts'
import '../chain.css'

const Invitation = lazy(async () => ({
  default: (await import('../kiosk/Invitation.tsx')).Invitation,
}))

const Pack = lazy(async () => ({ default: (await import('../handing/Pack.tsx')).Pack }))
const Papers = lazy(async () => ({ default: (await import('../parts/Papers.tsx')).Papers }))

export function Record() {
  const { ledger: name, id = '' } = useParams()
  const ledger = ledgerNamed(name)
  const { account } = useSession()
  if (!ledger || !mayList(ledger, account)) return <Missing />
  return <Read key={id} ledger={ledger} id={id} />
}

/** A record by its address, asked again whenever something happens to it. */
export function useRecord(ledger: Ledger, id: string | undefined) {
  return useQuery({
    queryKey: ['record', ledger.name, id],
    queryFn: () => call<RecordView>('GET', `/${ledger.name}/${id}`),
    enabled: id !== undefined,
  })
}

function Read({ ledger, id }: { readonly ledger: Ledger; readonly id: string }) {
  const { say } = useSpeech()
  const { data: record, error, refetch } = useRecord(ledger, id)
  if (!record) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  return (
    <Stack gap="lg">
      <Head ledger={ledger} record={record} />
      <StillHere ledger={ledger} record={record} />
      <Running ledger={ledger} record={record} />
      {ledger.register && <Onward ledger={ledger} record={record} />}
      <Acts ledger={ledger} record={record} />
      {!ledger.register && <Onward ledger={ledger} record={record} />}
      <Takeaways ledger={ledger} record={record} />
      <div className="record">
        <Stack gap="lg" className="grow">
          <Suspense>{ledger.name === packs.name && <Pack record={record} />}</Suspense>
          <Chain ledger={ledger} record={record} />
          <Paper className="card" component="section">
            <Title order={2} size="h4">
              {say(wording.facts)}
            </Title>
            <Facts ledger={ledger} record={record} />
          </Paper>
          <Attachments ledger={ledger} record={record} />
          <Suspense>
            <Invitation ledger={ledger} record={record} />
          </Suspense>
          <Related ledger={ledger} record={record} />
        </Stack>
        <Timeline ledger={ledger} record={record} />
      </div>
    </Stack>
  )
}

interface PartProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

function Head({ ledger, record }: PartProps) {
  const { say } = useSpeech()
  useRecent(useSession().account.id, record)
  const changer = record.linked[record.changedBy]?.title ?? say(wording.system)
  return (
    <div>
      <Link to={`/${ledger.name}`} className="crumb">
        <Icon name="left" size={16} />
        {say(ledger.label)}
      </Link>
      <Group gap="md" align="center" mt={4}>
        <Title order={1} size="h2">
          {record.title}
        </Title>
        <StateBadge ledger={ledger} state={record.state} />
        {record.facts[transcribed] !== undefined && (
          <span className="tone tone-open">{say(wording.statedLater)}</span>
        )}
        <StaySince ledger={ledger} record={record} />
        <DueMark ledger={ledger} dues={record.dues} full />
      </Group>
      <Text size="sm" c="dimmed" component="div" mt={2}>
        <span className="code">{record.number}</span> · {say(wording.changedBy)}{' '}
        <Time at={record.changedAt} /> {changer}
      </Text>
    </div>
  )
}

/** Ways to take the record along: its label, the page on paper, its number, its address. */
function Takeaways({ ledger, record }: PartProps) {
  const { say } = useSpeech()
  return (
    <Group gap={4} className="unprinted takeaways">
      <LabelLink ledger={ledger} ids={[record.id]} variant="subtle" />
      <Button
        variant="subtle"
        color="gray"
        leftSection={<Icon name="print" />}
        onClick={() => print()}
      >
        {say(labelling.printPage)}
      </Button>
      <Suspense>
        <Papers ledger={ledger} record={record} />
      </Suspense>
      <Copy icon="copy" text={record.number} label={say(recordWording.copyNumber)} />
      <Copy icon="link" text={addressOf(record)} label={say(recordWording.copyLink)} />
    </Group>
  )
}

interface CopyProps {
  readonly icon: IconName
  readonly text: string
  readonly label: string
}

function Copy({ icon, text, label }: CopyProps) {
  const { say } = useSpeech()
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<Icon name={copied ? 'check' : icon} />}
          onClick={copy}
        >
          <span role="status">{copied ? say(recordWording.copied) : label}</span>
        </Button>
      )}
    </CopyButton>
  )
}

/** What was done to this record on this device and is not in it yet, so nobody does it twice. */
function StillHere({ ledger, record }: PartProps) {
  const { say } = useSpeech()
  const held = useHeld().filter((one) => one.record === record.id)
  if (held.length === 0) return null
  const labels = held.map(({ act }) => say(actLabel(`${ledger.name}.${act}`)))
  return (
    <Warning title={say(wording.unsent, { count: held.length })} tone="yellow">
      <Link to="/outbox">{labels.join(say(wording.comma))}</Link>
    </Warning>
  )
}

/** How whoever an account is for comes in: a person by a password, a device by enrolment. */
function ComingIn({ ledger, record }: PartProps) {
  const { say } = useSpeech()
  const device = isDevice((record.facts['roles'] ?? []) as Role[])
  const place = device ? '/tablets' : `/${ledger.name}/${record.id}/password`
  return (
    <Button component={Link} to={place} variant="default">
      {say(device ? tablets.enrol : wording.setPassword)}
    </Button>
  )
}

const openActsMax = 3

/** Exactly the acts the server said are allowed: the next steps large, the others in a menu. */
function Acts({ ledger, record }: PartProps) {
  const { say } = useSpeech()
  const allowed = record.acts.flatMap((name) => {
    const act = ledger.acts[name]
    return act ? [{ name, act, tone: toneOf(act) }] : []
  })
  const steps = allowed.filter(({ tone }) => tone === 'next')
  // Where nothing leads on, the little there is to do need not hide in a menu.
  const mild = allowed.filter(({ tone }) => tone !== 'danger')
  const next = steps.length === 0 && mild.length <= openActsMax ? mild : steps
  const others = allowed.filter((one) => !next.includes(one))
  const isAccount = ledger.name === accounts.name
  if (allowed.length === 0) return <Text c="dimmed">{say(wording.noActs)}</Text>
  return (
    <Group gap="sm" className="acts">
      {next.map(({ name, act }, at) => (
        <Button
          key={name}
          component={Link}
          to={`/${ledger.name}/${record.id}/${name}`}
          size="lg"
          variant={steps.length === 0 ? 'default' : at === 0 ? 'filled' : 'light'}
        >
          {say(act.label)}
        </Button>
      ))}
      {isAccount && <ComingIn ledger={ledger} record={record} />}
      {others.length > 0 && (
        <Menu position="bottom-start" withinPortal={false} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button variant="default" size="lg" rightSection={<Icon name="chevron" size={16} />}>
              {say(wording.moreActs)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ name, act, tone }) => (
              <Menu.Item
                key={name}
                component={Link}
                to={`/${ledger.name}/${record.id}/${name}`}
                className={tone === 'danger' ? 'danger' : undefined}
              >
                {say(act.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}
