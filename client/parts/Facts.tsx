/** What a record says, field by field, in the order of its declaration. */
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { ShowField } from '../fields/Field.tsx'
import { isWide } from '../fields/Nested.tsx'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'

interface FactsProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

export function Facts({ ledger, record }: FactsProps) {
  const { say } = useSpeech()
  const isErased = (key: string) => record.erased.includes(key)
  const known = Object.entries(ledger.fields).filter(
    ([key]) => (record.facts[key] !== undefined && record.facts[key] !== null) || isErased(key),
  )
  return (
    <dl className="facts">
      {known.map(([key, field]) => (
        <div key={key} className={isWide(field) && field.kind !== 'name' ? 'wide' : undefined}>
          <dt>{say(field.label)}</dt>
          <dd>
            {isErased(key) && record.facts[key] === undefined ? (
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
