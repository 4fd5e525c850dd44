/** Someone acted first: what changed since the form was opened, and a second, knowing, send. */
import { Button, List, Text } from '@mantine/core'
import type { Ledger } from '../../models/ledger.ts'
import type { ProblemBody } from '../api.ts'
import { actLabel } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Warning } from './Says.tsx'
import { StateBadge } from './StateBadge.tsx'
import { Time } from './Time.tsx'

interface StaleProps {
  readonly problem: ProblemBody
  readonly ledger: Ledger
  readonly send: () => void
}

export function Stale({ problem, ledger, send }: StaleProps) {
  const { say } = useSpeech()
  const { current, since = [] } = problem
  const name = (id: string) => current?.linked[id]?.title ?? say(wording.system)
  return (
    <Warning title={say(wording.staleTitle)} tone="yellow">
      <Text>{say(wording.staleText)}</Text>
      <List my="sm">
        {since.map(({ seq, act, actor, at, given }) => (
          <List.Item key={seq}>
            <strong>{say(actLabel(act))}</strong> {name(actor)} · <Time at={at} />
            <br />
            {Object.keys(given)
              .flatMap((key) => ledger.fields[key]?.label ?? [])
              .map((label) => say(label))
              .join(say(wording.comma))}
          </List.Item>
        ))}
      </List>
      {current && (
        <p>
          {say(wording.state)}: <StateBadge ledger={ledger} state={current.state} />
        </p>
      )}
      <Button onClick={send}>{say(wording.sendAnyway)}</Button>
    </Warning>
  )
}
