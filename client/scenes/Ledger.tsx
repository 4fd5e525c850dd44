/**
 * One ledger as a table: searched, narrowed, ordered and paged, all of it in the address, so that
 * a view can be kept and handed on. Rows can be selected to act on several at once.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { Ledger as Declared } from '../../models/ledger.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { creatingActs, ledgerNamed, mayList } from '../house.ts'
import { BatchMenu } from '../floor/BatchMenu.tsx'
import { useSpeech } from '../language.tsx'
import { Filters, queryFrom } from '../parts/Filters.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Missing } from '../parts/Missing.tsx'
import { RecordTable } from '../parts/RecordTable.tsx'
import { Empty, Failure, Loading } from '../parts/Says.tsx'
import { Selection } from '../parts/Selection.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'

const rowsPerPage = '50'

export function Ledger() {
  const ledger = ledgerNamed(useParams()['ledger'])
  const { account } = useSession()
  if (!ledger || !mayList(ledger, account)) return <Missing />
  return <Listed key={ledger.name} ledger={ledger} />
}

function useList(ledger: Declared, query: Readonly<Record<string, string>>) {
  return useInfiniteQuery({
    queryKey: ['list', ledger.name, query],
    queryFn: ({ pageParam }) =>
      call<Page>(
        'GET',
        `/${ledger.name}${queryOf({ ...query, ...pageParam, limit: rowsPerPage })}`,
      ),
    initialPageParam: {},
    getNextPageParam: ({ next }) => (next === undefined ? undefined : { cursor: next }),
    placeholderData: (before) => before,
  })
}

function Listed({ ledger }: { readonly ledger: Declared }) {
  const { say } = useSpeech()
  const session = useSession()
  const [params] = useSearchParams()
  const query = queryFrom(ledger, params)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useList(
    ledger,
    query,
  )
  const records = data?.pages.flatMap((page) => page.records) ?? []
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const chosen = records.filter(({ id }) => selected.has(id))
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {say(ledger.label)}
        </Title>
        <Group gap="xs">
          <Button
            component="a"
            href={`/api/v1/${ledger.name}/export.csv${queryOf(query)}`}
            download
            variant="default"
            leftSection={<Icon name="down" />}
            aria-label={say(wording.exportLabel)}
          >
            {say(wording.export)}
          </Button>
          <BatchMenu ledger={ledger} />
          {creatingActs(ledger, session).map((act) => (
            <Button
              key={act}
              component={Link}
              to={`/${ledger.name}/acts/${act}`}
              leftSection={<Icon name="plus" />}
            >
              {say(ledger.acts[act]?.label ?? wording.create)}
            </Button>
          ))}
        </Group>
      </Group>
      <Filters ledger={ledger} />
      {chosen.length > 0 && (
        <Selection ledger={ledger} chosen={chosen} clear={() => setSelected(new Set())} />
      )}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <Paper className="sheet">
          <RecordTable ledger={ledger} records={records} selected={selected} select={setSelected} />
          {records.length === 0 && <NoRecords ledger={ledger} narrowed={isNarrowed(query)} />}
        </Paper>
      )}
      {data && records.length > 0 && (
        <Group justify="center" gap="md">
          <Counted records={records} page={data.pages[0]} />
          {hasNextPage && (
            <Button
              variant="default"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {say(wording.more)}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}

function isNarrowed(query: Readonly<Record<string, string>>): boolean {
  return Object.keys(query).some((key) => key !== 'sort')
}

interface CountedProps {
  readonly records: readonly RecordView[]
  readonly page: Page | undefined
}

function Counted({ records, page }: CountedProps) {
  const { say } = useSpeech()
  const count = records.length
  const total = page?.total
  const known = page?.atLeast ? wording.shownAtLeast : wording.shown
  return (
    <Text size="sm" c="dimmed" role="status">
      {total === undefined ? say(wording.shownSome, { count }) : say(known, { count, total })}
    </Text>
  )
}

interface NoRecordsProps {
  readonly ledger: Declared
  readonly narrowed: boolean
}

function NoRecords({ ledger, narrowed }: NoRecordsProps) {
  const { say } = useSpeech()
  if (!narrowed) return <Empty>{say(wording.noRecords)}</Empty>
  return (
    <Empty
      action={
        <Button component={Link} to={`/${ledger.name}`} variant="default">
          {say(wording.clearFilters)}
        </Button>
      }
    >
      {say(wording.noMatch)}
    </Empty>
  )
}
