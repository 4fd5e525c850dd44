/**
 * How long something has been going on, counting while one looks. The digits keep their places, so
 * nothing beside them moves; a screen reader is told the moment, not every second.
 */
import { useEffect, useState } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import { words } from '../../models/words.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { lasting, lastingDays } from './lasting.ts'

const secondMs = 1_000
const since = words('経過時間', 'Time since')

interface SinceProps {
  /** ISO. */
  readonly at: string
  readonly className?: string
}

export function Since({ at, className }: SinceProps) {
  const { say } = useSpeech()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), secondMs)
    return () => clearInterval(timer)
  }, [])
  const from = Date.parse(at)
  if (Number.isNaN(from)) return null
  const days = lastingDays(from, now)
  return (
    <span className={`since ${className ?? ''}`} role="timer" aria-live="off" title={say(since)}>
      {days ? say(days) : lasting(from, now)}
    </span>
  )
}

interface StaySinceProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

/** How long a watched record has stood where it does, where its ledger says since when. */
export function StaySince({ ledger, record }: StaySinceProps) {
  const key = ledger.wall?.since
  const at = key === undefined ? undefined : record.facts[key]
  if (typeof at !== 'string' || !ledger.watches?.includes(record.state)) return null
  return <Since at={at} />
}
