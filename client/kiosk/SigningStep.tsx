/** Reading the pledge at the counter, and signing or declining it. */
import { Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { faultsIn, useChecking, useFilling, useSending } from '../acting.ts'
import { declineFacts } from './counter.ts'
import type { Counter } from './counter.ts'
import { ShowField } from '../fields/Field.tsx'
import { greeting } from '../wording/kiosk.ts'
import { useSpeech } from '../language.tsx'
import type { Ending, Visitor } from '../scenes/Kiosk.tsx'
import type { Faults } from '../values.ts'
import { wording } from '../wording/house.ts'
import { bringIntoView, isPending } from '../parts/focus.ts'
import { Pledge } from '../parts/Pledge.tsx'
import { ProblemAlert } from '../parts/Says.tsx'

interface SigningProps {
  readonly counter: Counter
  readonly visitor: Visitor
  readonly done: (how: Ending) => void
}

export function SigningStep({ counter, visitor, done }: SigningProps) {
  const { say } = useSpeech()
  const { ledger, sign, pledge } = counter
  const subject = { ledger, ...sign, record: visitor.view, target: visitor.record }
  const filling = useFilling(subject)
  const { sending, problem, send } = useSending(subject)
  const check = useChecking()
  const [found, setFound] = useState<Faults>({})
  const [declining, setDeclining] = useState(false)
  const submit = async () => {
    const { given, telling } = filling
    const wrong = check(ledger, sign.act, given, '')
    setFound(wrong)
    if (Object.keys(wrong).length > 0) return bringIntoView(wrong)
    const outcome = await send({ given, telling, revision: visitor.view?.revision })
    if (outcome.kind !== 'refused') done(outcome.kind === 'done' ? 'signed' : 'kept')
    return undefined
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <Title order={1} size="h2">
          {say(sign.act.label)}
        </Title>
        {problem && <ProblemAlert problem={problem} />}
        <Shown counter={counter} visitor={visitor} />
        <Paper className="card">
          <Pledge pledge={pledge} filling={filling} faults={{ ...found, ...faultsIn(problem) }} />
        </Paper>
        <Text ta="center" fw={600}>
          {say(greeting.agree)}
        </Text>
        <Group grow>
          {counter.decline && (
            <Button variant="default" size="xl" onClick={() => setDeclining(true)}>
              {say(greeting.decline)}
            </Button>
          )}
          <Button
            type="submit"
            size="xl"
            loading={sending}
            disabled={isPending(filling.values) || !filling.values[pledge.signature]}
          >
            {say(greeting.sign)}
          </Button>
        </Group>
      </Stack>
      {declining && (
        <Decline
          counter={counter}
          visitor={visitor}
          close={() => setDeclining(false)}
          done={() => done('declined')}
        />
      )}
    </form>
  )
}

/** The little that may be shown of the visit, so that its visitor knows it is theirs. */
function Shown({ counter, visitor }: Pick<SigningProps, 'counter' | 'visitor'>) {
  const { say } = useSpeech()
  const { view } = visitor
  const { ledger, shows, by } = counter
  const keys = shows.filter((key) => key !== by && view?.facts[key] !== undefined)
  if (!view || keys.length === 0) return null
  return (
    <dl className="facts kiosk-shown">
      {keys.map((key) => {
        const field = ledger.fields[key]
        if (!field) return null
        return (
          <div key={key}>
            <dt>{say(field.label)}</dt>
            <dd>
              <ShowField field={field} value={view.facts[key]} linked={view.linked} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

interface DeclineProps extends Pick<SigningProps, 'counter' | 'visitor'> {
  readonly close: () => void
  readonly done: () => void
}

/** Declining is an act too, so it is asked once more and recorded. */
function Decline({ counter, visitor, close, done }: DeclineProps) {
  const { say } = useSpeech()
  const { ledger, sign, decline = sign } = counter
  const subject = { ledger, ...decline, record: visitor.view, target: visitor.record }
  const { sending, problem, send } = useSending(subject)
  const confirm = async () => {
    const telling = { because: '', statedAt: undefined }
    const given = declineFacts(counter)
    const outcome = await send({ given, telling, revision: visitor.view?.revision })
    if (outcome.kind !== 'refused') done()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say(greeting.decline)}
      centered
      closeButtonProps={{ 'aria-label': say(wording.close) }}
    >
      <Stack gap="lg">
        {problem && <ProblemAlert problem={problem} />}
        <Text>{say(greeting.declineAsk)}</Text>
        <Group grow>
          <Button variant="default" size="lg" onClick={close}>
            {say(wording.back)}
          </Button>
          <Button size="lg" color="red.9" loading={sending} onClick={() => void confirm()}>
            {say(greeting.declineYes)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
