/**
 * The tablet at the reception. A visitor finds their visit by the code they were given, or comes
 * without one, reads the pledge, and signs or declines. Nobody else's name is ever on it, it
 * leads nowhere else, and it starts over by itself.
 */
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { folded } from '../../models/fields.ts'
import { languages } from '../../models/words.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { useAsking } from '../asking.ts'
import { counterOf } from '../kiosk/counter.ts'
import type { Counter } from '../kiosk/counter.ts'
import { greeting } from '../wording/kiosk.ts'
import { useSpeech } from '../language.tsx'
import { useHeld } from '../offline/outbox.ts'
import { Brand } from '../parts/Brand.tsx'
import { LanguageSwitch } from '../parts/Gate.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Failure, Loading, Warning } from '../parts/Says.tsx'
import { StartOver, useIdle } from '../kiosk/StartOver.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'

const WalkIn = lazy(async () => ({ default: (await import('../kiosk/WalkIn.tsx')).WalkIn }))
const SigningStep = lazy(async () => ({
  default: (await import('../kiosk/SigningStep.tsx')).SigningStep,
}))

/** A visit as far as the counter knows it; one made here may not have reached the server yet. */
export interface Visitor {
  readonly record: string
  readonly view: RecordView | undefined
}

type Step =
  | { readonly at: 'start' }
  | { readonly at: 'walkIn' }
  | { readonly at: 'sign'; readonly visitor: Visitor }
  | { readonly at: 'end'; readonly how: Ending }

export type Ending = 'signed' | 'kept' | 'declined'

export function Kiosk() {
  const { account } = useSession()
  const counter = useMemo(() => counterOf(account), [account])
  return counter ? <AtCounter counter={counter} /> : <Missing />
}

function AtCounter({ counter }: { readonly counter: Counter }) {
  const { say, speak } = useSpeech()
  const [step, setStep] = useState<Step>({ at: 'start' })
  const held = useHeld()
  const restart = useCallback(() => {
    setStep({ at: 'start' })
    speak(languages[0])
  }, [speak])
  const left = useIdle(restart, step.at !== 'start', step.at === 'end')
  const sign = (visitor: Visitor) => setStep({ at: 'sign', visitor })
  const end = (how: Ending) => setStep({ at: 'end', how })
  return (
    <div className="kiosk">
      <header>
        <Brand />
        <Group gap="xs">
          {held.length > 0 && (
            <Text size="sm" c="dimmed">
              {say(wording.unsent, { count: held.length })}
            </Text>
          )}
          <LanguageSwitch />
          {step.at !== 'start' && (
            <Button variant="default" onClick={restart}>
              {say(greeting.startOver)}
            </Button>
          )}
        </Group>
      </header>
      <main>
        <Suspense fallback={<Loading />}>
          {step.at === 'start' && (
            <Start counter={counter} found={sign} walkIn={() => setStep({ at: 'walkIn' })} />
          )}
          {step.at === 'walkIn' && counter.walkIn && (
            <WalkIn counter={counter} walkIn={counter.walkIn} done={sign} />
          )}
          {step.at === 'sign' && (
            <SigningStep counter={counter} visitor={step.visitor} done={end} />
          )}
          {step.at === 'end' && <End how={step.how} restart={restart} />}
        </Suspense>
      </main>
      {left !== undefined && step.at !== 'end' && <StartOver seconds={left} />}
    </div>
  )
}

interface StartProps {
  readonly counter: Counter
  readonly found: (visitor: Visitor) => void
  readonly walkIn: () => void
}

const codeCharactersMax = 12

function Start({ counter, found, walkIn }: StartProps) {
  const { say } = useSpeech()
  const { ledger, by, sign } = counter
  const [code, setCode] = useState('')
  const [unknown, setUnknown] = useState(false)
  const { asking, error, ask } = useAsking()
  const find = (event?: FormEvent) => {
    event?.preventDefault()
    setUnknown(false)
    const typed = folded(code).replace(/\s/g, '')
    if (typed === '') return
    ask(async () => {
      const query = queryOf({ [`filter[${by}]`]: typed })
      const { records } = await call<Page>('GET', `/${ledger.name}${query}`)
      const view = records.find(({ acts }) => acts.includes(sign.name))
      if (view) found({ record: view.id, view })
      else setUnknown(true)
    })
  }
  return (
    <Stack gap="xl" className="kiosk-start">
      <div>
        <Title order={1}>{say(greeting.welcome)}</Title>
        <Text size="lg" mt="xs">
          {say(greeting.text)}
        </Text>
      </div>
      <form onSubmit={find}>
        <Stack gap="md">
          {unknown && <Warning title={say(greeting.unknown)} tone="yellow" />}
          {error !== undefined && <Failure error={error} retry={() => find()} />}
          <TextInput
            label={say(greeting.code)}
            size="xl"
            className="kiosk-code code"
            inputMode="numeric"
            value={code}
            maxLength={codeCharactersMax}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="off"
          />
          <Button type="submit" size="xl" loading={asking} disabled={code.trim() === ''}>
            {say(greeting.find)}
          </Button>
        </Stack>
      </form>
      {counter.walkIn && (
        <Button variant="default" size="xl" onClick={walkIn}>
          {say(greeting.walkIn)}
        </Button>
      )}
    </Stack>
  )
}

interface EndProps {
  readonly how: Ending
  readonly restart: () => void
}

function End({ how, restart }: EndProps) {
  const { say } = useSpeech()
  const declined = how === 'declined'
  const text = {
    signed: greeting.doneText,
    kept: greeting.keptText,
    declined: greeting.declinedText,
  }
  return (
    <Stack gap="lg" align="center" className="kiosk-end" role="status">
      <Title order={1}>{say(declined ? greeting.declined : greeting.done)}</Title>
      <Text size="lg" ta="center">
        {say(text[how])}
      </Text>
      <Button variant="default" size="lg" onClick={restart}>
        {say(greeting.startOver)}
      </Button>
    </Stack>
  )
}
