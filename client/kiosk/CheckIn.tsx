/**
 * One visitor's way from their name to their signature, one question at a time. What they answer
 * is kept in this part alone, so that it is gone with it.
 */
import { useState } from 'react'
import type { Facts } from '../../models/record.ts'
import { useSpeech } from '../language.tsx'
import { useText } from '../parts/Pledge.tsx'
import { Loading, Warning } from '../parts/Says.tsx'
import { greeting } from '../wording/kiosk.ts'
import { declared } from './counter.ts'
import type { Coming, Counter, Ending, Party } from './counter.ts'
import { isCurrent, isSigned } from './finding.ts'
import { NameStep } from './NameStep.tsx'
import { Progress, Step } from './Step.tsx'
import { stepsOf, Way } from './Way.tsx'

interface CheckInProps {
  readonly counter: Counter
  /** Absent for somebody without a code. */
  readonly party: Party | undefined
  /** A code that nobody could be asked about. */
  readonly told: string | undefined
  readonly restart: () => void
  /** Whether something is being handed in: nobody is sent away meanwhile. */
  readonly setBusy: (busy: boolean) => void
  readonly done: (how: Ending, joined: boolean) => void
}

export function CheckIn({ counter, party, told, restart, setBusy, done }: CheckInProps) {
  const [coming, setComing] = useState<Coming>()
  const [facts, setFacts] = useState<Facts>(() => unheardOf(counter, told))
  const set = (more: Facts) => setFacts((now) => ({ ...now, ...more }))
  const { tells } = counter
  const { data: text, isPending } = useText(counter.pledge)
  const signed = coming?.kind === 'planned' && isSigned(counter, coming.view) && coming.view
  if (signed && isPending) return <Loading />
  const anew = signed && text !== undefined && !isCurrent(counter, signed, text)
  if (signed && !anew) return <SignedAlready restart={restart} />
  if (coming) {
    const back = () => setComing(undefined)
    const way = { counter, coming, anew, facts, set, back, setBusy }
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
        unheard={() => {
          set(unheardOf(counter, party?.code))
          setComing({ kind: 'walkIn' })
        }}
        back={restart}
      />
    </>
  )
}

function unheardOf({ unheard }: Counter, told: string | undefined): Facts {
  return unheard === undefined || told === undefined ? {} : { [unheard]: told }
}

/** What is known of somebody who comes, for them to confirm; what they said already stays. */
function knownOf(counter: Counter, coming: Coming, said: Facts): Facts {
  const known =
    coming.kind === 'planned' ? coming.view.facts : coming.kind === 'joining' ? coming.shared : {}
  const keys = [...declared(counter, 'text'), ...declared(counter, 'list')]
  const news = keys.filter((key) => known[key] !== undefined && said[key] === undefined)
  return Object.fromEntries(news.map((key) => [key, known[key]]))
}

function SignedAlready({ restart }: { readonly restart: () => void }) {
  const { say } = useSpeech()
  return (
    <Step title={say(greeting.done)} back={restart} next={restart} nextLabel={say(greeting.finish)}>
      <Warning title={say(greeting.signedAlready)} tone="green" />
    </Step>
  )
}
