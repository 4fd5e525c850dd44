/**
 * Choosing from a closed list. Few choices lie open, so that one tap is enough; many fold into
 * the device's own picker. Yes and no are both choices: silence is neither.
 */
import { Checkbox, Group, NativeSelect, Radio } from '@mantine/core'
import { useAbout } from '../floor/about.ts'
import { Ticked } from '../floor/Ticked.tsx'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { useControl } from './shape.ts'
import type { EditProps } from './shape.ts'

const openChoicesMax = 7

export function ChoiceEdit(props: EditProps) {
  const { say } = useSpeech()
  const choices = Object.entries(props.field.choices ?? {})
  const value = typeof props.value === 'string' ? props.value : ''
  const control = useControl(props)
  if (choices.length > openChoicesMax) {
    return (
      <NativeSelect
        {...control}
        value={value}
        onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
        data={[
          { value: '', label: say(wording.choose) },
          ...choices.map(([key, label]) => ({ value: key, label: say(label) })),
        ]}
      />
    )
  }
  return (
    <Pills
      control={control}
      value={value}
      choices={choices.map(([key, label]) => [key, say(label)])}
      onChange={(next) => props.onChange(next === value && !props.needed ? undefined : next)}
    />
  )
}

export function FlagEdit(props: EditProps) {
  const { say } = useSpeech()
  const value = typeof props.value === 'boolean' ? String(props.value) : ''
  const control = useControl(props)
  const about = useAbout()
  const { each } = props.field
  const list = each === undefined ? undefined : about?.ledger.fields[each]
  const rows = each === undefined ? undefined : about?.facts?.[each]
  return (
    <>
      <Pills
        control={control}
        value={value}
        choices={[
          ['true', say(wording.yes)],
          ['false', say(wording.no)],
        ]}
        onChange={(next) =>
          props.onChange(next === value && !props.needed ? undefined : next === 'true')
        }
      />
      {list && Array.isArray(rows) && rows.length > 0 && (
        <Ticked
          list={list}
          rows={rows}
          label={control.label}
          onAll={(all) => props.onChange(all || undefined)}
        />
      )}
    </>
  )
}

interface PillsProps {
  readonly control: ReturnType<typeof useControl>
  readonly value: string
  readonly choices: readonly (readonly [string, string])[]
  readonly onChange: (value: string) => void
}

/**
 * Radio buttons as large as a finger. Tapping the chosen one of an optional field clears it. The
 * element Mantine puts these attributes on may not be required in ARIA; the asterisk says it.
 */
function Pills({ control, value, choices, onChange }: PillsProps) {
  const { 'aria-required': _, ...group } = control
  return (
    <Radio.Group {...group} value={value} onChange={onChange}>
      <Group gap="xs" mt={6}>
        {choices.map(([key, label]) => (
          <Radio
            key={key}
            className="pill"
            value={key}
            label={label}
            onClick={() => key === value && onChange(key)}
          />
        ))}
      </Group>
    </Radio.Group>
  )
}

export function ChoicesEdit(props: EditProps) {
  const { say } = useSpeech()
  const value = Array.isArray(props.value) ? props.value.map(String) : []
  const { 'aria-required': _, ...control } = useControl(props)
  return (
    <Checkbox.Group {...control} value={value} onChange={props.onChange}>
      <Group gap="xs" mt={6}>
        {Object.entries(props.field.choices ?? {}).map(([key, label]) => (
          <Checkbox key={key} className="pill" value={key} label={say(label)} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}
