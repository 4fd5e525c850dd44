/** What can be done to all selected records in one submission. */
import { Button, Group, Text } from '@mantine/core'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { LabelLink } from '../labels/LabelLink.tsx'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'

/** A selected record as the form of the shared act needs it. */
export type Chosen = Pick<RecordView, 'id' | 'number' | 'title' | 'revision'>

interface SelectionProps {
  readonly ledger: Ledger
  readonly chosen: readonly RecordView[]
  readonly clear: () => void
}

export function Selection({ ledger, chosen, clear }: SelectionProps) {
  const { say } = useSpeech()
  const acts = Object.entries(ledger.acts).filter(
    ([name, act]) => act.batch && chosen.every((record) => record.acts.includes(name)),
  )
  const records: readonly Chosen[] = chosen.map(({ id, number, title, revision }) => ({
    id,
    number,
    title,
    revision,
  }))
  return (
    <Group className="selection" gap="sm" role="region" aria-live="polite">
      <Text fw={600}>{say(wording.selected, { count: chosen.length })}</Text>
      {acts.length === 0 && <Text size="sm">{say(wording.noSharedAct)}</Text>}
      {acts.map(([name, act]) => (
        <Button
          key={name}
          component={Link}
          to={`/${ledger.name}/batches/${name}`}
          state={{ records }}
          color={act.tone === 'danger' ? 'red.9' : 'indigo'}
        >
          {say(act.label)}
        </Button>
      ))}
      <LabelLink ledger={ledger} ids={chosen.map(({ id }) => id)} />
      <Button variant="subtle" onClick={clear}>
        {say(wording.clearSelection)}
      </Button>
    </Group>
  )
}
