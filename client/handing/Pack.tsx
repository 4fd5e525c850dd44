/**
 * What a pack's record shows besides its facts: how far its file is, the way to it, the key the
 * customer needs, and the links it is handed over by.
 */
import { Button, CopyButton, Group, Paper, Progress, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PackTime } from '../../models/pack.ts'
import { call } from '../api.ts'
import type { ProblemBody, RecordView } from '../api.ts'
import { useAsking } from '../asking.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Failure, ProblemAlert } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { packing } from '../wording/packs.ts'
import { packs } from '../house.ts'
import { printBytes } from './bytes.ts'
import { Links } from './Links.tsx'
import { Stamp } from './Stamp.tsx'
import './handing.css'

/** How often it is asked how far a file is, in milliseconds. */
const lookMs = 700
/** How often it is asked whether a time-stamp has come, in milliseconds. */
const stampLookMs = 10_000

interface Kept {
  readonly sha256: string
  readonly size: number
}

interface Made {
  readonly state: 'none' | 'packing' | 'packed' | 'failed'
  readonly part: number
  readonly problem?: ProblemBody
  readonly time?: PackTime
}

export function Pack({ record }: { readonly record: RecordView }) {
  const { say } = useSpeech()
  const { account } = useSession()
  const file = record.facts['file'] as Kept | undefined
  const makes = packs.acts.order.by.some((role) => account.roles.includes(role))
  if (record.state === 'discarded') return null
  return (
    <Paper className="card" component="section">
      <Title order={2} size="h4">
        {say(packing.title)}
      </Title>
      {file ? <There record={record} file={file} /> : <Making record={record} makes={makes} />}
      {file && makes && <Links record={record} />}
    </Paper>
  )
}

function There({ record, file }: { readonly record: RecordView; readonly file: Kept }) {
  const { say } = useSpeech()
  const { data: vkey } = useQuery({
    queryKey: ['vkey'],
    queryFn: async () => (await call<string>('GET', '/log/vkey')).trim(),
  })
  const { data: made } = useQuery({
    queryKey: ['packing', record.id],
    queryFn: () => call<Made>('GET', `/${packs.name}/${record.id}/file`),
    refetchInterval: ({ state }) => (state.data?.time?.state === 'waiting' ? stampLookMs : false),
  })
  return (
    <div className="handing">
      <Button
        component="a"
        href={`/api/v1/${packs.name}/${record.id}.zip`}
        download={`${record.number}.zip`}
        leftSection={<Icon name="down" />}
        size="lg"
      >
        {say(packing.download, { size: printBytes(file.size) })}
      </Button>
      <Told label={say(packing.hash)} text={file.sha256} />
      {made?.time && <Stamp {...made.time} />}
      {vkey !== undefined && (
        <Told label={say(packing.key)} text={vkey} help={say(packing.keyHelp)} />
      )}
    </div>
  )
}

interface ToldProps {
  readonly label: string
  readonly text: string
  readonly help?: string
}

/** A text that is told onward, with a way to copy it. */
export function Told({ label, text, help }: ToldProps) {
  const { say } = useSpeech()
  return (
    <div className="told">
      <Text size="sm" fw={600}>
        {label}
      </Text>
      {help !== undefined && (
        <Text size="sm" c="dimmed">
          {help}
        </Text>
      )}
      <Group gap="xs" wrap="nowrap" align="center">
        <span className="code told-text">{text}</span>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="subtle" color="gray" onClick={copy}>
              <span role="status">{say(copied ? packing.copied : packing.copy)}</span>
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}

function Making({ record, makes }: { readonly record: RecordView; readonly makes: boolean }) {
  const { say } = useSpeech()
  const place = `/${packs.name}/${record.id}/file`
  const { data, refetch } = useQuery({
    queryKey: ['packing', record.id],
    queryFn: () => call<Made>('GET', place),
    refetchInterval: ({ state }) => (state.data?.state === 'packing' ? lookMs : false),
  })
  const { asking, error, ask } = useAsking()
  const make = () =>
    ask(async () => {
      await call('POST', place)
      await refetch()
    })
  if (data?.state === 'packing') {
    return (
      <div className="handing" role="status">
        <Text>{say(packing.making)}</Text>
        <Progress value={data.part * 100} aria-label={say(packing.making)} size="lg" animated />
      </div>
    )
  }
  return (
    <div className="handing">
      {data?.problem && <ProblemAlert problem={data.problem} />}
      {error !== undefined && <Failure error={error} retry={make} />}
      <Text c="dimmed">{say(packing.none)}</Text>
      {makes && (
        <Button onClick={make} loading={asking} size="lg" leftSection={<Icon name="file" />}>
          {say(packing.make)}
        </Button>
      )}
    </div>
  )
}
