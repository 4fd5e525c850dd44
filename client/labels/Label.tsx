/**
 * One label: the code that opens the record, its number large enough to be read aloud, what kind
 * of thing it is on, and whose it is. Black on white, because it is paper even while on screen.
 */
import type { FieldKind } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { printed } from '../../models/derive/views.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { useZone } from '../places.tsx'
import { labelling } from '../wording/labels.ts'
import { addressOf } from './address.ts'
import type { Medium } from './media.ts'
import { Qr } from './Qr.tsx'

interface LabelProps {
  readonly ledger: Ledger
  readonly record: RecordView
  readonly medium: Medium
  readonly company: string
  /** The address of the house its code leads to. */
  readonly home: string
}

/** Width of a digit of the number's face, as a part of its size. */
const digitWidth = 0.62
const dated: readonly FieldKind[] = ['moment', 'day', 'code', 'number']
const gapMm = 1.5
const numberMmMax = 6.5
/** A code of this size is read from an arm's length; what is left belongs to the number. */
const codeMmMax = 24

export function Label({ ledger, record, medium, company, home }: LabelProps) {
  const { say } = useSpeech()
  const lines = useLines(ledger, record)
  const { label, inset } = medium
  const code = Math.min(codeMmMax, label.height - 2 * inset)
  const room = label.width - 2 * inset - code - gapMm
  const size = Math.min(numberMmMax, room / (record.number.length * digitWidth))
  return (
    <div className="label" style={{ padding: `${inset}mm`, gap: `${gapMm}mm` }}>
      <Qr
        text={addressOf(record, home)}
        size={`${code}mm`}
        label={say(labelling.opens, { number: record.number })}
      />
      <div className="label-text" style={{ fontSize: `${Math.min(3.4, size * 0.62)}mm` }}>
        <span className="label-kind">{say(ledger.noun)}</span>
        <strong className="label-number" style={{ fontSize: `${size}mm` }}>
          {record.number}
        </strong>
        {lines.map((line, at) => (
          <span key={at} className={at === 0 ? 'label-title' : 'label-line'}>
            {line}
          </span>
        ))}
        {company !== '' && <span className="label-company">{company}</span>}
      </div>
    </div>
  )
}

/** The title and the declared fields that have a value. */
function useLines(ledger: Ledger, record: RecordView): readonly string[] {
  const { language, say } = useSpeech()
  const timeZone = useZone()
  const context = { language, timeZone, labelOf: (id: string) => record.linked[id]?.title }
  // The declaration prints stored records; what a view has more than one is not looked at.
  const stored = record as unknown as LedgerRecord
  const given = (ledger.onLabel ?? []).map((key) => {
    const field = ledger.fields[key]
    const line = printed(ledger, stored, key, context)
    // A date or a number alone would not say what it is about.
    const bare = line === '' || !field || !dated.includes(field.kind)
    return bare ? line : `${say(field.label)} ${line}`
  })
  const title = record.title === record.number ? [] : [record.title]
  return [...title, ...given.filter((line) => line !== '')]
}
