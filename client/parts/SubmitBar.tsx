/** The foot of a form: one large button that stays within reach of a thumb, and a way out. */
import { Button, Group, Text } from '@mantine/core'
import { useNavigate } from '../way.tsx'
import type { Words } from '../../models/words.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'

interface SubmitBarProps {
  readonly label: Words
  readonly danger: boolean
  readonly faults: number
  readonly sending: boolean
  /** Something is still being prepared. */
  readonly waiting: boolean
  readonly abandon: () => Promise<void>
}

export function SubmitBar({ label, danger, faults, sending, waiting, abandon }: SubmitBarProps) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  return (
    <Group className="submit" justify="flex-end" gap="md">
      {faults > 0 && (
        <Text className="fault" role="status">
          {say(wording.faults, { count: faults })}
        </Text>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="lg"
        onClick={() => void abandon().then(() => navigate(-1))}
      >
        {say(wording.cancel)}
      </Button>
      <Button
        type="submit"
        size="lg"
        color={danger ? 'red.9' : 'indigo'}
        loading={sending}
        disabled={waiting}
        className="primary"
      >
        {say(label)}
      </Button>
    </Group>
  )
}
