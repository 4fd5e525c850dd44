/**
 * A tablet left alone goes back to its first page, so that nobody finds what the one before them
 * was doing. It says so a while before.
 */
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { greeting } from '../wording/kiosk.ts'
import { useSpeech } from '../language.tsx'

const idleSeconds = 60
const warningSeconds = 20
const endSeconds = 8

/**
 * How long a page may be left alone: one nobody touched yet has nothing to forget, one that is
 * sending is never left, and one that ended goes soon.
 */
export type Pace = 'untouched' | 'underway' | 'sending' | 'ended'

/**
 * Restarts when nobody touches the page for a while.
 *
 * @param turn which visitor's page it is: another one is another wait
 * @returns the seconds left, once they are few
 */
export function useIdle(restart: () => void, pace: Pace, turn: number): number | undefined {
  const [left, setLeft] = useState<{ readonly turn: number; readonly seconds: number }>()
  const touchedAt = useRef<number>(undefined)
  const ended = pace === 'ended'
  useEffect(() => {
    if (pace === 'sending') return undefined
    touchedAt.current = pace === 'untouched' ? undefined : Date.now()
    const touch = () => {
      touchedAt.current = Date.now()
      setLeft(undefined)
    }
    const allowed = ended ? endSeconds : idleSeconds
    const look = () => {
      if (touchedAt.current === undefined) return
      const seconds = allowed - Math.floor((Date.now() - touchedAt.current) / 1_000)
      if (seconds <= 0) restart()
      else setLeft(seconds <= warningSeconds ? { turn, seconds } : undefined)
    }
    const timer = setInterval(look, 1_000)
    const signs = ['pointerdown', 'pointermove', 'keydown', 'input'] as const
    // What ended does not go on for being touched; the next visitor starts afresh.
    if (!ended) for (const sign of signs) addEventListener(sign, touch, { passive: true })
    return () => {
      clearInterval(timer)
      setLeft(undefined)
      for (const sign of signs) removeEventListener(sign, touch)
    }
  }, [restart, pace, ended, turn])
  return left?.turn === turn ? left.seconds : undefined
}

/** Any touch goes on; the button is there because people look for one. */
export function StartOver({ seconds }: { readonly seconds: number }) {
  const { say } = useSpeech()
  return (
    <div className="kiosk-idle">
      <div role="alert">
        <strong>{say(greeting.idleTitle)}</strong>
        <p role="timer">{say(greeting.idle, { seconds })}</p>
        <Button size="lg">{say(greeting.goOn)}</Button>
      </div>
    </div>
  )
}
