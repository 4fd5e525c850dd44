/** Several records may be meant by one code; here a person says which. */
import { Modal, NavLink, Text } from '@mantine/core'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { scanning } from '../wording/scan.ts'
import type { Choices } from './scanned.ts'

interface ChoosingProps {
  readonly choices: Choices
  readonly open: (ledger: string, id: string) => void
  readonly close: () => void
}

export function Choosing({ choices, open, close }: ChoosingProps) {
  const { say } = useSpeech()
  const { text, records } = choices
  return (
    <Modal
      opened
      onClose={close}
      title={say(scanning.several)}
      closeButtonProps={{ 'aria-label': say(scanning.close) }}
      transitionProps={{ duration: 0 }}
      centered
    >
      <Text size="sm">{say(scanning.severalText, { text, count: records.length })}</Text>
      {records.map((record) => {
        const ledger = ledgerNamed(record.ledger)
        return (
          <NavLink
            key={record.id}
            component="button"
            label={record.title}
            description={`${ledger ? say(ledger.label) : ''} ${record.number}`}
            rightSection={<StateBadge ledger={ledger} state={record.state} />}
            onClick={() => open(record.ledger, record.id)}
          />
        )
      })}
    </Modal>
  )
}
