/**
 * One thing after another, ticked off: the rows of a list that a question is about. When the last
 * is ticked the answer is yes; somebody who misses one says no below.
 */
import { Checkbox, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Field } from '../../models/field.ts'
import { useSpeech } from '../language.tsx'
import { useZone } from '../places.tsx'
import { floor } from '../wording/floor.ts'

interface TickedProps {
  readonly list: Field
  readonly rows: readonly unknown[]
  readonly label: string
  readonly onAll: (all: boolean) => void
}

export function Ticked({ list, rows, label, onAll }: TickedProps) {
  const { language, say } = useSpeech()
  const timeZone = useZone()
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const tick = (at: number, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(at)
    else next.delete(at)
    setTicked(next)
    if (next.size === rows.length || ticked.size === rows.length) onAll(next.size === rows.length)
  }
  return (
    <Stack gap="xs" role="group" aria-label={label} className="ticked">
      {rows.map((row, at) => (
        <Checkbox
          key={at}
          className="pill"
          label={list.print([row], { language, timeZone, labelOf: () => undefined })}
          checked={ticked.has(at)}
          onChange={(event) => tick(at, event.currentTarget.checked)}
        />
      ))}
      <Text size="sm" c="dimmed" role="status">
        {say(floor.ticked, { count: ticked.size, total: rows.length })}
      </Text>
    </Stack>
  )
}
