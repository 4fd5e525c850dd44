/**
 * Labels to print: what is chosen on screen is what comes out of the printer, so the sheet is
 * shown at its true size and everything else stays off the paper.
 */
import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { call, queryOf } from '../api.ts'
import type { Page } from '../api.ts'
import { ledgerNamed, mayList } from '../house.ts'
import { homeOf } from '../labels/home.ts'
import { media, mediumKeys, perPage } from '../labels/media.ts'
import type { MediumKey } from '../labels/media.ts'
import { Sheets } from '../labels/Sheets.tsx'
import type { Shift } from '../labels/Sheets.tsx'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Empty, Failure, Loading, Warning } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { useReach } from '../reach.ts'
import { labelling } from '../wording/labels.ts'
import '../labels/labels.css'

const copiesMax = 20
const shiftMmMax = 5

/** Which paper lies in this device's printer, and how far it is off, stays on the device. */
interface Printer extends Shift {
  readonly paper: MediumKey
}

const printerKey = 'daicho.printer'

function storedPrinter(): Printer {
  const none: Printer = { paper: 'a4x24', right: 0, down: 0 }
  try {
    const { paper, right, down } = JSON.parse(localStorage.getItem(printerKey) ?? '{}') as Printer
    if (!mediumKeys.includes(paper)) return none
    return { paper, right: within(right, -shiftMmMax), down: within(down, -shiftMmMax) }
  } catch {
    return none
  }
}

function within(value: unknown, min: number, max: number = shiftMmMax): number {
  const number = Number(value)
  return Number.isFinite(number) ? Math.min(max, Math.max(min, number)) : Math.max(0, min)
}

export function Labels() {
  const [params] = useSearchParams()
  const ledger = ledgerNamed(params.get('ledger') ?? undefined)
  const { account } = useSession()
  const ids = [...new Set((params.get('ids') ?? '').split(',').filter(Boolean))]
  if (!ledger?.onLabel || !mayList(ledger, account)) return <Missing />
  return <Printing key={ids.join()} ledger={ledger} ids={ids} />
}

interface PrintingProps {
  readonly ledger: Ledger
  readonly ids: readonly string[]
}

/** The records in the order they were chosen. */
function useChosen({ ledger, ids }: PrintingProps) {
  const asked = ids.slice(0, limits.pageRowsMax)
  const query = queryOf({ 'filter[id]': asked.join(','), limit: String(limits.pageRowsMax) })
  const { data, error, refetch } = useQuery({
    queryKey: ['list', ledger.name, 'labels', asked],
    queryFn: () => call<Page>('GET', `/${ledger.name}${query}`),
    enabled: asked.length > 0,
  })
  const byId = new Map(data?.records.map((record) => [record.id, record]))
  const records = asked.flatMap((id) => byId.get(id) ?? [])
  return { asked, records, known: data !== undefined, error, refetch }
}

function Printing({ ledger, ids }: PrintingProps) {
  const { say } = useSpeech()
  const { asked, records, known, error, refetch } = useChosen({ ledger, ids })
  const reach = useReach()
  const [printer, setPrinter] = useState(storedPrinter)
  const [start, setStart] = useState(0)
  const [copies, setCopies] = useState(1)
  const keep = (member: Partial<Printer>) => {
    const next = { ...printer, ...member }
    setPrinter(next)
    if (member.paper) setStart(0)
    localStorage.setItem(printerKey, JSON.stringify(next))
  }
  if (asked.length === 0) return <Nothing />
  if (!known) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  if (records.length === 0) return <Nothing />
  // A label with another address than the one it will keep must not be seen, let alone printed.
  if (reach.isPending) return <Loading />
  const home = homeOf(reach.data, location)
  const labels = records.flatMap((record) => Array.from({ length: copies }, () => record))
  const pages = Math.ceil((start + labels.length) / perPage(media[printer.paper]))
  return (
    <Stack gap="lg" className="labels">
      <Group justify="space-between" className="unprinted">
        <Title order={1} size="h2">
          {say(labelling.title)}
        </Title>
        <Button size="lg" leftSection={<Icon name="print" />} onClick={() => print()}>
          {say(labelling.print)}
        </Button>
      </Group>
      {ids.length > asked.length && (
        <Warning title={say(labelling.tooMany, { max: asked.length })} tone="yellow" />
      )}
      {records.length < asked.length && (
        <Warning
          title={say(labelling.missing, { count: asked.length - records.length })}
          tone="yellow"
        />
      )}
      {!home.shared && (
        <div className="unprinted">
          <Warning title={say(labelling.alone)} tone="yellow">
            {say(labelling.aloneText, { address: home.origin })}
          </Warning>
        </div>
      )}
      <Paper className="card unprinted" component="section">
        <Settings
          {...{ printer, keep, start, setStart, copies, setCopies }}
          address={home.origin}
          summary={say(labelling.sheets, { labels: labels.length, pages })}
        />
      </Paper>
      <Sheets
        ledger={ledger}
        records={labels}
        paper={printer.paper}
        start={start}
        onStart={setStart}
        shift={printer}
        home={home.origin}
      />
    </Stack>
  )
}

