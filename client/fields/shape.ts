/**
 * What every field kind's view is handed, and the few words all of them put around a control.
 */
import { useCallback, useEffect, useRef } from 'react'
import type { Field } from '../../models/fields.ts'
import type { Linked } from '../api.ts'
import { useExplained } from '../explain.ts'
import { useSpeech } from '../language.tsx'
import type { Faults } from '../values.ts'

export interface EditProps {
  readonly field: Field
  /** Dotted path of the field within the act, as faults name it. */
  readonly path: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly needed: boolean
  readonly faults: Faults
  /** Names of linked records that are known already. */
  readonly linked: Linked
}

export interface ShowProps {
  readonly field: Field
  readonly value: unknown
  readonly linked: Linked
}

/** Label, help, fault and name of a control, the same for every kind. */
export function useControl({ field, path, needed, faults }: EditProps) {
  const { say } = useSpeech()
  const help = useExplained(field)
  return {
    id: controlId(path),
    label: say(field.label),
    description: help && say(help),
    error: faults[path],
    withAsterisk: needed,
    'aria-required': needed,
  }
}

/** The element id of a field's control, by which a fault is brought into view. */
export function controlId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`
}

/** A value as an object, for kinds whose value is one. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/**
 * Calls the newest of a changing callback. What takes its time, such as reading a photo, must
 * answer into the form as it is by then, not as it was at the start.
 */
export function useNewest<T>(callback: (value: T) => void): (value: T) => void {
  const newest = useRef(callback)
  useEffect(() => {
    newest.current = callback
  })
  return useCallback((value) => newest.current(value), [])
}
