/**
 * The fields a step asks for: drawn by their kinds like in any form, with examples that one tap
 * takes over, and a time zone that is chosen instead of typed.
 */
import { Button, Group, NativeSelect, SimpleGrid, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Field } from '../../models/field.ts'
import type { Filling } from '../acting.ts'
import { EditField } from '../fields/Field.tsx'
import { isWide } from '../fields/Nested.tsx'
import { useControl } from '../fields/shape.ts'
import type { EditProps } from '../fields/shape.ts'
import { zoneField } from '../house.ts'
import { useSpeech } from '../language.tsx'
import type { Faults } from '../values.ts'
import { setup } from '../wording/setup.ts'
import type { Step } from './steps.ts'

interface AskedProps {
  readonly step: Step
  readonly filling: Filling
  readonly faults: Faults
}

export function Asked({ step, filling, faults }: AskedProps) {
  const { ledger, asks, needs, offers = {} } = step
  // Two texts of one meaning are read side by side.
  const beside = asks.every((key) => ledger.fields[key]?.kind === 'lines')
  return (
    <SimpleGrid className="fields" cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="md">
      {asks.map((key) => {
        const field = ledger.fields[key]
        if (!field) return null
        const props: EditProps = {
          field: narrowed(field, step.among?.[key]),
          path: key,
          value: filling.values[key],
          onChange: (value) => filling.set(key, value),
          needed: needs.includes(key),
          faults,
          linked: {},
        }
        return (
          <div key={key} className={isWide(field) && !beside ? 'field wide' : 'field'}>
            {offers[key] && <Offers {...props} offers={offers[key]} />}
            {key === zoneField ? <ZoneEdit {...props} /> : <EditField {...props} />}
          </div>
        )
      })}
    </SimpleGrid>
  )
}

/** A field of which only some choices make sense. */
function narrowed(field: Field, among: readonly string[] | undefined): Field {
  if (!among || !field.choices) return field
  const choices = Object.entries(field.choices).filter(([key]) => among.includes(key))
  return { ...field, choices: Object.fromEntries(choices) }
}

type OffersProps = EditProps & { readonly offers: NonNullable<Step['offers']>[string] }

/** Examples a tap takes over; what they fill in is changed like anything else. */
function Offers({ field, offers, onChange }: OffersProps) {
  const { say } = useSpeech()
  return (
    <Group gap="xs" mb="xs" role="group" aria-label={`${say(field.label)}: ${say(setup.offered)}`}>
      <Text size="sm" c="dimmed" component="span">
        {say(field.label)}: {say(setup.offered)}
      </Text>
      {offers.map(({ label, value }) => (
        <Button key={label.en} variant="default" radius="xl" onClick={() => onChange(value)}>
          {say(label)}
        </Button>
      ))}
    </Group>
  )
}

/** Every zone this browser knows, with the time it is there, so that a wrong one is noticed. */
function ZoneEdit(props: EditProps) {
  const { language, say } = useSpeech()
  const control = useControl(props)
  const value = typeof props.value === 'string' ? props.value : ''
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone')
    return [...new Set([...(value === '' ? [] : [value]), 'UTC', ...known])].sort()
  }, [value])
  return (
    <NativeSelect
      {...control}
      description={say(setup.clockThere, { time: timeIn(value, language) })}
      data={zones}
      value={value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

function timeIn(timeZone: string, language: string): string {
  const show = new Intl.DateTimeFormat(language, {
    timeZone: timeZone === '' ? 'UTC' : timeZone,
    hour: '2-digit',
    minute: '2-digit',
  })
  return show.format(new Date())
}
