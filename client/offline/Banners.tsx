/** What concerns every page at once: a newer version, a page from this device, a wrong clock. */
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { later } from '../parts/later.tsx'
import { useZone } from '../places.tsx'
import { banners } from '../wording/banners.ts'
import { wallTime } from '../zone.ts'
import { isOutdated } from './cabinet.ts'
import { useClockOff } from './clock.ts'
import { useShownHere } from './heard.ts'
import { useTrouble } from './outbox.ts'
import { usePocket } from './pocket.ts'
import { renew, useRenewal } from './renewal.ts'
import { lasting } from './shelf.ts'
import type { TroubleKind } from './Trouble.tsx'

const Trouble = later<{ kind: TroubleKind }>(async () => (await import('./Trouble.tsx')).Trouble)

export function Banners() {
  return (
    <>
      <Renewal />
      <NotKept />
      <ShownHere />
      <ClockOff />
    </>
  )
}

/** What is recorded here may be lost, or cannot be recorded at all. */
function NotKept() {
  const failed = useTrouble() !== undefined
  const { data: lasts } = useQuery({ queryKey: ['lasting'], queryFn: lasting, staleTime: Infinity })
  const failing = isOutdated() ? 'outdated' : 'failing'
  const kind = failed ? failing : 'nothingKept'
  if (!failed && lasts !== false) return null
  return (
    <Suspense fallback={null}>
      <Trouble kind={kind} />
    </Suspense>
  )
}

/** What comes from this device must not pass for what is so now. */
function ShownHere() {
  const { say } = useSpeech()
  const since = useShownHere()
  const pocket = usePocket()
  const zone = useZone()
  if (since === undefined) return null
  const at = wallTime(since, zone).slice(11)
  return (
    <Group className="banner kept" role="status" gap="sm" wrap="nowrap">
      <Icon name="clock" />
      <span className="grow">
        <strong>{say(banners.shownHere, { at })}</strong> <span>{say(banners.shownHereText)}</span>
        {pocket?.partial && <span> {say(banners.partial)}</span>}
      </span>
    </Group>
  )
}

/** A wrong clock tells wrong times of what is recorded without a network. */
function ClockOff() {
  const { say } = useSpeech()
  const minutes = useClockOff()
  if (minutes === undefined) return null
  const text = minutes > 0 ? banners.clockBehind : banners.clockAhead
  return (
    <Group className="banner clock" role="status" gap="sm" wrap="nowrap">
      <Icon name="alert" />
      <strong className="grow">{say(text, { minutes: Math.abs(minutes) })}</strong>
    </Group>
  )
}

function Renewal() {
  const { say } = useSpeech()
  const ready = useRenewal()
  if (!ready) return null
  return (
    <Group className="banner" role="status" gap="sm" wrap="nowrap">
      <Icon name="down" />
      <span className="grow">
        <strong>{say(banners.renewal)}</strong> <span>{say(banners.renewalText)}</span>
      </span>
      <Button variant="default" onClick={() => void renew()}>
        {say(banners.renew)}
      </Button>
    </Group>
  )
}
