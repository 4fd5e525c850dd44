/** Steps that ask for plain fields: where one comes from, and why one came without a plan. */
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Field } from '../../models/fields.ts'
import { creates } from '../../models/ledger.ts'
import { call, queryOf } from '../api.ts'
import type { Page } from '../api.ts'
import { EditField } from '../fields/Field.tsx'
import { useNewest } from '../fields/shape.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import type { Faults } from '../values.ts'
import { Tiles } from './Tiles.tsx'

interface AskedProps {
  readonly field: Field
  readonly path: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly needed: boolean
  readonly faults: Faults
}

/** One field as the counter asks for it: large, and by tapping wherever that is possible. */
export function Asked(props: AskedProps) {
  const { field, path, value, onChange, needed, faults } = props
  const { say, language } = useSpeech()
  if (field.kind === 'link') return <Places {...props} />
  if (field.kind === 'choice') {
    const options = Object.entries(field.choices ?? {}).map(([key, label]) => ({
      value: key,
      label: say(label),
    }))
    return (
      <Tiles
        label={say(field.label)}
        options={options}
        value={value}
        onChange={onChange}
        fault={faults[path]}
      />
    )
  }
  if (field.kind === 'text' || field.kind === 'code') {
    return (
      <TextInput
        size="xl"
        lang={field.kind === 'code' ? 'en' : language}
        label={say(field.label)}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={faults[path]}
        withAsterisk={needed}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize={field.kind === 'code' ? 'characters' : 'off'}
        spellCheck={false}
      />
    )
  }
  return <EditField {...props} linked={{}} />
}

/** One of the few records a visitor may choose among; the only one is chosen by itself. */
function Places({ field, path, value, onChange, faults }: AskedProps) {
  const { say } = useSpeech()
  const target = ledgerNamed(field.target?.().name)
  const open = Object.values(target?.acts ?? {}).find(creates)?.to
  const query = queryOf({ 'filter[state]': typeof open === 'string' ? open : undefined })
  const { data } = useQuery({
    queryKey: ['list', target?.name, 'at the counter'],
    queryFn: () => call<Page>('GET', `/${target?.name}${query}`),
  })
  const records = data?.records ?? []
  const only = records.length === 1 ? records[0]?.id : undefined
  const choose = useNewest(onChange)
  useEffect(() => {
    if (only !== undefined && value === undefined) choose(only)
  }, [only, value, choose])
  if (only !== undefined) return null
  const options = records.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <Tiles
      label={say(field.label)}
      options={options}
      value={value}
      onChange={onChange}
      fault={faults[path]}
    />
  )
}
