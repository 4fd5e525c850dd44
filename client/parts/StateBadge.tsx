/**
 * A record's state, in words on a tone. The tone only repeats what the words say, so nothing is
 * lost on a grey printout or on eyes that do not tell colours apart.
 */
import { stateTone } from '../house.ts'
import { useSpeech } from '../language.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { words } from '../../models/words.ts'

interface StateBadgeProps {
  readonly ledger: Ledger | undefined
  readonly state: string
}

export function StateBadge({ ledger, state }: StateBadgeProps) {
  const { say } = useSpeech()
  const label = ledger?.states[state] ?? words(state, state)
  const tone = ledger ? stateTone(ledger, state) : 'done'
  return <span className={`tone tone-${tone}`}>{say(label)}</span>
}
