/**
 * Two small marks in the head of every page: whether what one sees is current, and how much of
 * what one recorded has not reached the server. Both are words, and both are quiet when all is
 * well.
 */
import { Button } from '@mantine/core'
import { Link } from '../way.tsx'
import { useSpeech } from '../language.tsx'
import { useLine } from '../live.ts'
import { useHeld } from '../offline/outbox.ts'
import { useZone } from '../places.tsx'
import { wording } from '../wording/house.ts'
import { wallTime } from '../zone.ts'
import { Icon } from './Icon.tsx'

export function LineMark() {
  const { say } = useSpeech()
  const { connected, begun, heardAt } = useLine()
  const zone = useZone()
  const at = heardAt && wallTime(heardAt, zone).slice(11)
  if (!begun) return null
  if (connected) {
    return (
      <span className="line line-up" role="status">
        <i aria-hidden />
        {say(wording.live)}
      </span>
    )
  }
  return (
    <span className="line line-down" role="status">
      <Icon name="alert" size={18} />
      <span>
        {say(wording.stale)}
        {at && <small>{say(wording.staleSince, { at })}</small>}
      </span>
    </span>
  )
}

export function UnsentMark() {
  const { say } = useSpeech()
  const held = useHeld()
  if (held.length === 0) return null
  const refused = held.some((one) => one.refused)
  return (
    <Button
      component={Link}
      to="/outbox"
      aria-label={say(wording.unsent, { count: held.length })}
      variant="light"
      color={refused ? 'red' : 'yellow'}
      className={refused ? 'unsent refused' : 'unsent'}
      leftSection={<Icon name="outbox" />}
    >
      <span className="unsent-full">{say(wording.unsent, { count: held.length })}</span>
      <span className="unsent-short" aria-hidden>
        {held.length}
      </span>
    </Button>
  )
}
