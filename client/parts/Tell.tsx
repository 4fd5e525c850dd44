/** Why an act is done, where it must say so, and when it happened, where that was not just now. */
import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import type { Act } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { Filling } from '../acting.ts'
import { controlId } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { useZone } from '../places.tsx'
import { wording } from '../wording/house.ts'
import { momentOf, nowToMinute, wallTime } from '../zone.ts'

interface TellProps {
  readonly act: Act
  readonly filling: Filling
  readonly fault: string | undefined
}

export function Tell({ act, filling, fault }: TellProps) {
  const { say } = useSpeech()
  const zone = useZone()
  const { telling, tell } = filling
  const later = telling.statedAt !== undefined
  return (
    <Stack gap="md" className="tell">
      {(act.because || later) && (
        <Textarea
          id={controlId('because')}
          label={say(wording.because)}
          description={say(wording.becauseHelp)}
          withAsterisk={act.because === true}
          aria-required={act.because === true}
          value={telling.because}
          onChange={(event) => tell({ because: event.currentTarget.value })}
          error={fault}
          maxLength={limits.becauseCharactersMax}
          autosize
          minRows={2}
        />
      )}
      <Checkbox
        className="tap"
        label={say(wording.later)}
        description={later ? say(wording.laterHelp) : undefined}
        checked={later}
        onChange={(event) =>
          tell({ statedAt: event.currentTarget.checked ? nowToMinute() : undefined })
        }
      />
      {telling.statedAt !== undefined && (
        <TextInput
          type="datetime-local"
          label={say(wording.laterAt)}
          description={say(wording.zoneHelp, { zone })}
          value={wallTime(telling.statedAt, zone)}
          max={wallTime(nowToMinute(), zone)}
          onChange={(event) => {
            const at = momentOf(event.currentTarget.value, zone)
            if (at !== undefined) tell({ statedAt: at })
          }}
        />
      )}
    </Stack>
  )
}
