/** The last page for one visitor: a thank-you, and where others come by the same code, they. */
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { greeting } from '../wording/kiosk.ts'
import type { Ending, Party } from './counter.ts'

interface EndProps {
  readonly how: Ending
  readonly party: Party | undefined
  readonly restart: () => void
  readonly nextPerson: () => void
}

const texts = {
  signed: greeting.doneText,
  kept: greeting.keptText,
  declined: greeting.declinedText,
}

export function End({ how, party, restart, nextPerson }: EndProps) {
  const { say } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const waiting = party && party.signed < party.total
  return (
    <div className="kiosk-end" data-how={how}>
      <span className="kiosk-sign">
        <Icon name={how === 'declined' ? 'alert' : 'check'} size={56} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {say(how === 'declined' ? greeting.declined : greeting.done)}
      </h1>
      <p role="status">{say(texts[how])}</p>
      {party && party.total > 1 && <p>{say(greeting.partyDone, { ...party })}</p>}
      <div className="kiosk-two">
        {waiting && (
          <Button size="xl" onClick={nextPerson}>
            {say(greeting.nextPerson)}
          </Button>
        )}
        <Button variant="default" size="xl" onClick={restart}>
          {say(greeting.finish)}
        </Button>
      </div>
    </div>
  )
}
