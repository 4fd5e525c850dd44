/** What concerns every page at once: a newer version, a page from this device, a wrong clock. */
import { Button, Group } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useZone } from '../places.tsx'
import { offline } from '../wording/offline.ts'
import { wallTime } from '../zone.ts'
import { useClockOff } from './clock.ts'
import { useShownHere } from './heard.ts'
import './offline.css'
import { usePocket } from './pocket.ts'
import { renew, useRenewal } from './renewal.ts'

export function Banners() {
  return (
    <>
      <Renewal />
      <ShownHere />
      <ClockOff />
    </>
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
        <strong>{say(offline.shownHere, { at })}</strong> <span>{say(offline.shownHereText)}</span>
        {pocket?.partial && <span> {say(offline.partial)}</span>}
      </span>
    </Group>
  )
}

/** A wrong clock tells wrong times of what is recorded without a network. */
function ClockOff() {
  const { say } = useSpeech()
  const minutes = useClockOff()
  if (minutes === undefined) return null
  const text = minutes > 0 ? offline.clockBehind : offline.clockAhead
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
        <strong>{say(offline.renewal)}</strong> <span>{say(offline.renewalText)}</span>
      </span>
      <Button variant="default" onClick={() => void renew()}>
        {say(offline.renew)}
      </Button>
    </Group>
  )
}