interface SettingsProps {
  readonly printer: Printer
  readonly keep: (member: Partial<Printer>) => void
  readonly start: number
  readonly setStart: (start: number) => void
  readonly copies: number
  readonly setCopies: (copies: number) => void
  readonly address: string
  readonly summary: string
}

function Settings(props: SettingsProps) {
  const { printer, keep, start, setStart, copies, setCopies, address, summary } = props
  const { say } = useSpeech()
  const { columns, ...medium } = media[printer.paper]
  const starts = Array.from({ length: perPage({ columns, ...medium }) }, (_, at) => ({
    value: String(at),
    label: `${at + 1}: ${say(labelling.startAt, {
      row: Math.floor(at / columns) + 1,
      column: (at % columns) + 1,
    })}`,
  }))
  return (
    <Stack gap="sm">
      <div className="label-settings">
        <NativeSelect
          label={say(labelling.paper)}
          value={printer.paper}
          onChange={(event) => keep({ paper: event.currentTarget.value as MediumKey })}
          data={mediumKeys.map((key) => ({ value: key, label: say(media[key].name) }))}
        />
        {starts.length > 1 && (
          <NativeSelect
            label={say(labelling.start)}
            value={String(start)}
            onChange={(event) => setStart(Number(event.currentTarget.value))}
            data={starts}
          />
        )}
        <Count
          label={say(labelling.copies)}
          value={copies}
          min={1}
          max={copiesMax}
          onChange={(value) => setCopies(Math.floor(value))}
        />
        <Count
          label={say(labelling.shiftRight)}
          value={printer.right}
          min={-shiftMmMax}
          max={shiftMmMax}
          step={0.1}
          onChange={(right) => keep({ right })}
        />
        <Count
          label={say(labelling.shiftDown)}
          value={printer.down}
          min={-shiftMmMax}
          max={shiftMmMax}
          step={0.1}
          onChange={(down) => keep({ down })}
        />
      </div>
      <Text size="sm" c="dimmed">
        {starts.length > 1 && `${say(labelling.startHelp)} `}
        {say(labelling.printHelp)} {say(labelling.shiftHelp)}
      </Text>
      <Text fw={600} role="status">
        {summary}
      </Text>
      <Text size="sm" c="dimmed">
        {say(labelling.leadsTo, { address })}
      </Text>
    </Stack>
  )
}

interface CountProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly onChange: (value: number) => void
}

function Count({ label, value, min, max, step = 1, onChange }: CountProps) {
  return (
    <TextInput
      type="number"
      inputMode="decimal"
      label={label}
      value={value}
      min={min}
      max={max}
      step={step}
      onChange={(event) => onChange(within(event.currentTarget.value, min, max))}
    />
  )
}

function Nothing() {
  const { say } = useSpeech()
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        {say(labelling.none)}
      </Title>
      <Empty>{say(labelling.noneText)}</Empty>
    </Stack>
  )
}
