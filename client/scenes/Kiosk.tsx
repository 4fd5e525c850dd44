/**
 * The tablet at the reception. A visitor finds their visit by the code they were given and their
 * name, or comes without one, declares, reads the pledge, and signs or declines. Nobody else's
 * name is ever on it, it leads nowhere else, and it starts over by itself.
 */
import { Button } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { languages } from '../../models/words.ts'
import { whenCalm } from '../calm.ts'
import { counterOf } from '../kiosk/counter.ts'
import type { Counter, Ending, Party } from '../kiosk/counter.ts'
import { AwaitingStaff, Unsent } from '../kiosk/Kept.tsx'
import { takeCode, useBright, useStaying } from '../kiosk/guard.ts'
import { Start } from '../kiosk/Start.tsx'
import { StartOver, useIdle } from '../kiosk/StartOver.tsx'
import type { Pace } from '../kiosk/StartOver.tsx'
import { greeting } from '../wording/kiosk.ts'
import { useSpeech } from '../language.tsx'
import { Brand } from '../parts/Brand.tsx'
import { LanguageSwitch } from '../parts/Gate.tsx'
import { later } from '../parts/later.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Loading } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'

const checkIn = () => import('../kiosk/CheckIn.tsx')
const CheckIn = lazy(async () => ({ default: (await checkIn()).CheckIn }))
const End = lazy(async () => ({ default: (await import('../kiosk/End.tsx')).End }))

const StaffDoor = later(async () => (await import('../kiosk/StaffDoor.tsx')).StaffDoor)

type Place =
  | { readonly at: 'start'; readonly opened?: string | undefined }
  | { readonly at: 'staff' }
  | { readonly at: 'checkIn'; readonly party: Party | undefined; readonly told?: string }
  | { readonly at: 'end'; readonly how: Ending; readonly party: Party | undefined }

/** Which visitor is at the counter, counted: another one is another page, with nothing left. */
interface Turn {
  readonly count: number
  readonly place: Place
}

export function Kiosk() {
  const { account } = useSession()
  const counter = useMemo(() => counterOf(account), [account])
  return counter ? <AtCounter counter={counter} /> : <Missing />
}

function useTurns() {
  const { speak } = useSpeech()
  const [{ count, place }, setTurn] = useState<Turn>(() => ({
    count: 0,
    place: { at: 'start', opened: takeCode() },
  }))
  const go = useCallback(
    (next: Place) => setTurn((now) => ({ count: now.count + 1, place: next })),
    [],
  )
  const restart = useCallback(() => {
    go({ at: 'start' })
    speak(languages[0])
    scrollTo(0, 0)
  }, [go, speak])
  return { count, place, go, restart }
}

function AtCounter({ counter }: { readonly counter: Counter }) {
  const { say } = useSpeech()
  const { count, place, go, restart } = useTurns()
  const [busy, setBusy] = useState(false)
  const left = useIdle(restart, paceOf(place, busy), count)
  const backed = useCallback(
    (code: string | undefined) => {
      if (code !== undefined) go({ at: 'start', opened: code })
    },
    [go],
  )
  useStaying(backed)
  useBright()
  useTitle()
  const meet = (party: Party | undefined, told?: string) =>
    go({ at: 'checkIn', party, ...(told !== undefined && { told }) })
  return (
    <div className="kiosk">
      <header>
        <Brand />
        <div>
          <Unsent />
          {place.at === 'start' && <AwaitingStaff open={() => go({ at: 'staff' })} />}
          <LanguageSwitch />
          {place.at !== 'start' && (
            <Button variant="default" onClick={restart} disabled={busy}>
              {say(greeting.startOver)}
            </Button>
          )}
        </div>
      </header>
      <main key={count}>
        <Suspense fallback={<Loading />}>
          {place.at === 'start' && (
            <Start
              counter={counter}
              opened={place.opened}
              found={meet}
              walkIn={(told) => meet(undefined, told)}
            />
          )}
          {place.at === 'staff' && <StaffDoor counter={counter} />}
          {place.at === 'checkIn' && (
            <CheckIn
              counter={counter}
              party={place.party}
              told={place.told}
              restart={restart}
              setBusy={setBusy}
              done={(how, joined) =>
                go({ at: 'end', how, party: place.party && after(place.party, how, joined) })
              }
            />
          )}
          {place.at === 'end' && (
            <End
              how={place.how}
              party={place.party}
              restart={restart}
              nextPerson={() => meet(place.party)}
            />
          )}
        </Suspense>
      </main>
      {left !== undefined && place.at !== 'end' && <StartOver seconds={left} />}
    </div>
  )
}

/** Digits that were typed, another language or an open camera are for nobody else to find. */
function paceOf(place: Place, busy: boolean): Pace {
  if (busy) return 'sending'
  if (place.at === 'end') return 'ended'
  return place.at === 'start' && place.opened === undefined ? 'untouched' : 'underway'
}

/** A party after one more of it was here. */
function after({ code, companion, total, signed }: Party, how: Ending, joined: boolean): Party {
  const more = joined && how !== 'declined' ? 1 : 0
  const fewer = !joined && how === 'declined' ? 1 : 0
  const signedNow = how === 'declined' ? 0 : 1
  return { code, companion, total: total + more - fewer, signed: signed + signedNow }
}

/** The window's name, and the parts of the next pages while nobody waits for them. */
function useTitle(): void {
  const { say } = useSpeech()
  const title = `${say(greeting.welcome)} - ${say(wording.product)}`
  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(
    () =>
      whenCalm(() => {
        void Promise.allSettled([checkIn(), import('../kiosk/End.tsx')])
      }),
    [],
  )
}
