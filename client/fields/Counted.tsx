/**
 * A quantity with its unit. Digits typed full-width count as digits, and what is not yet a
 * number stays visible while it is being typed.
 */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { folded } from '../../models/fields.ts'
import { useControl } from './shape.ts'
import type { EditProps } from './shape.ts'

function numberOf(text: string): unknown {
  const typed = folded(text).trim()
  if (typed === '') return undefined
  return Number.isFinite(Number(typed)) ? Number(typed) : typed
}

export function NumberEdit(props: EditProps) {
  const { field, value, onChange } = props
  const [typed, setTyped] = useState('')
  const known = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  const shown = numberOf(typed) === value ? typed : known
  return (
    <TextInput
      {...useControl(props)}
      className="quantity"
      inputMode={(field.step ?? 1) < 1 ? 'decimal' : 'numeric'}
      enterKeyHint="next"
      value={shown}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(numberOf(event.currentTarget.value))
      }}
      autoComplete="off"
      rightSection={field.unit && <span className="unit">{field.unit}</span>}
      rightSectionWidth="auto"
    />
  )
}
