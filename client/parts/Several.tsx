/**
 * Creating many at once: what they share is entered once in the form, what differs is listed, one
 * per line, typed, counted up or scanned.
 */
import {
  Button,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import type { Act, Ledger } from '../../models/ledger.ts'
import { takenBy } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { useSpeech } from '../language.tsx'
import type { Each } from '../offline/queue.ts'
import { countedFrom, isCounted, linesOf } from '../values.ts'
import { wording } from '../wording/house.ts'

interface SeveralProps {
  readonly ledger: Ledger
  readonly act: Act
  /** What a form begins with that is opened again. */
  readonly begun: Many | undefined
  readonly onChange: (many: Many | undefined) => void
}

/** What a form sends when it makes many. */
export interface Many {
  /** The field entered per record rather than once. */
  readonly field: string
  readonly each: readonly Each[]
}

interface Listed {
  readonly field: string
  readonly text: string
  readonly count: number
}

function eachOf({ field, text, count }: Listed): readonly Each[] {
  const most = limits.batchRecordsMax
  if (field === '') return Array.from({ length: Math.min(count, most) }, () => ({ fields: {} }))
  return linesOf(text)
    .slice(0, most)
    .map((line) => ({ fields: { [field]: line } }))
}

/** What was to be made by an act of the outbox, one of its fields apart for each. */
export function manyOf(each: readonly Each[]): Many {
  const [field = ''] = Object.keys(each[0]?.fields ?? {})
  return { field, each }
}

function listedOf({ field, each }: Many): Listed {
  const lines = each.map(({ fields }) => {
    const value = fields?.[field]
    return typeof value === 'string' ? value : ''
  })
  return { field, text: field === '' ? '' : lines.join('\n'), count: each.length }
}

export function Several({ ledger, act, begun, onChange }: SeveralProps) {
  const { say } = useSpeech()
  const counted = takenBy(act).filter((key) => isCounted(ledger.fields[key]))
  const first = counted.find((key) => ledger.fields[key]?.kind === 'code') ?? ''
  const [open, setOpen] = useState(begun !== undefined)
  const [listed, setListed] = useState<Listed>(() =>
    begun ? listedOf(begun) : { field: first, text: '', count: 2 },
  )
  const list = (member: Partial<Listed>) => {
    const next = { ...listed, ...member }
    setListed(next)
    onChange({ field: next.field, each: eachOf(next) })
  }
  const fieldLabels = counted.map((key) => ({
    value: key,
    label: say(ledger.fields[key]?.label ?? wording.none),
  }))
  return (
    <Paper className="card">
      <Switch
        size="md"
        className="tap"
        label={say(wording.several)}
        description={open ? say(wording.severalHelp) : undefined}
        checked={open}
        onChange={(event) => {
          setOpen(event.currentTarget.checked)
          const { field } = listed
          onChange(event.currentTarget.checked ? { field, each: eachOf(listed) } : undefined)
        }}
      />
      {open && (
        <Stack gap="md" mt="md">
          <NativeSelect
            label={say(wording.differing)}
            value={listed.field}
            onChange={(event) => list({ field: event.currentTarget.value })}
            data={[...fieldLabels, { value: '', label: say(wording.nothingDiffers) }]}
          />
          {listed.field === '' ? (
            <Count value={listed.count} onChange={(count) => list({ count })} />
          ) : (
            <>
              <CountUp onFill={(lines) => list({ text: lines.join('\n') })} />
              <Textarea
                label={say(wording.perLine)}
                className="code"
                value={listed.text}
                onChange={(event) => list({ text: event.currentTarget.value })}
                autosize
                minRows={4}
                maxRows={14}
                spellCheck={false}
              />
            </>
          )}
          <Text fw={600} role="status">
            {say(wording.severalCount, { count: eachOf(listed).length })}
          </Text>
        </Stack>
      )}
    </Paper>
  )
}

interface CountProps {
  readonly value: number
  readonly onChange: (value: number) => void
}

function Count({ value, onChange }: CountProps) {
  const { say } = useSpeech()
  return (
    <TextInput
      label={say(wording.count)}
      type="number"
      inputMode="numeric"
      min={1}
      max={limits.batchRecordsMax}
      value={value}
      onChange={(event) => onChange(Math.max(1, Math.floor(Number(event.currentTarget.value))))}
    />
  )
}

function CountUp({ onFill }: { readonly onFill: (lines: readonly string[]) => void }) {
  const { say } = useSpeech()
  const [first, setFirst] = useState('')
  const [count, setCount] = useState(10)
  const lines = countedFrom(first.trim(), Math.min(count, limits.batchRecordsMax))
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label={say(wording.firstOne)}
        className="code"
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
        spellCheck={false}
      />
      <Count value={count} onChange={setCount} />
      <Button variant="default" disabled={lines.length === 0} onClick={() => onFill(lines)}>
        {say(wording.fillIn)}
      </Button>
    </Group>
  )
}
