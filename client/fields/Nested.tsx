/**
 * Values made of others: a group of named parts, and a list of such groups with rows that are
 * added and taken away.
 */
import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import type { Field } from '../../models/fields.ts'
import { limits } from '../../models/limits.ts'
import { rowOf } from '../floor/usual.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { wording } from '../wording/house.ts'
import { nowToMinute } from '../zone.ts'
import { Checklist, questionsAmong } from './Checklist.tsx'
import { EditField, ShowField } from './Field.tsx'
import { controlId, membersOf, useControl } from './shape.ts'
import { PhotosEdit } from './Photos.tsx'
import type { EditProps, ShowProps } from './shape.ts'
import { filePartOf } from './taking.ts'

export function GroupEdit(props: EditProps) {
  const { label, description, error, withAsterisk } = useControl(props)
  return (
    <Fieldset
      id={controlId(props.path)}
      tabIndex={-1}
      legend={<Legend label={label} needed={withAsterisk} />}
      className="group"
    >
      {description && <Text className="help">{description}</Text>}
      <Parts {...props} />
      {error && <Text className="fault">{error}</Text>}
    </Fieldset>
  )
}

function Legend({ label, needed }: { readonly label: string; readonly needed: boolean }) {
  return (
    <>
      {label}
      {needed && (
        <span className="asterisk" aria-hidden>
          {' *'}
        </span>
      )}
    </>
  )
}

/** The controls of a group's parts; wide ones take the whole width. */
function Parts({ field, path, value, onChange, needed, faults, linked }: EditProps) {
  const members = membersOf(value)
  const { parts = {} } = field
  const { questions, remarks } = questionsAmong(parts, Object.keys(parts))
  const isNeeded = (part: Field | undefined) =>
    part?.required === true && (needed || Object.keys(members).length > 0)
  return (
    <>
      {questions.length > 0 && (
        <Checklist
          fields={parts}
          questions={questions}
          remarks={remarks}
          values={members}
          set={onChange}
          before={`${path}.`}
          isNeeded={(key) => isNeeded(parts[key])}
          faults={faults}
          linked={linked}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
        {Object.entries(parts)
          .filter(([key]) => !questions.includes(key) && !remarks.includes(key))
          .map(([key, part]) => (
            <div key={key} className={isWide(part) ? 'wide' : undefined}>
              <EditField
                field={part}
                path={`${path}.${key}`}
                value={members[key]}
                onChange={(next) => onChange({ ...members, [key]: next })}
                needed={isNeeded(part)}
                faults={faults}
                linked={linked}
              />
            </div>
          ))}
      </SimpleGrid>
    </>
  )
}

/** Whether a field needs the whole width of a form. */
export function isWide(field: Field): boolean {
  return ['lines', 'group', 'list', 'signature', 'file', 'name', 'choices'].includes(field.kind)
}

/** Photos are taken one after another; every other list has rows to fill in. */
export function ListEdit(props: EditProps) {
  return filePartOf(props.field) ? <PhotosEdit {...props} /> : <RowsEdit {...props} />
}

function RowsEdit(props: EditProps) {
  const { say } = useSpeech()
  const { label, description, error, withAsterisk } = useControl(props)
  const rows: readonly unknown[] = Array.isArray(props.value) ? props.value : []
  const { field, path, onChange } = props
  const newRow = () => rowOf(field.parts, { account: '', now: nowToMinute() })
  return (
    <Fieldset
      id={controlId(path)}
      tabIndex={-1}
      legend={<Legend label={label} needed={withAsterisk} />}
      className="group"
    >
      {description && <Text className="help">{description}</Text>}
      <Stack gap="sm">
        {rows.map((row, at) => (
          <Group key={at} className="row" align="flex-start" wrap="nowrap" gap="xs">
            <div className="grow">
              <Parts
                {...props}
                field={field}
                path={`${path}.${at}`}
                value={row}
                needed
                onChange={(next) => onChange(rows.map((one, n) => (n === at ? next : one)))}
              />
            </div>
            <ActionIcon
              aria-label={say(wording.remove, { label, n: at + 1 })}
              onClick={() => onChange(rows.filter((_, n) => n !== at))}
            >
              <Icon name="close" />
            </ActionIcon>
          </Group>
        ))}
        <Button
          className="add"
          variant="light"
          leftSection={<Icon name="plus" />}
          disabled={rows.length >= limits.listItemsMax}
          onClick={() => onChange([...rows, newRow()])}
          aria-label={`${label}: ${say(wording.add)}`}
        >
          {say(wording.add)}
        </Button>
      </Stack>
      {error && <Text className="fault">{error}</Text>}
    </Fieldset>
  )
}

export function GroupShow({ field, value, linked }: ShowProps) {
  const { say } = useSpeech()
  const members = membersOf(value)
  return (
    <dl className="facts nested">
      {Object.entries(field.parts ?? {})
        .filter(([key]) => members[key] !== undefined && members[key] !== null)
        .map(([key, part]) => (
          <div key={key}>
            <dt>{say(part.label)}</dt>
            <dd>
              <ShowField field={part} value={members[key]} linked={linked} />
            </dd>
          </div>
        ))}
    </dl>
  )
}

export function ListShow({ field, value, linked }: ShowProps) {
  const { say } = useSpeech()
  const rows = Array.isArray(value) ? value.map(membersOf) : []
  const parts = Object.entries(field.parts ?? {}).filter(([key]) =>
    rows.some((row) => row[key] !== undefined && row[key] !== null),
  )
  return (
    <Table.ScrollContainer
      minWidth={parts.length * 110}
      scrollAreaProps={{ offsetScrollbars: true }}
    >
      <Table className="nested" withRowBorders>
        <Table.Thead>
          <Table.Tr>
            {parts.map(([key, part]) => (
              <Table.Th key={key}>{say(part.label)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              {parts.map(([key, part]) => (
                <Table.Td key={key}>
                  <ShowField field={part} value={row[key]} linked={linked} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
