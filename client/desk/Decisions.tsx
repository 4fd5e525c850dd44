/**
 * Applications that wait for a decision, decided where they stand: each alone, or those that are
 * ticked in one submission. What the reader may not decide says why instead of offering a button.
 */
import { Button, Checkbox, Group, Paper, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Waiting } from '../../models/desk.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { deskWords } from '../wording/desk.ts'
import { Application } from './Application.tsx'
import { useDeciding } from './deciding.ts'
import { Reason } from './Reason.tsx'
import { SeeAll } from './SeeAll.tsx'

interface DecisionsProps {
  readonly ledger: Ledger
  readonly waiting: Waiting
}

export function Decisions({ ledger, waiting }: DecisionsProps) {
  const { say } = useSpeech()
  const { acts } = useSession()
  const deciding = useDeciding(ledger)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [rejecting, setRejecting] = useState(false)
  const { approve = '', reject = '' } = ledger.decides ?? {}
  const holds = acts.includes(`${ledger.name}.${approve}`)
  const free = (record: RecordView, act: string) => !waiting.objections?.[record.id]?.[act]
  const approvable = waiting.records.filter((record) => free(record, approve))
  const chosen = waiting.records.filter(({ id }) => picked.has(id))
  const several = holds && ledger.acts[approve]?.batch === true && approvable.length > 1
  const decide = async (act: string, because?: string) => {
    await deciding.decide(act, chosen, because)
    setPicked(new Set())
    setRejecting(false)
  }
  return (
    <Paper className="card desk-group" component="section">
      <Group justify="space-between" gap="sm">
        <Title order={3} size="h4">
          {say(ledger.label)} <span className="desk-count">{waiting.total}</span>
        </Title>
        {several && (
          <Checkbox
            className="tap"
            label={say(deskWords.pickAll)}
            checked={chosen.length === approvable.length}
            indeterminate={chosen.length > 0 && chosen.length < approvable.length}
            onChange={(event) =>
              setPicked(new Set(event.currentTarget.checked ? approvable.map(({ id }) => id) : []))
            }
          />
        )}
      </Group>
      <ul className="desk-rows">
        {waiting.records.map((record) => (
          <Application
            key={record.id}
            ledger={ledger}
            record={record}
            objections={waiting.objections?.[record.id] ?? {}}
            deciding={deciding}
            picked={several && free(record, approve) ? picked.has(record.id) : undefined}
            pick={() => setPicked(toggled(picked, record.id))}
          />
        ))}
      </ul>
      {chosen.length > 0 && (
        <div className="desk-chosen" role="region" aria-live="polite">
          <Text fw={600}>{say(deskWords.chosen, { count: chosen.length })}</Text>
          <Group gap="sm">
            <Button loading={deciding.busy && !rejecting} onClick={() => void decide(approve)}>
              {actOn(ledger, approve, chosen.length, say)}
            </Button>
            {chosen.every((record) => free(record, reject)) && !rejecting && (
              <Button variant="default" onClick={() => setRejecting(true)}>
                {actOn(ledger, reject, chosen.length, say)}
              </Button>
            )}
          </Group>
          {rejecting && (
            <Reason
              act={say(ledger.acts[reject]?.label ?? deskWords.title)}
              busy={deciding.busy}
              cancel={() => setRejecting(false)}
              send={(because) => void decide(reject, because)}
            />
          )}
        </div>
      )}
      <SeeAll ledger={ledger} waiting={waiting} />
    </Paper>
  )
}

function actOn(
  ledger: Ledger,
  act: string,
  count: number,
  say: ReturnType<typeof useSpeech>['say'],
): string {
  return say(deskWords.actOn, { act: say(ledger.acts[act]?.label ?? deskWords.title), count })
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
