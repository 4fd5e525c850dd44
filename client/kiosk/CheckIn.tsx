/**
 * One visitor's way from their name to their signature, one question at a time. What they answer
 * is kept in this part alone, so that it is gone with it.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Signature } from '../../models/fields.ts'
import type { Facts } from '../../models/record.ts'
import { faultsIn, useChecking } from '../acting.ts'
import { useSpeech } from '../language.tsx'
import { dropFile } from '../offline/shelf.ts'
import { bringIntoView } from '../parts/focus.ts'
import { ProblemAlert, Warning } from '../parts/Says.tsx'
import { faultsAt } from '../values.ts'
import type { Faults } from '../values.ts'
import { greeting } from '../wording/kiosk.ts'
import { Asked } from './Asked.tsx'
import { askedOfWalkIn, declared, givenTo } from './counter.ts'
import type { Coming, Counter, Ending, Party } from './counter.ts'
import { DeclareStep } from './DeclareStep.tsx'
import { isSigned } from './finding.ts'
import { NameStep } from './NameStep.tsx'
import { Decline, ReadStep, SignStep } from './PledgeSteps.tsx'
import { useCheckingIn } from './sending.ts'
import { Progress, Step } from './Step.tsx'

interface CheckInProps {
  readonly counter: Counter
  /** Absent for somebody without a code. */
  readonly party: Party | undefined
  readonly restart: () => void
  readonly done: (how: Ending, joined: boolean) => void
}

export function CheckIn({ counter, party, restart, done }: CheckInProps) {
  const [coming, setComing] = useState<Coming>()
  const [facts, setFacts] = useState<Facts>({})
  const set = (more: Facts) => setFacts((now) => ({ ...now, ...more }))
  const { tells } = counter
  if (coming?.kind === 'planned' && isSigned(counter, coming.view)) {
    return <SignedAlready restart={restart} />
  }
  if (coming) {
    const back = () => setComing(undefined)
    const way = { counter, coming, facts, set, back }
    return <Way {...way} done={(how) => done(how, coming.kind === 'joining')} />
  }
  return (
    <>
      <Progress at={1} of={stepsOf(counter, party ? 'planned' : 'walkIn').length + 1} />
      <NameStep
        counter={counter}
        party={party}
        value={facts[tells]}
        onChange={(name) => set({ [tells]: name })}
        done={(next) => {
          set(knownOf(counter, next, facts))
          setComing(next)
        }}
        back={restart}
      />
    </>
  )
}

/** What is known of somebody who comes, for them to confirm; what they said already stays. */
function knownOf(counter: Counter, coming: Coming, said: Facts): Facts {
  const known =
    coming.kind === 'planned' ? coming.view.facts : coming.kind === 'joining' ? coming.shared : {}
  const keys = [...declared(counter, 'text'), ...declared(counter, 'list')]
  const news = keys.filter((key) => known[key] !== undefined && said[key] === undefined)
  return Object.fromEntries(news.map((key) => [key, known[key]]))
}

type StepName = 'firm' | 'stay' | 'read' | 'sign' | `list ${string}`

function stepsOf(counter: Counter, kind: Coming['kind']): readonly StepName[] {
  const lists = declared(counter, 'list').map((key): StepName => `list ${key}`)
  return ['firm', ...(kind === 'walkIn' ? ['stay' as const] : []), ...lists, 'read', 'sign']
}

interface WayProps {
  readonly counter: Counter
  readonly coming: Coming
  readonly facts: Facts
  readonly set: (facts: Facts) => void
  readonly back: () => void
  readonly done: (how: Ending) => void
}

