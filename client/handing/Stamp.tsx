/** The time-stamp of a pack: in it, beside it because it came later, or still awaited. */
import { Anchor, Group, Text } from '@mantine/core'
import type { PackTime } from '../../models/pack.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Time } from '../parts/Time.tsx'
import { packing } from '../wording/packs.ts'
import { timesWords } from '../wording/times.ts'
import './handing.css'

export function Stamp({ state, size, inside, time, tsa }: PackTime) {
  const { say } = useSpeech()
  const waiting = state === 'waiting'
  const late = !waiting && !inside
  return (
    <div className="told pack-stamp">
      <Group gap={6}>
        <Icon name={waiting ? 'clock' : 'seal'} size={18} />
        <Text size="sm" fw={600}>
          {say(waiting ? timesWords.waiting : timesWords.stamped)}
        </Text>
      </Group>
      {time !== undefined && (
        <Text size="sm" component="div">
          <Time at={time} /> {tsa}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {say(waiting ? packing.stampWaiting : late ? packing.stampLate : packing.stampInside)}
      </Text>
      {late && (
        <Anchor href={`/log/timestamp/${size}.tsr`} download={`${size}.tsr`} className="pack-tsr">
          {say(timesWords.reply)}
        </Anchor>
      )}
    </div>
  )
}
