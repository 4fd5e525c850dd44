/** A scan would lead away from a form that is being filled in: its person says what is meant. */
import { Button, Group, Modal, Text } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { checks } from '../wording/checks.ts'

interface LeavingProps {
  readonly text: string
  readonly stay: () => void
  readonly leave: () => void
}

export function Leaving({ text, stay, leave }: LeavingProps) {
  const { say } = useSpeech()
  return (
    <Modal
      opened
      onClose={stay}
      title={say(checks.entering)}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      centered
    >
      <Text>{say(checks.leaveText, { text })}</Text>
      <Group mt="lg" justify="flex-end">
        <Button variant="default" size="md" onClick={leave}>
          {say(checks.leave)}
        </Button>
        <Button size="md" onClick={stay} data-autofocus>
          {say(checks.stay)}
        </Button>
      </Group>
    </Modal>
  )
}
