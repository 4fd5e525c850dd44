/** The links a pack is handed over by: making one, whose secrets show once, and revoking one. */
import { Button, Group, NumberInput, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { limits } from '../../models/limits.ts'
import { call } from '../api.ts'
import type { RecordView } from '../api.ts'
import { useAsking } from '../asking.ts'
import { Reason } from '../desk/Reason.tsx'
import { packs } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Failure } from '../parts/Says.tsx'
import { Time } from '../parts/Time.tsx'
import { packing } from '../wording/packs.ts'
import { Told } from './Pack.tsx'

interface Listed {
  readonly link: string
  readonly to: string
  readonly endsAt: string
  readonly fetchedAt?: string
  readonly revokedAt?: string
}

interface Made {
  readonly id: string
  readonly link: string
  readonly code: string
  readonly endsAt: string
}

export function Links({ record }: { readonly record: RecordView }) {
  const { say } = useSpeech()
  const [made, setMade] = useState<Made>()
  const [now] = useState(Date.now)
  const links = (record.facts['links'] ?? []) as readonly Listed[]
  return (
    <section className="links">
      <Title order={3} size="h5">
        {say(packing.links)}
      </Title>
      <Text size="sm" c="dimmed">
        {say(packing.linksHelp)}
      </Text>
      {made ? (
        <div className="link-made" role="status">
          <Told label={say(packing.link)} text={new URL(made.link, location.origin).href} />
          <Told label={say(packing.code)} text={made.code} />
          <Text size="sm" component="div">
            {say(packing.once)} <Time at={made.endsAt} />
          </Text>
          <Button variant="default" onClick={() => setMade(undefined)}>
            {say(packing.close)}
          </Button>
        </div>
      ) : (
        <NewLink record={record} made={setMade} />
      )}
      {links.length > 0 && (
        <ul className="link-list">
          {links.toReversed().map((one) => (
            <One key={one.link} record={record} link={one} now={now} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface NewLinkProps {
  readonly record: RecordView
  readonly made: (link: Made) => void
}

function NewLink({ record, made }: NewLinkProps) {
  const { say } = useSpeech()
  const [to, setTo] = useState('')
  const [days, setDays] = useState<number | string>(limits.linkDaysDefault)
  const { asking, error, ask } = useAsking()
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    ask(async () => {
      const path = `/${packs.name}/${record.id}/links`
      made(await call<Made>('POST', path, { to, days: Number(days) }))
    })
  }
  return (
    <form onSubmit={submit}>
      {error !== undefined && <Failure error={error} retry={() => submit()} />}
      <Group gap="sm" align="flex-end" mt="sm">
        <TextInput
          className="grow"
          label={say(packing.to)}
          description={say(packing.toHelp)}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          maxLength={limits.textCharactersMax}
          required
          withAsterisk={false}
        />
        <NumberInput
          label={say(packing.days)}
          value={days}
          onChange={setDays}
          min={1}
          max={limits.linkDaysMax}
          w={140}
        />
        <Button type="submit" variant="default" loading={asking} disabled={to.trim() === ''}>
          {say(packing.newLink)}
        </Button>
      </Group>
    </form>
  )
}

interface OneProps {
  readonly record: RecordView
  readonly link: Listed
  readonly now: number
}

function One({ record, link, now }: OneProps) {
  const { say } = useSpeech()
  const [revoking, setRevoking] = useState(false)
  const { asking, error, ask } = useAsking()
  const { revokedAt, fetchedAt, endsAt } = link
  const over = Date.parse(endsAt) < now
  const state = revokedAt
    ? packing.revoked
    : fetchedAt
      ? packing.fetched
      : over
        ? packing.over
        : packing.open
  const revoke = (because: string) =>
    ask(async () => {
      const path = `/${packs.name}/${record.id}/links/${link.link}/revoke`
      await call('POST', path, { because })
      setRevoking(false)
    })
  return (
    <li>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <div>
          <strong>{link.to}</strong>{' '}
          <span className={`tone tone-${state === packing.open ? 'active' : 'done'}`}>
            {say(state)}
          </span>
          <Text size="sm" c="dimmed" component="div">
            {say(packing.until)} <Time at={endsAt} />
            {fetchedAt !== undefined && (
              <>
                {' · '}
                {say(packing.fetched)} <Time at={fetchedAt} />
              </>
            )}
          </Text>
        </div>
        {!revokedAt && !over && !revoking && (
          <Button variant="default" onClick={() => setRevoking(true)}>
            {say(packing.revoke)}
          </Button>
        )}
      </Group>
      {error !== undefined && <Failure error={error} retry={() => setRevoking(true)} />}
      {revoking && (
        <Reason
          act={say(packing.revoke)}
          busy={asking}
          cancel={() => setRevoking(false)}
          send={revoke}
        />
      )}
    </li>
  )
}
