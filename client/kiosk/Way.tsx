/**
 * The way of one visitor whose name is known: what they declare, the pledge, and the signature, or
 * that they decline. It is over when the act is handed in, and only for whoever still stands here.
 */
import { useEffect, useState } from 'react'
import type { Facts } from '../../models/record.ts'
import { faultsIn, useChecking } from '../acting.ts'
import type { ProblemBody } from '../api.ts'
import { useNewest } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { bringIntoView } from '../parts/focus.ts'
import { ProblemAlert, Warning } from '../parts/Says.tsx'
import { askAgain } from '../session.tsx'
import { faultsAt, same } from '../values.ts'
import type { Faults } from '../values.ts'
import { greeting } from '../wording/kiosk.ts'
import { FirmStep, ListStep, StayStep } from './AskSteps.tsx'
import { declared, givenTo } from './counter.ts'
import type { Coming, Counter, Ending } from './counter.ts'
import { useHanding, useThere } from './handing.ts'
import { Decline, ReadStep, SignStep } from './PledgeSteps.tsx'
import { useCheckingIn } from './sending.ts'
import { Progress } from './Step.tsx'

type StepName = 'firm' | 'stay' | 'read' | 'sign' | `list ${string}`

/** The questions asked of somebody who comes in some way, in order. */
export function stepsOf(counter: Counter, kind: Coming['kind']): readonly StepName[] {
  const lists = declared(counter, 'list').map((key): StepName => `list ${key}`)
  return ['firm', ...(kind === 'walkIn' ? ['stay' as const] : []), ...lists, 'read', 'sign']
}

interface WayProps {
  readonly counter: Counter
  readonly coming: Coming
  /** They signed before, a text that was replaced since. */
  readonly anew: boolean
  readonly facts: Facts
  readonly set: (facts: Facts) => void
  readonly back: () => void
  readonly setBusy: (busy: boolean) => void
  readonly done: (how: Ending) => void
}

export function Way(props: WayProps) {
  const { counter, coming, anew, facts, set, setBusy, done } = props
  const { ledger, pledge, sign, decline, walkIn = sign } = counter
  const steps = stepsOf(counter, coming.kind)
  const [at, setAt] = useState(0)
  const [found, setFound] = useState<Faults>({})
  const [declining, setDeclining] = useState(false)
  const checkingIn = useCheckingIn(counter, coming)
  const check = useChecking()
  const { say } = useSpeech()
  const signature = useHanding(facts[pledge.signature])
  const there = useThere()
  const { problem, sending } = checkingIn
  useEffect(() => {
    setBusy(sending)
    return () => setBusy(false)
  }, [sending, setBusy])
  const faults = { ...found, ...faultsIn(problem) }
  useReplaced(counter, problem, () => {
    set({ [pledge.signature]: undefined })
    setAt(steps.indexOf('read'))
  })
  const back = () => (at === 0 ? props.back() : setAt(at - 1))
  const go = () => {
    setFound({})
    setAt(Math.min(at + 1, steps.length - 1))
  }
  const next = (keys: readonly string[]) => {
    const wrong = check(ledger, walkIn.act, givenTo(walkIn.act, facts), '')
    const here = Object.entries(wrong).filter(([path]) =>
      keys.some((key) => faultsAt({ [path]: '' }, key) > 0),
    )
    setFound(Object.fromEntries(here))
    if (here.length > 0) bringIntoView(Object.fromEntries(here))
    else go()
  }
  const end = async (ending: Promise<Ending | undefined>) => {
    const how = await ending
    // Whoever stands here now is somebody else.
    if (!there.current) return
    setDeclining(false)
    if (how !== undefined) return done(how)
    signature.takeBack()
  }
  const handIn = () => {
    signature.handIn()
    void end(checkingIn.sign(facts))
  }
  const ask = decline && (() => setDeclining(true))
  const asking = { counter, facts, set, faults, back, next }
  const step = steps[at] ?? 'sign'
  return (
    <>
      <Progress at={at + 2} of={steps.length + 1} />
      {problem && <ProblemAlert problem={problem} />}
      {anew && !problem && step === 'read' && (
        <Warning title={say(greeting.signAnew)} tone="yellow" />
      )}
      <div key={step} className="kiosk-turn">
        {step === 'firm' && <FirmStep {...asking} />}
        {step === 'stay' && <StayStep {...asking} />}
        {step.startsWith('list ') && (
          <ListStep {...asking} path={step.slice('list '.length)} go={go} />
        )}
        {step === 'read' && (
          <ReadStep
            counter={counter}
            shown={(text) => {
              // A signature belongs to the words it was drawn under.
              const kept = same(facts[pledge.group], text) ? {} : { [pledge.signature]: undefined }
              set({ [pledge.group]: text, ...kept })
            }}
            decline={ask}
            back={back}
            next={go}
          />
        )}
        {step === 'sign' && (
          <SignStep
            counter={counter}
            value={facts[pledge.signature]}
            onChange={(value) => set({ [pledge.signature]: value })}
            faults={faults}
            busy={sending}
            decline={ask}
            back={back}
            next={handIn}
          />
        )}
      </div>
      {declining && (
        <Decline
          busy={sending}
          close={() => setDeclining(false)}
          confirm={() => void end(checkingIn.decline(facts))}
        />
      )}
    </>
  )
}

/** Where the text was replaced while somebody read it, they read the new one before they sign. */
function useReplaced({ pledge }: Counter, problem: ProblemBody | undefined, readAnew: () => void) {
  const again = useNewest((texts: string) => {
    askAgain(new Set([texts]))
    readAnew()
  })
  const replaced = faultsAt(faultsIn(problem), pledge.group) > 0
  useEffect(() => {
    if (replaced) again(pledge.texts.name)
  }, [replaced, pledge, again])
}
