/** One question of the counter on one page: what is asked, the answer, and the way on and back. */
import { Button, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { greeting } from '../wording/kiosk.ts'

interface StepProps {
  readonly title: string
  readonly help?: string | undefined
  readonly children: ReactNode
  readonly back: () => void
  /** Absent where an answer itself leads on. */
  readonly next?: (() => void) | undefined
  readonly nextLabel?: string
  readonly busy?: boolean
  readonly disabled?: boolean
  /** What stands beside the way on, such as declining. */
  readonly beside?: ReactNode
}

export function Step(props: StepProps) {
  const { title, help, children, back, next, nextLabel, busy = false, disabled, beside } = props
  const { say } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever does not see the page is told what it asks now.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) next?.()
  }
  return (
    <form className="kiosk-step" onSubmit={submit} noValidate autoComplete="off">
      <div className="kiosk-ask">
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {help && <p>{help}</p>}
      </div>
      <div className="kiosk-answer">{children}</div>
      <div className="kiosk-ways">
        <Button
          variant="default"
          size="xl"
          onClick={back}
          leftSection={<Icon name="left" size={22} />}
        >
          {say(greeting.back)}
        </Button>
        <span className="kiosk-beside">{beside}</span>
        {next && (
          <Button
            type="submit"
            size="xl"
            loading={busy}
            disabled={disabled ?? false}
            rightSection={<Icon name="right" size={22} />}
          >
            {nextLabel ?? say(greeting.next)}
          </Button>
        )}
      </div>
    </form>
  )
}

interface ProgressProps {
  readonly at: number
  readonly of: number
}

/** How far one has come, for eyes as a line of dots and in words. */
export function Progress({ at, of }: ProgressProps) {
  const { say } = useSpeech()
  return (
    <div
      className="kiosk-progress"
      role="progressbar"
      aria-valuemin={1}
      aria-valuemax={of}
      aria-valuenow={at}
      aria-label={say(greeting.progress, { at, of })}
    >
      {Array.from({ length: of }, (_, one) => (
        <span key={one} data-past={one < at || undefined} />
      ))}
    </div>
  )
}
