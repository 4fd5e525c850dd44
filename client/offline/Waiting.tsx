/** One act that has not reached the ledger: what it is, what holds it up, what can be done. */
import { Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Stale } from '../parts/Stale.tsx'
import { Time } from '../parts/Time.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { unsent } from '../wording/unsent.ts'
import { second } from '../wording/second.ts'
import { trouble } from '../wording/trouble.ts'
import { makes, recordsOf, waitsFor } from './order.ts'
import { outbox } from './outbox.ts'
import type { Outgoing } from './outgoing.ts'
import { localWorld } from './pocket.ts'
import { sendAgain, withdraw } from './withdrawing.ts'

interface WaitingProps {
  readonly outgoing: Outgoing
  readonly held: readonly Outgoing[]
  /** Where correcting has no page of its own. */
  readonly correct?: () => void
  readonly children?: ReactNode
}

export function Waiting({ outgoing, held, correct, children }: WaitingProps) {
  const { say } = useSpeech()
  const { account } = useSession()
  const { ledger: name, act, refused, title } = outgoing
  const ledger = ledgerNamed(name)
  const label = ledger?.acts[act]?.label ?? { ja: act, en: act }
  const mine = outgoing.account === account.id
  const behind = isBehind(outgoing, held)
  const state = refused ? wording.refused : behind ? unsent.behind : wording.waiting
  return (
    <Paper className="card" component="section">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h4">
            {say(label)}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {ledger && say(ledger.label)} · {title && `${title} · `}
            {outgoing.each && `${say(unsent.records, { count: outgoing.each.length })} · `}
            <Time at={outgoing.keptAt} />
          </Text>
        </div>
        <span className={`tone tone-${refused ? 'ended' : 'open'}`}>{say(state)}</span>
      </Group>
      {children}
      {mine && ledger && <Why outgoing={outgoing} held={held} ledger={ledger} />}
      {!mine && <Text mt="sm">{say(wording.othersActs)}</Text>}
      {ledger && <Unknown outgoing={outgoing} ledger={ledger} />}
      {mine && (
        <Choices
          outgoing={outgoing}
          known={ledger?.acts[act] !== undefined}
          {...(correct && { correct })}
        />
      )}
    </Paper>
  )
}

/** Whether something kept earlier has to go first. */
function isBehind(outgoing: Outgoing, held: readonly Outgoing[]): boolean {
  const earlier = held.filter(
    (one) => one.account === outgoing.account && (one.place ?? 0) < (outgoing.place ?? 0),
  )
  return waitsFor(outgoing, new Set(earlier.flatMap(recordsOf)))
}

/** Why it was refused, or what the server may be expected to say against it. */
function Why({ outgoing, held, ledger }: WaitingProps & { readonly ledger: Ledger }) {
  const { say, language } = useSpeech()
  const session = useSession()
  const { refused } = outgoing
  const { data: doubt } = useQuery({
    queryKey: ['doubt', outgoing.id, held.length],
    queryFn: async () => (await localWorld(session, held)).doubts.get(outgoing.id)?.says ?? null,
    enabled: !refused,
  })
  if (refused?.current) {
    const { fields } = outgoing
    const send = () => void sendAgain(outgoing)
    return <Stale problem={refused} ledger={ledger} mine={fields} send={send} />
  }
  if (refused) {
    return (
      <Text className="fault" mt="sm">
        {refused.title} {refused.faults?.map(({ says }) => says).join(' ')}
      </Text>
    )
  }
  if (!doubt) return null
  return (
    <Text mt="sm">
      {say(unsent.doubt)} {doubt[language]}
    </Text>
  )
}

/** What an older version of the app recorded and this one has no field for is shown as it is. */
function Unknown({ outgoing, ledger }: Pick<WaitingProps, 'outgoing'> & { ledger: Ledger }) {
  const { say } = useSpeech()
  const unknown = Object.entries(outgoing.fields).filter(
    ([key]) => !Object.hasOwn(ledger.fields, key),
  )
  if (unknown.length === 0) return null
  return (
    <Text mt="sm" component="div">
      {say(unsent.unknownFields)}
      {unknown.map(([key, value]) => (
        <div key={key}>
          <span className="code">{key}</span>: {printed(value)}
        </div>
      ))}
    </Text>
  )
}

function printed(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

interface ChoicesProps {
  readonly outgoing: Outgoing
  /** Whether this version of the app still has the act. */
  readonly known: boolean
  readonly correct?: () => void
}

function Choices({ outgoing, known, correct }: ChoicesProps) {
  const { say } = useSpeech()
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState(false)
  const behind = outbox.behind(outgoing.id)
  const takeBack = async () => {
    setFailed(false)
    await withdraw(outgoing).catch(() => setFailed(true))
  }
  return (
    <Group justify="flex-end" mt="sm">
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {say(wording.withdraw)}
      </Button>
      {outgoing.refused && known && outgoing.refused.code !== 'stale-revision' && (
        <Button variant="default" onClick={() => void sendAgain(outgoing)}>
          {say(second.sendAgain)}
        </Button>
      )}
      {outgoing.refused && known && (
        <Correct
          variant={outgoing.refused.current ? 'default' : 'filled'}
          to={addressOf(outgoing)}
          {...(correct && { correct })}
        />
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={say(unsent.withdrawAsk)}
        centered
        closeButtonProps={{ 'aria-label': say(wording.close) }}
      >
        <Stack gap="lg">
          <Text>{say(unsent.withdrawText)}</Text>
          {behind.length > 0 && (
            <Text fw={600}>{say(unsent.withdrawBehind, { count: behind.length })}</Text>
          )}
          {failed && (
            <Text className="fault" role="alert">
              {say(trouble.notWithdrawn)}
            </Text>
          )}
          <Group grow>
            <Button variant="default" size="lg" onClick={() => setAsking(false)}>
              {say(wording.back)}
            </Button>
            <Button size="lg" color="red.9" onClick={() => void takeBack()}>
              {say(wording.withdraw)}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  )
}

interface CorrectProps {
  readonly variant: 'default' | 'filled'
  readonly to: string
  readonly correct?: () => void
}

function Correct({ variant, to, correct }: CorrectProps) {
  const { say } = useSpeech()
  const label = say(wording.correct)
  return correct ? (
    <Button variant={variant} onClick={correct}>
      {label}
    </Button>
  ) : (
    <Button variant={variant} component={Link} to={to}>
      {label}
    </Button>
  )
}

function addressOf(outgoing: Outgoing): string {
  const { ledger, act, record, id, each } = outgoing
  const place = each && !makes(outgoing) ? 'batch' : (record ?? 'acts')
  return `/${ledger}/${place}/${act}?resume=${id}`
}