function Way(props: WayProps) {
  const { counter, coming, facts, set, done } = props
  const { ledger, pledge, sign, decline, walkIn = sign } = counter
  const steps = stepsOf(counter, coming.kind)
  const [at, setAt] = useState(0)
  const [found, setFound] = useState<Faults>({})
  const [declining, setDeclining] = useState(false)
  const checkingIn = useCheckingIn(counter, coming)
  const check = useChecking()
  const keepSignature = useDropped(facts[pledge.signature])
  const { problem, sending } = checkingIn
  const faults = { ...found, ...faultsIn(problem) }
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
    setDeclining(false)
    if (how === undefined) return
    if (how !== 'declined') keepSignature()
    done(how)
  }
  const ask = decline && (() => setDeclining(true))
  const asking = { counter, facts, set, faults, back, next }
  const step = steps[at] ?? 'sign'
  return (
    <>
      <Progress at={at + 2} of={steps.length + 1} />
      {problem && <ProblemAlert problem={problem} />}
      <div key={step} className="kiosk-turn">
        {step === 'firm' && <FirmStep {...asking} />}
        {step === 'stay' && <StayStep {...asking} />}
        {step.startsWith('list ') && (
          <ListStep {...asking} path={step.slice('list '.length)} go={go} />
        )}
        {step === 'read' && (
          <ReadStep
            counter={counter}
            shown={(text) => set({ [pledge.group]: text })}
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
            next={() => void end(checkingIn.sign(facts))}
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

/**
 * A signature that was drawn and never handed in does not stay on the tablet.
 *
 * @returns what keeps it, once it is on its way
 */
function useDropped(value: unknown): () => void {
  const kept = useRef<Signature>(undefined)
  useEffect(() => {
    const signed = value as Signature | undefined
    kept.current = signed && 'image' in signed ? signed : undefined
  }, [value])
  useEffect(
    () => () => {
      if (kept.current) void dropFile(kept.current.image.sha256)
    },
    [],
  )
  return useCallback(() => {
    kept.current = undefined
  }, [])
}

interface AskingProps {
  readonly counter: Counter
  readonly facts: Facts
  readonly set: (facts: Facts) => void
  readonly faults: Faults
  readonly back: () => void
  readonly next: (keys: readonly string[]) => void
}

function FirmStep(props: AskingProps) {
  const { say } = useSpeech()
  const keys = declared(props.counter, 'text')
  return (
    <Step
      title={say(greeting.firmTitle)}
      help={say(greeting.firmHelp)}
      back={props.back}
      next={() => props.next(keys)}
    >
      <Fields {...props} keys={keys} />
    </Step>
  )
}

function StayStep(props: AskingProps) {
  const { say } = useSpeech()
  const keys = askedOfWalkIn(props.counter)
  return (
    <Step title={say(greeting.stayTitle)} back={props.back} next={() => props.next(keys)}>
      <Fields {...props} keys={keys} />
    </Step>
  )
}

function Fields({ counter, facts, set, faults, keys }: AskingProps & { keys: readonly string[] }) {
  const { ledger, sign, walkIn = sign } = counter
  return keys.map((key) => {
    const field = ledger.fields[key]
    if (!field) return null
    return (
      <Asked
        key={key}
        field={field}
        path={key}
        value={facts[key]}
        onChange={(value) => set({ [key]: value })}
        needed={walkIn.act.needs?.includes(key) ?? false}
        faults={faults}
      />
    )
  })
}

interface ListStepProps extends AskingProps {
  readonly path: string
  readonly go: () => void
}

function ListStep({ counter, facts, set, faults, back, next, path, go }: ListStepProps) {
  const field = counter.ledger.fields[path]
  if (!field) return null
  const nothing = () => {
    set({ [path]: null })
    go()
  }
  return (
    <DeclareStep
      field={field}
      path={path}
      value={facts[path]}
      onChange={(value) => set({ [path]: value })}
      faults={faults}
      back={back}
      next={() => next([path])}
      nothing={nothing}
    />
  )
}

function SignedAlready({ restart }: { readonly restart: () => void }) {
  const { say } = useSpeech()
  return (
    <Step title={say(greeting.done)} back={restart} next={restart} nextLabel={say(greeting.finish)}>
      <Warning title={say(greeting.signedAlready)} tone="green" />
    </Step>
  )
}
