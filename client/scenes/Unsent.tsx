/**
 * What was recorded on this device and has not reached the ledger: waiting for the network or for
 * another act, or refused with the reason. Nothing leaves this list but by being recorded or by
 * being withdrawn on purpose.
 */
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '../way.tsx'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { outbox, useHeld } from '../offline/outbox.ts'
import { ThisDevice } from '../offline/ThisDevice.tsx'
import { Waiting } from '../offline/Waiting.tsx'
import { withdrawnToday } from '../offline/withdrawing.ts'
import type { Withdrawn } from '../offline/withdrawing.ts'
import { Empty, Loading } from '../parts/Says.tsx'
import { Time } from '../parts/Time.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { unsent } from '../wording/unsent.ts'

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
      {!outbox.known && <Loading />}
      {outbox.known && held.length === 0 && <NothingUnsent />}
      {held.map((one) => (
        <Waiting key={one.id} outgoing={one} held={held} />
      ))}
      <TakenBack held={held.length} />
      <ThisDevice />
    </Stack>
  )
}

function NothingUnsent() {
  const { say } = useSpeech()
  return (
    <Empty
      action={
        <Button component={Link} to="/board" variant="default">
          {say(wording.board)}
        </Button>
      }
    >
      <strong>{say(wording.nothingUnsent)}</strong>
      <br />
      {say(unsent.emptyText)}
    </Empty>
  )
}

/** What was withdrawn today, so that nobody wonders where it went. */
function TakenBack({ held }: { readonly held: number }) {
  const { say } = useSpeech()
  const { account } = useSession()
  const { data = [] } = useQuery({
    queryKey: ['withdrawn', held],
    queryFn: withdrawnToday,
    staleTime: 0,
    placeholderData: (before: readonly Withdrawn[] | undefined) => before,
  })
  const mine = data.filter((one) => one.account === account.id)
  if (mine.length === 0) return null
  return (
    <section>
      <Title order={2} size="h4">
        {say(unsent.withdrawnToday)}
      </Title>
      <ul className="withdrawn">
        {mine.map((one) => {
          const ledger = ledgerNamed(one.ledger)
          return (
            <li key={`${one.id} ${one.withdrawnAt}`}>
              {say(ledger?.acts[one.act]?.label ?? { ja: one.act, en: one.act })}
              {one.title !== undefined && ` · ${one.title}`} · <Time at={one.withdrawnAt} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
