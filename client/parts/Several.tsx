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

export function Several({ ledger, act, onChange }: SeveralProps) {
  const { say } = useSpeech()
  const counted = takenBy(act).filter((key) => isCounted(ledger.fields[key]))
  const first = counted.find((key) => ledger.fields[key]?.kind === 'code') ?? ''
  const [open, setOpen] = useState(false)
  const [listed, setListed] = useState<Listed>({ field: first, text: '', count: 2 })
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
