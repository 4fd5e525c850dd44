/** When a record falls due, and in red, with the words for it, that it already has. */
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'
import { Time } from './Time.tsx'

interface DueMarkProps {
  readonly ledger: Ledger
  readonly dues: RecordView['dues']
  /** Also what is not overdue yet, with its moment. */
  readonly full?: boolean
}

export function DueMark({ ledger, dues, full = false }: DueMarkProps) {
  const { say } = useSpeech()
  const shown = full ? dues : dues.filter(({ overdue }) => overdue)
  return shown.map(({ name, at, overdue }) => (
    <span key={name} className={overdue ? 'due overdue' : 'due'}>
      <Icon name={overdue ? 'alert' : 'clock'} size={16} />
      <span>
        {say(ledger.dues?.[name]?.[overdue ? 'label' : 'coming'] ?? wording.dueAt)}
        {full && (
          <small>
            <Time at={at} />
          </small>
        )}
      </span>
    </span>
  ))
}
