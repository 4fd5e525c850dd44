/** Reading the pledge in force, in the visitor's language, and then signing it. */
import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { UIEvent } from 'react'
import { EditField } from '../fields/Field.tsx'
import { useSpeech } from '../language.tsx'
import { isPending } from '../parts/focus.ts'
import { PledgeText, useText } from '../parts/Pledge.tsx'
import { Failure, Loading, Warning } from '../parts/Says.tsx'
import { shownAs } from '../pledge.ts'
import type { Faults } from '../values.ts'
import { wording } from '../wording/house.ts'
import { greeting } from '../wording/kiosk.ts'
import type { Counter } from './counter.ts'
import { Step } from './Step.tsx'

interface ReadStepProps {
  readonly counter: Counter
  /** Keeps what was shown, to the letter. */
  readonly shown: (facts: object) => void
  readonly decline: (() => void) | undefined
  readonly back: () => void
  readonly next: () => void
}

const nearEnd = 24

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight <= nearEnd
}

export function ReadStep({ counter, shown, decline, back, next }: ReadStepProps) {
  const { say, language } = useSpeech()
  const { pledge } = counter
  const { data: text, error, isPending: loading, refetch } = useText(pledge)
  const box = useRef<HTMLDivElement>(null)
  const [below, setBelow] = useState(false)
  const look = (paper: HTMLElement) => setBelow(!isAtEnd(paper))
  const words = text?.facts[language]
  useEffect(() => {
    const paper = box.current?.querySelector<HTMLElement>('.pledge-text')
    if (paper && words !== undefined) setBelow(!isAtEnd(paper))
  }, [words])
  const onNext = () => {
    if (text) shown(shownAs(pledge, text, language))
    next()
  }
  return (
    <Step
      title={say(greeting.readTitle)}
      back={back}
      next={onNext}
      nextLabel={say(greeting.read)}
      disabled={!text}
      beside={decline && <DeclineButton onClick={decline} />}
    >
      {loading && <Loading />}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!loading && !error && !text && <Warning title={say(greeting.noPledge)} tone="yellow" />}
      {text && (
        <div
          className="kiosk-paper"
          ref={box}
          data-below={below || undefined}
          onScrollCapture={({ target }: UIEvent) => look(target as HTMLElement)}
        >
          <PledgeText text={text} />
          <span aria-hidden>{say(greeting.readOn)} ↓</span>
        </div>
      )}
    </Step>
  )
}

interface SignStepProps {
  readonly counter: Counter
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly faults: Faults
  readonly busy: boolean
  readonly decline: (() => void) | undefined
  readonly back: () => void
  readonly next: () => void
}

export function SignStep(props: SignStepProps) {
  const { counter, value, onChange, faults, busy, decline, back, next } = props
  const { say } = useSpeech()
  const { ledger, pledge } = counter
  const field = ledger.fields[pledge.signature]
  return (
    <Step
      title={say(greeting.signTitle)}
      help={say(greeting.agree)}
      back={back}
      next={next}
      nextLabel={say(greeting.sign)}
      busy={busy}
      disabled={value === undefined || isPending({ value })}
      beside={decline && <DeclineButton onClick={decline} />}
    >
      {field && (
        <EditField
          field={field}
          path={pledge.signature}
          value={value}
          onChange={onChange}
          needed
          faults={faults}
          linked={{}}
        />
      )}
      <p className="kiosk-note">{say(greeting.signHelp)}</p>
    </Step>
  )
}

function DeclineButton({ onClick }: { readonly onClick: () => void }) {
  const { say } = useSpeech()
  return (
    <Button variant="subtle" color="gray" size="lg" onClick={onClick}>
      {say(greeting.decline)}
    </Button>
  )
}

interface DeclineProps {
  readonly busy: boolean
  readonly close: () => void
  readonly confirm: () => void
}

/** Declining is an act too, so it is asked once more and recorded. */
export function Decline({ busy, close, confirm }: DeclineProps) {
  const { say } = useSpeech()
  return (
    <Modal
      opened
      onClose={close}
      title={say(greeting.decline)}
      centered
      closeButtonProps={{ 'aria-label': say(wording.close) }}
    >
      <p>{say(greeting.declineAsk)}</p>
      <div className="kiosk-two">
        <Button variant="default" size="lg" onClick={close}>
          {say(greeting.back)}
        </Button>
        <Button size="lg" color="red.9" loading={busy} onClick={confirm}>
          {say(greeting.declineYes)}
        </Button>
      </div>
    </Modal>
  )
}
