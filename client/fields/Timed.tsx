/**
 * Moments, days and times of day, with the device's own pickers: they are the ones people know,
 * and they work with a finger, a keyboard and a screen reader alike. Moments are edited in the
 * zone of the site, which is said beside them.
 */
import { Button, TextInput } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { beside } from '../parts/beside.tsx'
import { Time } from '../parts/Time.tsx'
import { useZone } from '../places.tsx'
import { wording } from '../wording/house.ts'
import { momentOf, nowToMinute, wallTime } from '../zone.ts'
import { useControl } from './shape.ts'
import type { EditProps, ShowProps } from './shape.ts'

export function MomentEdit(props: EditProps) {
  const { say } = useSpeech()
  const zone = useZone()
  const control = useControl(props)
  const value = typeof props.value === 'string' ? wallTime(props.value, zone) : ''
  const now = (
    <Button
      variant="default"
      aria-label={`${control.label}: ${say(wording.now)}`}
      onClick={() => props.onChange(nowToMinute())}
    >
      {say(wording.now)}
    </Button>
  )
  return (
    <TextInput
      {...control}
      type="datetime-local"
      description={control.description ?? say(wording.zoneHelp, { zone })}
      value={value}
      onChange={(event) => props.onChange(momentOf(event.currentTarget.value, zone))}
      inputContainer={beside(now)}
    />
  )
}

export function MomentShow({ value }: ShowProps) {
  return <Time at={String(value)} />
}

export function DayEdit(props: EditProps) {
  return <Native {...props} type="date" />
}

export function ClockEdit(props: EditProps) {
  return <Native {...props} type="time" />
}

function Native(props: EditProps & { readonly type: 'date' | 'time' }) {
  return (
    <TextInput
      {...useControl(props)}
      type={props.type}
      value={typeof props.value === 'string' ? props.value : ''}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}
