/**
 * Questions whose good answer is known, as on the sheet one ticks off: one below the other, each
 * with answers as large as a glove, all well with one tap, and a remark where one is not. Which
 * they are stands in the declaration.
 */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Field, Parts } from '../../models/field.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { checks } from '../wording/checks.ts'
import { faultsAt, tidy } from '../values.ts'
import type { Faults } from '../values.ts'
import { EditField } from './Field.tsx'
import type { EditProps } from './shape.ts'
import './checklist.css'

interface ChecklistProps {
  /** The fields among which the questions are, and their remarks. */
  readonly fields: Parts
  readonly questions: readonly string[]
  /** Those of the fields in which remarks are written. */
  readonly remarks: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
  readonly set: (values: Readonly<Record<string, unknown>>) => void
  /** What stands before each key in a path, such as `inspection.`. */
  readonly before?: string
  readonly isNeeded: (key: string) => boolean
  readonly faults: Faults
  readonly linked: EditProps['linked']
}

/** Keys that are questions of a checklist, and the keys their remarks are written in. */
export function questionsAmong(fields: Parts, keys: readonly string[]) {
  const questions = keys.filter((key) => fields[key]?.fine !== undefined)
  const named = questions.flatMap((key) => fields[key]?.remark ?? [])
  return { questions, remarks: [...new Set(named)].filter((key) => keys.includes(key)) }
}

/** How a question stands. */
function standing(field: Field | undefined, value: unknown): 'open' | 'fine' | 'wrong' {
  if (typeof value !== 'string' && typeof value !== 'boolean') return 'open'
  return field?.fine?.includes(value) ? 'fine' : 'wrong'
}

export function Checklist(props: ChecklistProps) {
  const { fields, questions, remarks, values, set, before = '', isNeeded, faults, linked } = props
  const { say } = useSpeech()
  const lastOf = (key: string) => questions.findLast((one) => fields[one]?.remark === key)
  // What is ticked off thing by thing is not answered for all of them at once.
  const atOnce = questions.filter((key) => fields[key]?.each === undefined)
  const open = atOnce.filter((key) => standing(fields[key], values[key]) === 'open')
  const allFine = () =>
    set({ ...values, ...Object.fromEntries(open.map((key) => [key, fields[key]?.fine?.[0]])) })
  const edit = (key: string) => {
    const field = fields[key]
    return (
      field && (
        <EditField
          field={field}
          path={`${before}${key}`}
          value={values[key]}
          onChange={(value) => set({ ...values, [key]: value })}
          needed={isNeeded(key)}
          faults={faults}
          linked={linked}
        />
      )
    )
  }
  return (
    <div className="checklist">
      {atOnce.length > 1 && (
        <Button
          className="all-fine"
          variant="light"
          size="md"
          leftSection={<Icon name="check" />}
          disabled={open.length === 0}
          onClick={allFine}
        >
          {say(open.length === atOnce.length ? checks.allFine : checks.restFine)}
        </Button>
      )}
      {questions.map((key) => (
        <div key={key} className="question" data-answer={standing(fields[key], values[key])}>
          {edit(key)}
          {remarks
            .filter((remark) => lastOf(remark) === key)
            .map((remark) => (
              <Remark
                key={remark}
                field={fields[remark]}
                shown={
                  tidy(values[remark]) !== undefined ||
                  faultsAt(faults, `${before}${remark}`) > 0 ||
                  questions.some(
                    (one) =>
                      fields[one]?.remark === remark &&
                      standing(fields[one], values[one]) === 'wrong',
                  )
                }
              >
                {edit(remark)}
              </Remark>
            ))}
        </div>
      ))}
    </div>
  )
}

interface RemarkProps {
  readonly field: Field | undefined
  readonly shown: boolean
  readonly children: React.ReactNode
}

/** What is not well in words; folded while all is well, but never out of reach. */
function Remark({ field, shown, children }: RemarkProps) {
  const { say } = useSpeech()
  const [asked, setAsked] = useState(false)
  if (!field) return null
  if (shown || asked) return <div className="remark">{children}</div>
  return (
    <Button
      className="remark-open"
      variant="subtle"
      leftSection={<Icon name="plus" size={16} />}
      onClick={() => setAsked(true)}
    >
      {say(field.label)}
    </Button>
  )
}
