/**
 * What a visitor declares: one tap says that there is nothing, and otherwise one card a thing,
 * with as little to type as its declaration allows.
 */
import { Button } from '@mantine/core'
import type { Field } from '../../models/fields.ts'
import { membersOf } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { faultsAt } from '../values.ts'
import type { Faults } from '../values.ts'
import { greeting } from '../wording/kiosk.ts'
import { Asked } from './Asked.tsx'
import { Step } from './Step.tsx'

interface DeclareStepProps {
  readonly field: Field
  readonly path: string
  /** Rows; null for nothing, undefined while nothing was said. */
  readonly value: unknown
  readonly onChange: (value: readonly object[] | null | undefined) => void
  readonly faults: Faults
  readonly back: () => void
  readonly next: () => void
  /** Says that there is nothing, and goes on. */
  readonly nothing: () => void
}

/** What a visitor can say of a thing; what is agreed or applied for is for staff. */
function partsOf(field: Field): readonly [string, Field][] {
  return Object.entries(field.parts ?? {}).filter(
    ([, part]) => part.kind !== 'link' && (part.required || part.kind !== 'text'),
  )
}

function fresh(field: Field): object {
  const counted = partsOf(field).filter(([, part]) => part.kind === 'number')
  return Object.fromEntries(counted.map(([key]) => [key, 1]))
}

export function DeclareStep(props: DeclareStepProps) {
  const { field, path, value, onChange, faults, back, next, nothing } = props
  const { say } = useSpeech()
  const rows = Array.isArray(value) ? (value as readonly object[]) : []
  const title = say(greeting.declareTitle, { label: say(field.label) })
  const put = (at: number, row: object | undefined) => {
    const kept = rows.flatMap((one, n) => (n === at ? (row ?? []) : one))
    onChange(kept.length > 0 ? kept : undefined)
  }
  if (rows.length === 0) {
    return (
      <Step title={title} help={say(greeting.declareHelp)} back={back}>
        <div className="kiosk-either">
          <button type="button" onClick={nothing}>
            <Icon name="check" size={40} />
            {say(greeting.nothing)}
          </button>
          <button type="button" onClick={() => onChange([fresh(field)])}>
            <Icon name="plus" size={40} />
            {say(greeting.something)}
          </button>
        </div>
      </Step>
    )
  }
  return (
    <Step title={say(field.label)} help={say(greeting.declareHelp)} back={back} next={next}>
      {rows.map((row, at) => (
        <Thing
          key={at}
          field={field}
          path={`${path}.${at}`}
          row={row}
          at={at}
          onChange={(changed) => put(at, changed)}
          faults={faults}
        />
      ))}
      <Button
        variant="default"
        size="lg"
        leftSection={<Icon name="plus" />}
        onClick={() => onChange([...rows, fresh(field)])}
      >
        {say(greeting.another)}
      </Button>
    </Step>
  )
}

interface ThingProps {
  readonly field: Field
  readonly path: string
  readonly row: object
  readonly at: number
  readonly onChange: (row: object | undefined) => void
  readonly faults: Faults
}

function Thing({ field, path, row, at, onChange, faults }: ThingProps) {
  const { say } = useSpeech()
  const members = membersOf(row)
  const n = at + 1
  return (
    <section
      className="kiosk-thing"
      aria-label={say(greeting.entry, { n })}
      data-faulty={faultsAt(faults, path) > 0 || undefined}
    >
      <button
        type="button"
        className="kiosk-remove"
        aria-label={say(greeting.remove, { n })}
        onClick={() => onChange(undefined)}
      >
        <Icon name="close" />
      </button>
      {partsOf(field).map(([key, part]) => {
        const change = (value: unknown) => onChange({ ...row, [key]: value })
        const one = { field: part, path: `${path}.${key}`, value: members[key], onChange: change }
        return part.kind === 'number' ? (
          <Count key={key} field={part} value={members[key]} onChange={change} />
        ) : (
          <Asked key={key} {...one} needed={part.required} faults={faults} />
        )
      })}
    </section>
  )
}

interface CountProps {
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: number) => void
}

/** A small number by tapping. */
function Count({ field, value, onChange }: CountProps) {
  const { say } = useSpeech()
  const label = say(field.label)
  const count = typeof value === 'number' ? value : 1
  return (
    <div className="kiosk-count" role="group" aria-label={label}>
      <span>{label}</span>
      <button
        type="button"
        aria-label={say(greeting.less, { label })}
        disabled={count <= 1}
        onClick={() => onChange(count - 1)}
      >
        −
      </button>
      <output>{count}</output>
      <button
        type="button"
        aria-label={say(greeting.more, { label })}
        onClick={() => onChange(count + 1)}
      >
        ＋
      </button>
    </div>
  )
}
