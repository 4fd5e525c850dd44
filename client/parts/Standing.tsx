/** How a ledger stands in figures: how many in which state, what is overdue, whether it adds up. */
import { Group } from '@mantine/core'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { stateTone } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'

export interface Standing {
  readonly name: string
  readonly total: number
  readonly states: Readonly<Record<string, number>>
  readonly dues: Readonly<Record<string, number>>
  readonly watched: readonly RecordView[]
}

interface StandingProps {
  readonly ledger: Ledger
  readonly standing: Standing
}

/** What is going on stands large; what is over stands small. */
export function StateCounts({ ledger, standing }: StandingProps) {
  const { say } = useSpeech()
  return (
    <ul className="counts">
      {Object.entries(ledger.states).map(([state, label]) => {
        const count = standing.states[state] ?? 0
        const tone = stateTone(ledger, state)
        const going = tone === 'open' || tone === 'active'
        if (!going && count === 0) return null
        return (
          <li key={state} className={going ? 'going' : 'over'} data-none={count === 0 || undefined}>
            <Link to={`/${ledger.name}?state=${state}`}>
              <b>{count}</b> <span>{say(label)}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

export function Overdue({ ledger, standing }: StandingProps) {
  const { say } = useSpeech()
  const late = Object.entries(standing.dues).filter(([, count]) => count > 0)
  if (!ledger.dues) return null
  if (late.length === 0) {
    return (
      <span className="due fine">
        <Icon name="check" size={16} />
        {say(wording.nothingOverdue)}
      </span>
    )
  }
  return (
    <Group gap="xs">
      {late.map(([name, count]) => (
        <Link key={name} to={`/${ledger.name}?due=${name}`} className="due overdue">
          <Icon name="alert" size={16} />
          {say(ledger.dues?.[name]?.label ?? wording.overdue)} <b>{count}</b>
        </Link>
      ))}
    </Group>
  )
}

/** Whether everything ever taken in is accounted for in some state. */
export function Balance({ standing }: { readonly standing: Standing }) {
  const { say } = useSpeech()
  const { total } = standing
  const sum = Object.values(standing.states).reduce((all, one) => all + one, 0)
  const holds = sum === total
  return (
    <span className={holds ? 'due fine' : 'due overdue'}>
      <Icon name={holds ? 'check' : 'alert'} size={16} />
      {say(holds ? wording.balanceHolds : wording.balanceBroken, { total, sum })}
    </span>
  )
}
