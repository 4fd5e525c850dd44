/** The scanning half of a batch: where codes come in, what was said of the last, and the rows. */
import { Button, Group, Paper, Text, TextInput, Title } from '@mantine/core'
import { useCallback, useState } from 'react'
import type { Dispatch, FormEvent } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import { useSpeech } from '../language.tsx'
import { Empty } from '../parts/Says.tsx'
import { ScanButton } from '../scan/Scan.tsx'
import { codesOf } from '../scan/meant.ts'
import { takesScan, useWedge } from '../scan/wedge.ts'
import { checks } from '../wording/checks.ts'
import { floor } from '../wording/floor.ts'
import { BatchRow } from './BatchRow.tsx'
import type { Heard } from './collecting.ts'
import { Registering } from './Registering.tsx'
import { sendable } from './rows.ts'
import type { Change, Row } from './rows.ts'

/** Where on the page stands what is true of all. */
export const sharedId = 'batch-shared'

interface CollectedProps {
  readonly ledger: Ledger
  readonly rows: readonly Row[]
  readonly change: Dispatch<Change>
  readonly scan: (scanned: string) => void
  readonly look: (key: string, code: string, scanned: string) => Promise<void>
  readonly heard: Heard | undefined
  readonly own: readonly string[]
  /** The act that makes a record of what is not known, where its person holds one. */
  readonly creating: string | undefined
}

/** From so many rows on, what comes after them is out of sight. */
const longMin = 6

function toShared(): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const behavior = calm ? 'instant' : 'smooth'
  document.getElementById(sharedId)?.scrollIntoView({ behavior, block: 'start' })
}

function isBare(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0
}

export function Collected(props: CollectedProps) {
  const { ledger, rows, change, scan, look, heard, own, creating } = props
  const { say } = useSpeech()
  const [unknown, setUnknown] = useState<string>()
  useWedge(scan, { over: true })
  const needs = (creating && ledger.acts[creating]?.needs) || []
  const codeKey = codesOf(ledger).find((key) => needs.includes(key))
  const register = useCallback((row: Row) => setUnknown(row.key), [])
  const registering = rows.find(({ key }) => key === unknown)
  const sent = sendable(rows)
  const count = sent.length
  const bare = sent.filter(({ fields }) => own.some((key) => isBare(fields[key]))).length
  const said = heard && say(heard.says, { text: heard.text })
  return (
    <Paper className="card" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {say(floor.batchScan)}
        </Title>
        <Group gap="md">
          <Text fw={600} role="status">
            {say(floor.counted, { count })}
            {bare > 0 && bare < count && `　${say(checks.bare, { count: bare })}`}
          </Text>
          {count >= longMin && (
            <Button variant="default" onClick={toShared}>
              {say(checks.toShared)}
            </Button>
          )}
        </Group>
      </Group>
      <Group align="flex-end" gap="sm">
        <ScanButton
          many
          size="lg"
          onScan={scan}
          label={say(floor.camera)}
          says={said}
          tone={heard?.tone}
        />
        <Typed onType={scan} />
      </Group>
      <Text className="batch-heard" data-tone={heard?.tone} role="status">
        {said ?? say(floor.batchScanHelp)}
      </Text>
      {registering && creating && codeKey && (
        <Registering
          key={registering.key}
          ledger={ledger}
          name={creating}
          codeKey={codeKey}
          row={registering}
          like={rows.find(({ record }) => record)?.record?.facts}
          onDone={(record) => {
            change({ kind: 'set', key: registering.key, row: { standing: 'ready', record } })
            setUnknown(undefined)
          }}
          onClose={() => setUnknown(undefined)}
        />
      )}
      {rows.length === 0 && <Empty>{say(floor.empty)}</Empty>}
      <ul className="batch-rows">
        {rows.map((row) => (
          <BatchRow
            key={row.key}
            ledger={ledger}
            row={row}
            own={own}
            change={change}
            look={look}
            register={creating && codeKey ? register : undefined}
          />
        ))}
      </ul>
    </Paper>
  )
}

function Typed({ onType }: { readonly onType: (text: string) => void }) {
  const { say } = useSpeech()
  const [typed, setTyped] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onType(typed)
    setTyped('')
  }
  return (
    <form onSubmit={submit} className="batch-typed">
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput
          {...takesScan}
          className="code grow"
          label={say(floor.code)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="enter"
        />
        <Button type="submit" variant="default">
          {say(floor.addCode)}
        </Button>
      </Group>
    </form>
  )
}
