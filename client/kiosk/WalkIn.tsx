/** Coming without a code: only what the visit needs is asked, then the pledge follows. */
import { Button, Paper, Stack, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { faultsIn, useChecking, useFilling, useSending } from '../acting.ts'
import { arrivalFacts, momentsOf } from './counter.ts'
import type { Counter, NamedAct } from './counter.ts'
import { greeting } from '../wording/kiosk.ts'
import { useSpeech } from '../language.tsx'
import type { Visitor } from '../scenes/Kiosk.tsx'
import type { Faults } from '../values.ts'
import { nowToMinute } from '../zone.ts'
import { ActFields } from '../parts/ActFields.tsx'
import { bringIntoView, useEnter } from '../parts/focus.ts'
import { ProblemAlert } from '../parts/Says.tsx'

interface WalkInProps {
  readonly counter: Counter
  readonly walkIn: NamedAct
  readonly done: (visitor: Visitor) => void
}

export function WalkIn({ counter, walkIn, done }: WalkInProps) {
  const { say } = useSpeech()
  const { ledger } = counter
  const { name, act } = walkIn
  const initial = useMemo(() => arrivalFacts(ledger, act, nowToMinute()), [ledger, act])
  const subject = { ledger, name, act, initial }
  const filling = useFilling(subject)
  const { id, sending, problem, send } = useSending(subject)
  const check = useChecking()
  const form = useEnter()
  const [found, setFound] = useState<Faults>({})
  const faults = { ...found, ...faultsIn(problem) }
  const submit = async () => {
    const wrong = check(ledger, act, filling.given, '')
    setFound(wrong)
    if (Object.keys(wrong).length > 0) return bringIntoView(wrong)
    const outcome = await send({ given: filling.given, telling: filling.telling })
    if (outcome.kind === 'refused') return bringIntoView(faultsIn(outcome.problem))
    const answer = outcome.kind === 'done' ? outcome.answer : undefined
    return done({ record: id, view: answer && 'view' in answer ? answer.view : undefined })
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} ref={form} noValidate>
      <Stack gap="lg">
        <Title order={1} size="h2">
          {say(greeting.walkInTitle)}
        </Title>
        {problem && <ProblemAlert problem={problem} />}
        <Paper className="card">
          <ActFields
            subject={subject}
            filling={filling}
            faults={faults}
            without={momentsOf(ledger, act)}
          />
        </Paper>
        <Button type="submit" size="xl" loading={sending}>
          {say(greeting.find)}
        </Button>
      </Stack>
    </form>
  )
}
