/** A scan would lead away from a form that is being filled in: its person says what is meant. */
import { Button, Group, Modal, Text } from '@mantine/core'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { checks } from '../wording/checks.ts'
import { readScan } from './read.ts'

interface LeavingProps {
  readonly scanned: string
  readonly stay: () => void
  readonly leave: () => void
}

export function Leaving({ scanned, stay, leave }: LeavingProps) {
  const { say } = useSpeech()
  const read = readScan(scanned)
  // The address on a label says nothing to a person.
  const noun = read.kind === 'record' ? ledgerNamed(read.ledger)?.noun : undefined
  const text = read.kind === 'text' ? read.text : noun ? say(noun) : ''
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
