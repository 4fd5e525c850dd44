/**
 * The fields of an act: needed ones in the open, further ones folded away when there are many, so
 * that what must be done on the floor in seconds fits one screen.
 */
import { Button, Collapse, SimpleGrid } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Filling, Subject } from '../acting.ts'
import { EditField } from '../fields/Field.tsx'
import { isWide } from '../fields/Nested.tsx'
import { corrects } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { faultsAt } from '../values.ts'
import type { Faults } from '../values.ts'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'

interface ActFieldsProps {
  readonly subject: Subject
  readonly filling: Filling
  readonly faults: Faults
  /** Fields entered elsewhere on the page. */
  readonly without?: readonly string[]
}

const openMax = 4

export function ActFields({ subject, filling, faults, without = [] }: ActFieldsProps) {
  const { say } = useSpeech()
  const { act } = subject
  const needs = (act.needs ?? []).filter((key) => !without.includes(key))
  const takes = (act.takes ?? []).filter((key) => !without.includes(key))
  const inOpen = takes.length <= openMax || corrects(act) || needs.length === 0
  const wanting = takes.some((key) => faultsAt(faults, key) > 0)
  const [open, { toggle }] = useDisclosure(inOpen)
  const draw = (keys: readonly string[]) => (
    <Fields keys={keys} subject={subject} filling={filling} faults={faults} />
  )
  return (
    <>
      {draw(needs)}
      {inOpen && draw(takes)}
      {!inOpen && (
        <div className="further">
          <Button
            variant="subtle"
            aria-expanded={open || wanting}
            rightSection={<Icon name="chevron" size={16} />}
            onClick={toggle}
          >
            {say(wording.optional)}（{takes.length}）
          </Button>
          <Collapse expanded={open || wanting}>{draw(takes)}</Collapse>
        </div>
      )}
    </>
  )
}

function Fields({ keys, subject, filling, faults }: ActFieldsProps & { keys: readonly string[] }) {
  const { ledger, act, record } = subject
  if (keys.length === 0) return null
  return (
    <SimpleGrid className="fields" cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="md">
      {keys.map((key) => {
        const field = ledger.fields[key]
        if (!field) return null
        return (
          <div key={key} className={isWide(field) ? 'wide' : undefined}>
            <EditField
              field={field}
              path={key}
              value={filling.values[key]}
              onChange={(value) => filling.set(key, value)}
              needed={act.needs?.includes(key) ?? false}
              faults={faults}
              linked={record?.linked ?? {}}
            />
          </div>
        )
      })}
    </SimpleGrid>
  )
}
