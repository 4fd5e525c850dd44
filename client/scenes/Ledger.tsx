/**
 * One ledger as a table: searched, narrowed and ordered in the address, so that a view can be kept
 * and handed on; its columns and row height as the reader likes them. Rows can be selected to act
 * on several at once.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { Link, useParams, useSearchParams } from '../way.tsx'
import type { Ledger as Declared } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { BatchMenu } from '../floor/BatchMenu.tsx'
import { creatingActs, ledgerNamed, mayList, transcribes } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { FirstRecord } from '../parts/FirstRecord.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Empty, Failure, Loading } from '../parts/Says.tsx'
import { Selection } from '../parts/Selection.tsx'
import { useSession } from '../session.tsx'
import { queryFrom, useAddress, usualSort } from '../table/address.ts'
import { Cards } from '../table/Cards.tsx'
import { Choosing } from '../table/Choosing.tsx'
import { columnOf, givenColumns, useLook, widened } from '../table/columns.ts'
import { Counted } from '../table/Counted.tsx'
import { Exports } from '../table/Exports.tsx'
import type { ExportsProps } from '../table/Exports.tsx'
import { Filters } from '../table/Filters.tsx'
import { Narrowed } from '../table/Narrowed.tsx'
import { Preview } from '../table/Preview.tsx'
import { useRows } from '../table/rows.ts'
import { Table } from '../table/Table.tsx'
import '../table/table.css'
import { Views } from '../table/Views.tsx'
import { tableWords } from '../wording/table.ts'
import { wording } from '../wording/house.ts'

/** Below this a table would show one column at a time. */
const narrowScreen = '(max-width: 47.99em)'
/** Room for a preview beside the table. */
const wideScreen = '(min-width: 75em)'

export function Ledger() {
  const ledger = ledgerNamed(useParams()['ledger'])
  const { account } = useSession()
  if (!ledger || !mayList(ledger, account)) return <Missing />
  return <Listed key={ledger.name} ledger={ledger} />
}

function Listed({ ledger }: { readonly ledger: Declared }) {
  const { account } = useSession()
  const [params] = useSearchParams()
  const query = queryFrom(ledger, params)
  const rows = useRows(ledger, query)
  const { look, change } = useLook(account.id, ledger.name)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.records.filter(({ id }) => selected.has(id))
  const columns = look.columns ?? givenColumns(ledger, rows.records)
  return (
    <Stack gap="sm">
      <Top ledger={ledger} query={query} columns={columns} first={rows.first} />
      <Narrowed ledger={ledger} query={query} />
      <Views
        ledger={ledger}
        columns={look.columns}
        onColumns={(next) => change({ columns: next })}
      />
      <Group gap="xs" align="flex-end" justify="space-between">
        <div className="grow">
          <Filters ledger={ledger} />
        </div>
        <Choosing {...{ ledger, columns, look, change }} />
      </Group>
      {chosen.length > 0 && (
        <Selection ledger={ledger} chosen={chosen} clear={() => setSelected(new Set())} />
      )}
      {rows.error && <Failure error={rows.error} retry={rows.retry} />}
      {!rows.first && !rows.error && <Loading />}
      {rows.first && rows.records.length === 0 && (
        <Paper className="sheet">
          <NoRecords ledger={ledger} narrowed={isNarrowed(query)} />
        </Paper>
      )}
      {rows.records.length > 0 && (
        <>
          <Rows {...{ ledger, rows, look, change, selected }} select={setSelected} />
          <Counted {...{ ledger, rows, selected }} select={setSelected} />
        </>
      )}
    </Stack>
  )
}

function Top({ ledger, ...shown }: ExportsProps) {
  const { say } = useSpeech()
  const session = useSession()
  return (
    <Group justify="space-between">
      <Title order={1} size="h2">
        {say(ledger.label)}
      </Title>
      <Group gap="xs">
        <Exports ledger={ledger} {...shown} />
        {transcribes(ledger, session) && (
          <Button
            component={Link}
            to={`/${ledger.name}/import`}
            variant="subtle"
            color="gray"
            leftSection={<Icon name="book" />}
          >
            {say(tableWords.transcribe)}
          </Button>
        )}
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
  )
}

interface RowsProps {
  readonly ledger: Declared
  readonly rows: ReturnType<typeof useRows>
  readonly look: ReturnType<typeof useLook>['look']
  readonly change: ReturnType<typeof useLook>['change']
  readonly selected: ReadonlySet<string>
  readonly select: (ids: ReadonlySet<string>) => void
}

/** The rows as the screen has room for them: cards, a table, or a table with a preview. */
function Rows({ ledger, rows, look, change, selected, select }: RowsProps) {
  const { say } = useSpeech()
  const { params, set } = useAddress()
  const narrow = useMediaQuery(narrowScreen, undefined, { getInitialValueInEffect: false })
  const wide = useMediaQuery(wideScreen, undefined, { getInitialValueInEffect: false })
  const [active, setActive] = useState<RecordView>()
  const chosen = look.columns ?? givenColumns(ledger, rows.records)
  const signature = JSON.stringify(chosen)
  // The same columns are the same object, so that rows are not drawn again for nothing.
  const columns = useMemo(
    () => (JSON.parse(signature) as typeof chosen).flatMap((one) => columnOf(ledger, one) ?? []),
    [ledger, signature],
  )
  const { records, hasMore, failed, more } = rows
  const shared = { ledger, columns, records, hasMore, failed, more }
  if (narrow) return <Cards {...shared} />
  const selectable = Object.values(ledger.acts).some(({ batch }) => batch)
  return (
    <div className="rows" data-preview={(wide && look.preview) || undefined}>
      <Paper className="sheet">
        <Table
          {...shared}
          dense={look.dense === true}
          sort={params.get('sort') ?? usualSort}
          onSort={(sort) => set('sort', sort === usualSort ? '' : sort)}
          onWiden={(key, width) => change({ columns: widened(chosen, key, width) })}
          selected={selectable ? selected : undefined}
          select={select}
          total={rows.first?.total}
          onActive={setActive}
          togglePreview={() => change({ preview: look.preview !== true })}
        />
        {wide && (
          <Group justify="space-between" className="grid-foot">
            <Text size="sm" c="dimmed">
              {say(tableWords.keys)}
            </Text>
            <Button
              variant="subtle"
              size="sm"
              aria-pressed={look.preview === true}
              leftSection={<Icon name="eye" size={18} />}
              onClick={() => change({ preview: look.preview !== true })}
            >
              {say(tableWords.preview)}
            </Button>
          </Group>
        )}
      </Paper>
      {wide && look.preview && <Preview ledger={ledger} record={active} />}
    </div>
  )
}

function isNarrowed(query: Readonly<Record<string, string>>): boolean {
  return Object.keys(query).some((key) => key !== 'sort')
}

interface NoRecordsProps {
  readonly ledger: Declared
  readonly narrowed: boolean
}

function NoRecords({ ledger, narrowed }: NoRecordsProps) {
  const { say } = useSpeech()
  if (!narrowed) return <FirstRecord ledger={ledger} />
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
