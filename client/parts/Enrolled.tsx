/** One device's account: the tablets it is enrolled on, enrolling one more, and ending one. */
import { Button, Group, Paper, Text, Textarea, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Link } from '../way.tsx'
import { limits } from '../../models/limits.ts'
import { call } from '../api.ts'
import type { Linked, RecordView } from '../api.ts'
import { useAsking } from '../asking.ts'
import { accounts } from '../house.ts'
import { newId } from '../identifier.ts'
import { useSpeech } from '../language.tsx'
import { tablets } from '../wording/tablets.ts'
import { deviceOf } from './device.ts'
import { EnrolmentCode } from './EnrolmentCode.tsx'
import type { Code } from './EnrolmentCode.tsx'
import { Icon } from './Icon.tsx'
import { useAnnounce } from './Notice.tsx'
import { Failure, Loading } from './Says.tsx'
import { StateBadge } from './StateBadge.tsx'
import { Time } from './Time.tsx'

interface Tablet {
  readonly enrolment: string
  readonly at: string
  readonly by: string
  readonly device?: string
  readonly live: boolean
  readonly seenAt?: string
}

interface Tablets {
  readonly tablets: readonly Tablet[]
  readonly linked: Linked
}

export function Enrolled({ record }: { readonly record: RecordView }) {
  const { say } = useSpeech()
  const place = `/${accounts.name}/${record.id}`
  // Told by the ledger's name and the record, so that a tablet shows itself once it is enrolled.
  const { data, error, refetch } = useQuery({
    queryKey: ['enrolments', accounts.name, record.id],
    queryFn: () => call<Tablets>('GET', `${place}/enrolments`),
  })
  const [code, setCode] = useState<Code & { readonly before: number }>()
  const { asking, error: refused, ask } = useAsking()
  const known = data?.tablets.length ?? 0
  // More tablets than when the code was made: it has done its work.
  const open = code && known <= code.before ? code : undefined
  const make = () =>
    ask(async () => {
      const made = await call<Code>('POST', `${place}/link`)
      setCode({ ...made, before: known })
    })
  return (
    <Paper className="card" component="article" aria-labelledby={`device-${record.id}`}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={3} size="h4" id={`device-${record.id}`}>
            <Link to={place} className="quiet">
              {record.title}
            </Link>
          </Title>
          <StateBadge ledger={accounts} state={record.state} />
        </Group>
        <Button leftSection={<Icon name="tablet" />} loading={asking} onClick={make}>
          {say(open ? tablets.another : tablets.enrol)}
        </Button>
      </Group>
      {refused !== undefined && <Failure error={refused} retry={make} />}
      {open && <EnrolmentCode {...open} />}
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data && known === 0 && (
        <Text c="dimmed" mt="sm">
          {say(tablets.noneEnrolled)}
        </Text>
      )}
      {data && known > 0 && (
        <ul className="enrolled" aria-label={say(tablets.enrolled)}>
          {data.tablets.map((one) => (
            <One
              key={one.enrolment}
              place={place}
              tablet={one}
              by={data.linked[one.by]?.title}
              after={() => void refetch()}
            />
          ))}
        </ul>
      )}
    </Paper>
  )
}

interface OneProps {
  readonly place: string
  readonly tablet: Tablet
  readonly by: string | undefined
  readonly after: () => void
}

function One({ place, tablet, by, after }: OneProps) {
  const { say } = useSpeech()
  const [ending, setEnding] = useState(false)
  const { at, device, live, seenAt } = tablet
  const called = device === undefined ? say(tablets.unknownDevice) : deviceOf(device)
  return (
    <li>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <strong>{called}</strong>{' '}
          <span className={`tone tone-${live ? 'active' : 'done'}`}>
            {say(live ? tablets.live : tablets.gone)}
          </span>
          <Text size="sm" c="dimmed" component="div">
            {say(tablets.enrolledAt)} <Time at={at} />
            {by !== undefined && ` · ${say(tablets.by)} ${by}`}
            {seenAt !== undefined && (
              <>
                {' · '}
                {say(tablets.seen)} <Time at={seenAt} />
              </>
            )}
          </Text>
        </div>
        {!ending && (
          <Button variant="default" onClick={() => setEnding(true)}>
            {say(tablets.unenrol)}
          </Button>
        )}
      </Group>
      {ending && (
        <End
          path={`${place}/enrolments/${tablet.enrolment}/end`}
          close={() => setEnding(false)}
          after={after}
        />
      )}
    </li>
  )
}

interface EndProps {
  readonly path: string
  readonly close: () => void
  readonly after: () => void
}

function End({ path, close, after }: EndProps) {
  const { say } = useSpeech()
  const announce = useAnnounce()
  const [because, setBecause] = useState('')
  const [id] = useState(newId)
  const { asking, error, ask } = useAsking()
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    ask(async () => {
      await call('POST', path, { id, because })
      announce({ title: say(tablets.unenrolled), tone: 'done' })
      after()
    })
  }
  return (
    <form onSubmit={submit} className="ending">
      {error !== undefined && <Failure error={error} retry={() => submit()} />}
      <Text>{say(tablets.unenrolText)}</Text>
      <Textarea
        label={say(tablets.because)}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
        maxLength={limits.becauseCharactersMax}
        autosize
        minRows={2}
        required
        withAsterisk={false}
      />
      <Group justify="flex-end" gap="sm" mt="sm">
        <Button variant="default" onClick={close}>
          {say(tablets.cancel)}
        </Button>
        <Button type="submit" color="red.8" loading={asking} disabled={because.trim() === ''}>
          {say(tablets.unenrol)}
        </Button>
      </Group>
    </form>
  )
}
