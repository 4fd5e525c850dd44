/** A value in one line; what is large in itself is named rather than drawn. */
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { ShowField } from '../fields/Field.tsx'
import { PlainShow } from '../fields/Plain.tsx'
import { useSpeech } from '../language.tsx'
import { Time } from '../parts/Time.tsx'
import { wording } from '../wording/house.ts'

interface CellProps {
  readonly ledger: Ledger
  readonly record: RecordView
  /** A field, or `changed`. */
  readonly name: string
}

/** Kinds whose own way of being shown is more than a line. */
const plain = ['list', 'group', 'signature', 'file', 'lines', 'name']

export function Cell({ ledger, record, name }: CellProps) {
  const { say } = useSpeech()
  if (name === 'changed') return <Time at={record.changedAt} />
  const field = ledger.fields[name]
  const value = record.facts[name]
  if (!field) return null
  if (value === undefined || value === null) {
    return record.erased.includes(name) ? <em>{say(wording.erased)}</em> : null
  }
  const Show = plain.includes(field.kind) ? PlainShow : ShowField
  return <Show field={field} value={value} linked={record.linked} />
}
