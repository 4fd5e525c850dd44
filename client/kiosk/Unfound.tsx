/**
 * A question of the counter that came to nothing. Without a network nobody can be looked up, for
 * no tablet carries other people's plans; a visitor is not sent away for that, and the number they
 * were given goes along, for staff to find the plan by.
 */
import { Button } from '@mantine/core'
import { Unreachable } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { Failure, Warning } from '../parts/Says.tsx'
import { greeting } from '../wording/kiosk.ts'
import type { Counter } from './counter.ts'

interface UnfoundProps {
  readonly counter: Counter
  readonly error: unknown
  readonly retry: () => void
  /** Comes without a plan, with the number kept. */
  readonly goOn: () => void
}

export function Unfound({ counter, error, retry, goOn }: UnfoundProps) {
  const { say } = useSpeech()
  const offers = error instanceof Unreachable && counter.walkIn && counter.unheard !== undefined
  if (!offers) return <Failure error={error} retry={retry} />
  return (
    <Warning title={say(greeting.unheard)} tone="yellow">
      <div className="kiosk-unfound">
        <Button size="md" onClick={goOn}>
          {say(greeting.goOnUnheard)}
        </Button>
        <Button size="md" variant="default" onClick={retry}>
          {say(greeting.tryAgain)}
        </Button>
      </div>
    </Warning>
  )
}
