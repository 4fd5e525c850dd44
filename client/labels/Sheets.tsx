/** Labels laid out on their pages, on screen at true size and on paper exactly so. */
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { labelling } from '../wording/labels.ts'
import { useCompany } from './company.ts'
import { Label } from './Label.tsx'
import { dealt, media, perPage, placeOf } from './media.ts'
import type { MediumKey } from './media.ts'

/** How far a printer is off, in millimetres. */
export interface Shift {
  readonly right: number
  readonly down: number
}

interface SheetsProps {
  readonly ledger: Ledger
  readonly records: readonly RecordView[]
  readonly paper: MediumKey
  readonly start: number
  readonly onStart: (start: number) => void
  readonly shift: Shift
  readonly home: string
}

export function Sheets({ ledger, records, paper, start, onStart, shift, home }: SheetsProps) {
  const { say } = useSpeech()
  const company = useCompany()
  const medium = media[paper]
  const { width, height } = medium.page
  return (
    <div className="sheets" role="region" aria-label={say(labelling.preview)}>
      {dealt(medium, start, records).map((places, page) => (
        <div
          key={page}
          className={`paper paper-${paper}`}
          style={{ width: `${width}mm`, height: `${height}mm` }}
        >
          {places.map((record, at) => {
            const { left, top } = placeOf(medium, at)
            return (
              <div
                key={at}
                className="place"
                data-empty={record === undefined || undefined}
                style={{
                  left: `${left + shift.right}mm`,
                  top: `${top + shift.down}mm`,
                  width: `${medium.label.width}mm`,
                  height: `${medium.label.height}mm`,
                }}
              >
                {record && <Label {...{ ledger, record, medium, company, home }} />}
                {page === 0 && at !== start && perPage(medium) > 1 && (
                  <button
                    type="button"
                    className="place-start"
                    aria-label={say(labelling.startHere, { n: at + 1 })}
                    onClick={() => onStart(at)}
                  />
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
