/**
 * What a record says, field by field, under the step that first says it: what was planned, what
 * was found at the door, what happened at the end. The order is the declaration's.
 */
import { Title } from '@mantine/core'
import { takenBy } from '../../models/ledger.ts'
import type { Field, Ledger } from '../../models/ledger.ts'
import type { Words } from '../../models/words.ts'
import type { RecordView } from '../api.ts'
import { ShowField } from '../fields/Field.tsx'
import { isWide } from '../fields/Nested.tsx'
import { corrects } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { recordWording } from '../wording/record.ts'
import { wording } from '../wording/house.ts'

interface FactsProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

interface Section {
  readonly label: Words
  readonly fields: readonly (readonly [key: string, field: Field])[]
}

/** Known fields by the act that first gives or stamps them; those of no act come last. */
export function sectionsOf(ledger: Ledger, known: Section['fields']): readonly Section[] {
  const given = Object.values(ledger.acts).filter((act) => !corrects(act))
  const actOf = (key: string) =>
    given.find((act) => takenBy(act).includes(key) || Object.hasOwn(act.stamps ?? {}, key))
  const sections = given.map((act) => ({
    label: act.label,
    fields: known.filter(([key]) => actOf(key) === act),
  }))
  const others = {
    label: recordWording.otherFacts,
    fields: known.filter(([key]) => actOf(key) === undefined),
  }
  return [...sections, others].filter(({ fields }) => fields.length > 0)
}

export function Facts({ ledger, record }: FactsProps) {
  const { say } = useSpeech()
  const isKnown = (key: string) => record.facts[key] !== undefined && record.facts[key] !== null
  const known = Object.entries(ledger.fields).filter(
    ([key]) => isKnown(key) || record.erased.includes(key),
  )
  const sections = sectionsOf(ledger, known)
  if (sections.length < 2) return <Listed fields={known} record={record} />
  return sections.map(({ label, fields }) => (
    <section key={label.en} className="facts-section">
      <Title order={3} className="eyebrow">
        {say(label)}
      </Title>
      <Listed fields={fields} record={record} />
    </section>
  ))
}

interface ListedProps {
  readonly fields: Section['fields']
  readonly record: RecordView
}

function Listed({ fields, record }: ListedProps) {
  const { say } = useSpeech()
  return (
    <dl className="facts">
      {fields.map(([key, field]) => (
        <div key={key} className={isWide(field) && field.kind !== 'name' ? 'wide' : undefined}>
          <dt>{say(field.label)}</dt>
          <dd>
            {record.facts[key] === undefined && record.erased.includes(key) ? (
              <em>{say(wording.erased)}</em>
            ) : (
              <ShowField field={field} value={record.facts[key]} linked={record.linked} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
