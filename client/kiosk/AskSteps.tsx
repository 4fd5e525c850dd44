/** The questions of the counter that are asked by fields of the ledger: one page each. */
import { useSpeech } from '../language.tsx'
import { firmName } from '../../models/kana.ts'
import type { Facts } from '../../models/record.ts'
import type { Faults } from '../values.ts'
import { greeting } from '../wording/kiosk.ts'
import { Asked } from './Asked.tsx'
import { askedOfWalkIn, declared } from './counter.ts'
import type { Counter } from './counter.ts'
import { DeclareStep } from './DeclareStep.tsx'
import { Step } from './Step.tsx'

interface AskingProps {
  readonly counter: Counter
  readonly facts: Facts
  readonly set: (facts: Facts) => void
  readonly faults: Faults
  readonly back: () => void
  readonly next: (keys: readonly string[]) => void
}

export function FirmStep(props: AskingProps) {
  const { say } = useSpeech()
  const { counter, facts, set } = props
  const keys = declared(counter, 'text')
  const next = () => {
    // One firm stands in one spelling, whoever types it.
    const typed = keys.flatMap((key) => {
      const value = facts[key]
      return typeof value === 'string' ? [[key, firmName(value)] as const] : []
    })
    set(Object.fromEntries(typed))
    props.next(keys)
  }
  return (
    <Step
      title={say(greeting.firmTitle)}
      help={say(greeting.firmHelp)}
      back={props.back}
      next={next}
    >
      <Fields {...props} keys={keys} />
    </Step>
  )
}

export function StayStep(props: AskingProps) {
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

export function ListStep({ counter, facts, set, faults, back, next, path, go }: ListStepProps) {
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
