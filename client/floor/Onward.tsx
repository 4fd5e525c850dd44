/**
 * What begins with this record: someone who comes again is planned from their own page, and what
 * the house knows of them is filled in. Which acts those are is read from the links that fill.
 */
import { Button, Group } from '@mantine/core'
import { Link } from '../way.tsx'
import { creates, takenBy } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { creatingActs, ledgers } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useSession } from '../session.tsx'

interface OnwardProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

export function Onward({ ledger, record }: OnwardProps) {
  const { say } = useSpeech()
  const session = useSession()
  const inUse = Object.values(ledger.acts).some((act) => creates(act) && act.to === record.state)
  const begun = ledgers.flatMap((other) =>
    creatingActs(other, session).flatMap((name) => {
      const act = other.acts[name]
      const key = act && takenBy(act).find((one) => fillsFrom(other, one, ledger))
      const to = `/${other.name}/acts/${name}?${key}=${record.id}`
      return act && key ? [{ to, label: say(act.label) }] : []
    }),
  )
  if (!inUse || begun.length === 0) return null
  return (
    <Group gap="sm">
      {begun.map(({ to, label }) => (
        <Button
          key={to}
          component={Link}
          to={to}
          // What a register is there for comes first; a record of its own course goes on first.
          variant={ledger.register ? 'filled' : 'default'}
          size={ledger.register ? 'lg' : 'md'}
          leftSection={<Icon name="plus" />}
        >
          {label}
        </Button>
      ))}
    </Group>
  )
}

function fillsFrom(ledger: Ledger, key: string, target: Ledger): boolean {
  const field = ledger.fields[key]
  return field?.fills !== undefined && field.target?.().name === target.name
}
