/**
 * The journal itself: how long it is, its signed head that anyone may check, and its entries with
 * their proofs, the latest first.
 */
import { Anchor, Button, Code, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '../way.tsx'
import { call, queryOf } from '../api.ts'
import type { EntryView, Linked } from '../api.ts'
import { actLabel, ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Failure, Loading } from '../parts/Says.tsx'
import { Time } from '../parts/Time.tsx'
import { Outside } from '../times/Outside.tsx'
import { wording } from '../wording/house.ts'

interface JournalPage {
  readonly size: number
  readonly entries: readonly EntryView[]
  readonly linked?: Linked
}

const perPage = 50

export function Journal() {
  const { say } = useSpeech()
  const [from, setFrom] = useState<number>()
  const { data, error, refetch } = useQuery({
    queryKey: ['journal', from],
    queryFn: () => {
      const start = from === undefined ? '' : String(from)
      return call<JournalPage>('GET', `/journal${queryOf({ from: start, limit: String(perPage) })}`)
    },
    placeholderData: (before) => before,
  })
  if (!data) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  const first = data.entries[0]?.seq ?? 0
  const last = data.entries.at(-1)?.seq ?? -1
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          {say(wording.journal)}
        </Title>
        <Text c="dimmed" maw="60rem">
          {say(wording.journalText)}
        </Text>
      </div>
      <Checkpoint size={data.size} />
      <Outside />
      <Paper className="sheet" component="section">
        <Entries entries={[...data.entries].reverse()} linked={data.linked ?? {}} />
      </Paper>
      <Group justify="center">
        <Button
          variant="default"
          disabled={last >= data.size - 1}
          onClick={() => setFrom(last + 1 + perPage >= data.size ? undefined : last + 1)}
        >
          {say(wording.newer)}
        </Button>
        <Button
          variant="default"
          disabled={first === 0}
          onClick={() => setFrom(Math.max(0, first - perPage))}
        >
          {say(wording.earlier)}
        </Button>
      </Group>
    </Stack>
  )
}

function Checkpoint({ size }: { readonly size: number }) {
  const { say } = useSpeech()
  const { data } = useQuery({
    queryKey: ['journal', 'checkpoint', size],
    queryFn: () => call<string>('GET', '/log/checkpoint'),
  })
  return (
    <Paper className="card" component="section">
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4">
          {say(wording.checkpoint)}
        </Title>
        <Group gap="md">
          <Text>
            {say(wording.size)} <b>{size}</b>
          </Text>
          <Anchor href="/api/docs">{say(wording.docs)}</Anchor>
        </Group>
      </Group>
      <Code block mt="sm" tabIndex={0}>
        {data ?? '…'}
      </Code>
    </Paper>
  )
}

interface EntriesProps {
  readonly entries: readonly EntryView[]
  readonly linked: Linked
}

function Entries({ entries, linked }: EntriesProps) {
  const { say } = useSpeech()
  return (
    <Table.ScrollContainer
      minWidth={640}
      className="table"
      tabIndex={0}
      role="region"
      aria-label={say(wording.latest)}
    >
      <Table verticalSpacing="xs" horizontalSpacing="md">
        <Table.Tbody>
          {entries.map((entry) => {
            const record = linked[entry.record]
            const ledger = ledgerNamed(entry.act.split('.')[0])
            return (
              <Table.Tr key={entry.seq}>
                <Table.Td className="code" style={{ whiteSpace: 'nowrap' }}>
                  {entry.seq}
                </Table.Td>
                <Table.Td>
                  <Time at={entry.at} />
                </Table.Td>
                <Table.Td>
                  {ledger && say(ledger.label)} · <b>{say(actLabel(entry.act))}</b>
                </Table.Td>
                <Table.Td>
                  {record ? (
                    <Link to={`/${record.ledger}/${record.id}`}>
                      <span className="code">{record.number}</span> {record.title}
                    </Link>
                  ) : (
                    say(wording.everything)
                  )}
                </Table.Td>
                <Table.Td>{linked[entry.actor]?.title ?? say(wording.system)}</Table.Td>
                <Table.Td>
                  <Anchor
                    href={`/api/v1/journal/${entry.seq}/proof`}
                    download
                    className="proof"
                    aria-label={say(wording.proofLabel, { seq: entry.seq })}
                  >
                    <Icon name="seal" size={16} />
                    {say(wording.proof)}
                  </Anchor>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
