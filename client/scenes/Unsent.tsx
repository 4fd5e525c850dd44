/**
 * What was recorded on this device and has not reached the ledger: waiting for the network, or
 * refused with the reason. Nothing leaves this list but by being recorded or withdrawn.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { outbox, useHeld } from '../offline/outbox.ts'
import { Empty } from '../parts/Says.tsx'
import { Time } from '../parts/Time.tsx'
import type { Outgoing } from '../offline/queue.ts'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'

export function Unsent() {
  const { say } = useSpeech()
  const held = useHeld()
  return (
    <Stack gap="md" className="acting">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {say(wording.outbox)}
        </Title>
        {held.length > 0 && (
          <Button variant="default" onClick={() => outbox.nudge()}>
            {say(wording.sendNow)}
          </Button>
        )}
      </Group>
      <Text c="dimmed">{say(wording.outboxText)}</Text>
      {held.length === 0 && <Empty>{say(wording.nothingUnsent)}</Empty>}
      {held.map((one) => (
        <Waiting key={one.id} outgoing={one} />
      ))}
    </Stack>
  )
}

function Waiting({ outgoing }: { readonly outgoing: Outgoing }) {
  const { say } = useSpeech()
  const { account } = useSession()
  const { ledger: name, act, record, refused, title } = outgoing
  const ledger = ledgerNamed(name)
  const label = ledger?.acts[act]?.label ?? { ja: act, en: act }
  const mine = outgoing.account === account.id
  return (
    <Paper className="card" component="section">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h4">
            {say(label)}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {ledger && say(ledger.label)} · {title && `${title} · `}
            <Time at={outgoing.keptAt} />
          </Text>
        </div>
        <span className={`tone tone-${refused ? 'ended' : 'open'}`}>
          {say(refused ? wording.refused : wording.waiting)}
        </span>
      </Group>
      {refused && (
        <Text className="fault" mt="sm">
          {refused.title} {refused.faults?.map(({ says }) => says).join(' ')}
        </Text>
      )}
      {!mine && <Text mt="sm">{say(wording.othersActs)}</Text>}
      {mine && (
        <Group justify="flex-end" mt="sm">
          <Button variant="subtle" color="red" onClick={() => void outbox.withdraw(outgoing.id)}>
            {say(wording.withdraw)}
          </Button>
          {refused && !outgoing.each && (
            <Button component={Link} to={addressOf(name, act, record, outgoing.id)}>
              {say(wording.correct)}
            </Button>
          )}
        </Group>
      )}
    </Paper>
  )
}

function addressOf(ledger: string, act: string, record: string | undefined, id: string): string {
  return `/${ledger}/${record ?? 'acts'}/${act}?resume=${id}`
}
