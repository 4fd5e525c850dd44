/**
 * Transcribes a ledger of the paper era: choose a table, see what would come of it line by line,
 * and only then have it recorded.
 */
import {
  Button,
  FileButton,
  Group,
  Paper,
  Progress,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { Words } from '../../models/words.ts'
import { call, upload } from '../api.ts'
import { useAsking } from '../asking.ts'
import { ledgerNamed, transcribes } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Failure, Warning } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { importing } from '../wording/imports.ts'

/** How often it is asked how far a transcription is, in milliseconds. */
const lookMs = 500

interface Fault {
  readonly line: number
  readonly column?: string
  readonly says: string
}

interface Looked {
  readonly sha256: string
  readonly name: string
  readonly columns: readonly { readonly heading: string; readonly label?: Words }[]
  readonly total: number
  readonly good: number
  readonly done: number
  readonly faults: readonly Fault[]
}

interface Going {
  readonly state: 'none' | 'running' | 'done' | 'failed'
  readonly total: number
  /** Rows tried so far, and those of them that were recorded. */
  readonly done: number
  readonly recorded: number
  readonly faults: readonly Fault[]
}

export function Import() {
  const ledger = ledgerNamed(useParams()['ledger'])
  const { account } = useSession()
  if (!ledger || !transcribes(ledger, { account })) return <Missing />
  return <Transcribing key={ledger.name} ledger={ledger} />
}

function Transcribing({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const [looked, setLooked] = useState<Looked>()
  const [begun, setBegun] = useState(false)
  const { asking, error, ask } = useAsking()
  const read = (file: File | null) => {
    if (!file) return
    setLooked(undefined)
    setBegun(false)
    ask(async () => {
      setLooked(await upload<Looked>(file, file.name, undefined, `/${ledger.name}/import`))
    })
  }
  return (
    <Stack gap="lg" maw={960}>
      <div>
        <Link to={`/${ledger.name}`} className="crumb">
          <Icon name="left" size={16} />
          {say(ledger.label)}
        </Link>
        <Title order={1} size="h2" mt={4}>
          {say(importing.title, { ledger: say(ledger.label) })}
        </Title>
        <Text c="dimmed" mt="xs">
          {say(importing.intro)}
        </Text>
      </div>
      {!begun && (
        <Group gap="sm">
          <FileButton onChange={read} accept=".csv,.xlsx">
            {(props) => (
              <Button
                {...props}
                size="lg"
                loading={asking}
                variant={looked ? 'default' : 'filled'}
                leftSection={<Icon name="file" />}
              >
                {say(looked ? importing.another : importing.choose)}
              </Button>
            )}
          </FileButton>
          <Button
            component="a"
            href={`/api/v1/${ledger.name}/import.csv`}
            download
            variant="subtle"
            leftSection={<Icon name="down" />}
          >
            {say(importing.template)}
          </Button>
        </Group>
      )}
      {error !== undefined && <Failure error={error} retry={() => setLooked(undefined)} />}
      {looked && !begun && <Preview ledger={ledger} looked={looked} begun={() => setBegun(true)} />}
      {looked && begun && <Under ledger={ledger} looked={looked} again={() => setBegun(false)} />}
    </Stack>
  )
}

interface PreviewProps {
  readonly ledger: Ledger
  readonly looked: Looked
  readonly begun: () => void
}

function Preview({ ledger, looked, begun }: PreviewProps) {
  const { say } = useSpeech()
  const { total, good, done, faults, columns, sha256, name } = looked
  const { asking, error, ask } = useAsking()
  const skipProblems = good < total
  const begin = () =>
    ask(async () => {
      await call('POST', `/${ledger.name}/import/${sha256}`, { skipProblems })
      begun()
    })
  return (
    <>
      <Paper className="card" component="section">
        <Title order={2} size="h4">
          {name}
        </Title>
        <Text mt="xs">
          {say(importing.counts, { total, good })} {done > 0 && say(importing.done, { done })}
        </Text>
        <Title order={3} size="h5" mt="md">
          {say(importing.columns)}
        </Title>
        <ul className="import-columns">
          {columns.map(({ heading, label }, at) => (
            // Two columns may bear the same heading.
            <li key={`${at}/${heading}`}>
              <strong>{heading}</strong>{' '}
              <Text component="span" c="dimmed" size="sm">
                {label ? say(importing.known, { label: say(label) }) : say(importing.unknown)}
              </Text>
            </li>
          ))}
        </ul>
        {error !== undefined && <Failure error={error} retry={begin} />}
        {good === 0 ? (
          <Warning title={say(importing.nothing)} tone="yellow" />
        ) : (
          <Button size="lg" mt="md" loading={asking} onClick={begin}>
            {say(skipProblems ? importing.confirmGood : importing.confirm, { count: good })}
          </Button>
        )}
      </Paper>
      <Faults faults={faults} />
    </>
  )
}

function Faults({ faults }: { readonly faults: readonly Fault[] }) {
  const { say } = useSpeech()
  if (faults.length === 0) return null
  return (
    <Paper className="card" component="section">
      <Title order={2} size="h4">
        {say(importing.problems)}
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say(importing.line)}</Table.Th>
              <Table.Th>{say(importing.column)}</Table.Th>
              <Table.Th>{say(importing.what)}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.map(({ line, column = '', says }, at) => (
              <Table.Tr key={`${at}/${line}/${column}`}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{column}</Table.Td>
                <Table.Td>{says}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  )
}

const says = {
  none: importing.running,
  running: importing.running,
  done: importing.ended,
  failed: importing.broke,
} as const satisfies Record<Going['state'], Words>

interface UnderProps {
  readonly ledger: Ledger
  readonly looked: Looked
  readonly again: () => void
}

function Under({ ledger, looked, again }: UnderProps) {
  const { say } = useSpeech()
  const { data, error, refetch } = useQuery({
    queryKey: ['import', ledger.name, looked.sha256],
    queryFn: () => call<Going>('GET', `/${ledger.name}/import/${looked.sha256}`),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : lookMs),
  })
  const { asking, error: broken, ask } = useAsking()
  const goOn = () =>
    ask(async () => {
      await call('POST', `/${ledger.name}/import/${looked.sha256}`, { skipProblems: true })
      await refetch()
    })
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : null
  const { state, total, done, recorded, faults } = data
  return (
    <>
      <Paper className="card" component="section">
        <Stack gap="md" role="status">
          <Text size="lg">{say(says[state], { done: recorded, total })}</Text>
          {state === 'running' && (
            <Progress
              value={(done / Math.max(total, 1)) * 100}
              aria-label={say(importing.running, { done, total })}
              size="lg"
            />
          )}
          {broken !== undefined && <Failure error={broken} retry={goOn} />}
          <Group gap="sm">
            {state === 'failed' && (
              <Button loading={asking} onClick={goOn}>
                {say(importing.goOn)}
              </Button>
            )}
            <Button
              component={Link}
              to={`/${ledger.name}`}
              variant={state === 'failed' ? 'default' : 'filled'}
            >
              {say(importing.toList)}
            </Button>
            {state !== 'running' && (
              <Button variant="default" onClick={again}>
                {say(importing.another)}
              </Button>
            )}
          </Group>
        </Stack>
      </Paper>
      <Faults faults={faults} />
    </>
  )
}
