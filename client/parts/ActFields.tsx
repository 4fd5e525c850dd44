/**
 * The fields of an act: needed ones in the open, further ones folded away when there are many, so
 * that what must be done on the floor in seconds fits one screen.
 */
import { Button, Collapse, SimpleGrid } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { Field } from '../../models/field.ts'
import { takenBy } from '../../models/ledger.ts'
import type { Act } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import type { Filling, Subject } from '../acting.ts'
import { Checklist, questionsAmong } from '../fields/Checklist.tsx'
import { EditField } from '../fields/Field.tsx'
import { isWide } from '../fields/Nested.tsx'
import type { Origin } from '../floor/usual.ts'
import { corrects } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { faultsAt } from '../values.ts'
import type { Faults } from '../values.ts'
import { floor } from '../wording/floor.ts'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'
import '../floor/floor.css'

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
  const { act, ledger, record } = subject
  const proposed = useEver([...filling.origins.keys()])
  // A correction starts from what stands, and is drawn as it stands.
  const { questions, remarks } = corrects(act)
    ? { questions: [], remarks: [] }
    : questionsAmong(ledger.fields, takenBy(act))
  const isOpen = (key: string) =>
    proposed.has(key) || ledger.fields[key]?.remembered === true || questions.includes(key)
  const hidden = new Set([...without, ...remarks])
  const entered = (act.takes ?? []).filter((key) => !hidden.has(key))
  // Nothing is sent that its person has not seen: what is proposed stands in the open.
  const reports = entered.filter((key) => isReport(ledger.fields[key], act))
  const beside = (needed: string) =>
    entered.filter((key) => ledger.fields[key]?.beside === needed && !reports.includes(key))
  const placed = new Set([...reports, ...(act.needs ?? []).flatMap(beside)])
  const needs = [
    ...reports,
    ...(act.needs ?? []).filter((key) => !hidden.has(key)).flatMap((key) => [key, ...beside(key)]),
    ...entered.filter((key) => isOpen(key) && !placed.has(key)),
  ]
  const takes = entered.filter((key) => !isOpen(key) && !placed.has(key))
  const inOpen = takes.length <= openMax || corrects(act) || needs.length === 0
  const wanting = takes.some((key) => faultsAt(faults, key) > 0)
  const [open, { toggle }] = useDisclosure(inOpen)
  const draw = (keys: readonly string[]) => (
    <Fields
      keys={keys.filter((key) => !questions.includes(key))}
      subject={subject}
      filling={filling}
      faults={faults}
    />
  )
  return (
    <>
      {questions.length > 0 && (
        <Checklist
          fields={ledger.fields}
          questions={questions}
          remarks={remarks}
          values={filling.values}
          set={(values) => setChanged(filling, values)}
          isNeeded={(key) => act.needs?.includes(key) ?? false}
          faults={faults}
          linked={record?.linked ?? {}}
        />
      )}
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

/** Whether a field is the report from which the rest of an act is filled in: it comes first. */
function isReport(field: Field | undefined, act: Act): boolean {
  if (!field?.report || corrects(act)) return false
  const taken = takenBy(act)
  return Object.keys(field.report.fills).every((path) => taken.includes(path.split('.')[0] ?? ''))
}

/** Enters what differs, so that what stays as proposed stays a proposal. */
function setChanged({ values, set }: Filling, next: Facts): void {
  for (const [key, value] of Object.entries(next)) if (value !== values[key]) set(key, value)
}

/** Everything that was ever among some keys, so that a control stays where it was. */
function useEver(keys: readonly string[]): ReadonlySet<string> {
  const [ever, setEver] = useState<ReadonlySet<string>>(new Set(keys))
  if (keys.every((key) => ever.has(key))) return ever
  const more = new Set([...ever, ...keys])
  setEver(more)
  return more
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
          <div key={key} className={isWide(field) ? 'field wide' : 'field'}>
            <Proposal
              field={field}
              origin={filling.origins.get(key)}
              clear={() => filling.set(key, undefined)}
            />
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

interface ProposalProps {
  readonly field: Field
  readonly origin: Origin | undefined
  readonly clear: () => void
}

/** Says that a value was filled in by the house, and takes it away with one tap. */
function Proposal({ field, origin, clear }: ProposalProps) {
  const { say } = useSpeech()
  // That it is now, or oneself, is plain to see.
  if (origin === undefined || origin === 'usual') return null
  const from = say(floor[origin])
  return (
    <button
      type="button"
      className="proposal"
      aria-label={say(floor.clearProposal, { label: say(field.label), origin: from })}
      onClick={clear}
    >
      <span>{from}</span>
      <Icon name="close" size={14} />
    </button>
  )
}
