/**
 * What narrows and orders a list. Everything is read from the declaration and kept in the
 * address; nothing is remembered behind the reader's back.
 */
import { Button, Collapse, Group, NativeSelect, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { sortsOf } from '../../models/derive/sorting.ts'
import type { Field } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { nameOf, useLabel, useOptions } from '../fields/Linked.tsx'
import { ledgerNamed, mayList } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useSession } from '../session.tsx'
import { tableWords } from '../wording/table.ts'
import { wording } from '../wording/house.ts'
import { chosenFields, linkFields, rangeFields, useAddress, usualSort } from './address.ts'

const typingMs = 250
const sorts = {
  '-number': wording.sortNumberDown,
  number: wording.sortNumberUp,
  '-changed': wording.sortChangedDown,
  changed: wording.sortChangedUp,
} as const

export function Filters({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const { account } = useSession()
  const { params, set, clear } = useAddress()
  const chosen = chosenFields(ledger)
  const linked = linkFields(ledger).filter(([, field]) => {
    const target = ledgerNamed(field.target?.().name)
    return target !== undefined && mayList(target, account)
  })
  const ranged = rangeFields(ledger)
  const further = [...chosen, ...linked, ...ranged]
  const used = further.some(([key]) => params.has(key))
  const [open, { toggle }] = useDisclosure(used)
  const states = Object.entries(ledger.states).map(([value, label]) => ({
    value,
    label: say(label),
  }))
  const narrowed = [...params.keys()].some((key) => key !== 'sort')
  return (
    <search>
      <Group gap="xs" align="flex-end" className="narrowing">
        <SearchIn ledger={ledger} />
        <NativeSelect
          aria-label={say(wording.state)}
          value={params.get('state') ?? ''}
          onChange={(event) => set('state', event.currentTarget.value)}
          data={[{ value: '', label: say(wording.allStates) }, ...states]}
        />
        <Sorting ledger={ledger} />
        {further.length > 0 && (
          <Button
            variant="default"
            aria-expanded={open}
            rightSection={<Icon name="chevron" size={16} />}
            onClick={toggle}
          >
            {say(wording.filters)}
          </Button>
        )}
        {narrowed && (
          <Button variant="subtle" leftSection={<Icon name="close" size={16} />} onClick={clear}>
            {say(wording.clearFilters)}
          </Button>
        )}
      </Group>
      <Collapse expanded={open}>
        {open && (
          <SimpleGrid cols={{ base: 1, xs: 2, sm: 3, lg: 4 }} spacing="sm" pt="sm">
            {ranged.map(([key, field]) => (
              <Range key={key} name={key} field={field} />
            ))}
            {linked.map(([key, field]) => (
              <LinkTo key={key} name={key} field={field} />
            ))}
            {chosen.map(([key, field]) => (
              <NativeSelect
                key={key}
                label={say(field.label)}
                value={params.get(key) ?? ''}
                onChange={(event) => set(key, event.currentTarget.value)}
                data={[{ value: '', label: say(wording.all) }, ...optionsOf(field, say)]}
              />
            ))}
          </SimpleGrid>
        )}
      </Collapse>
    </search>
  )
}

/** The orders of a list, for a finger; a pointer has the headings as well. */
function Sorting({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const { params, set } = useAddress()
  const fields = sortsOf(ledger).flatMap(({ key }) => {
    const label = say(ledger.fields[key]?.label ?? wording.none)
    return [
      { value: key, label: `${label} ▲` },
      { value: `-${key}`, label: `${label} ▼` },
    ]
  })
  return (
    <NativeSelect
      aria-label={say(wording.sort)}
      value={params.get('sort') ?? usualSort}
      onChange={(event) =>
        set('sort', event.currentTarget.value === usualSort ? '' : event.currentTarget.value)
      }
      data={[
        ...Object.entries(sorts).map(([value, label]) => ({ value, label: say(label) })),
        ...fields,
      ]}
    />
  )
}

interface ByFieldProps {
  readonly name: string
  readonly field: Field
}

/** From one day to another; either may be left open. */
function Range({ name, field }: ByFieldProps) {
  const { say } = useSpeech()
  const { params, set } = useAddress()
  const [from = '', to = ''] = (params.get(name) ?? '').split('..')
  const change = (next: readonly [string, string]) =>
    set(name, next.join('') === '' ? '' : next.join('..'))
  const label = say(field.label)
  return (
    <Group gap="xs" grow wrap="nowrap" align="flex-end">
      <TextInput
        type="date"
        label={say(tableWords.from, { label })}
        value={from}
        max={to || undefined}
        onChange={(event) => change([event.currentTarget.value, to])}
      />
      <TextInput
        type="date"
        label={say(tableWords.to, { label })}
        value={to}
        min={from || undefined}
        onChange={(event) => change([from, event.currentTarget.value])}
      />
    </Group>
  )
}

/** Only records that link to one of another ledger. */
function LinkTo({ name, field }: ByFieldProps) {
  const { say } = useSpeech()
  const { params, set } = useAddress()
  const [typed, setTyped] = useState('')
  const target = field.target?.().name ?? ''
  const value = params.get(name)
  const current = useLabel(target, value, {})
  const named = current ? nameOf(current) : ''
  const { data } = useOptions(target, typed === named ? '' : typed)
  const found = data?.records ?? []
  const shown = current && !found.some(({ id }) => id === value) ? [current, ...found] : found
  return (
    <Select
      label={say(field.label)}
      placeholder={say(tableWords.anyLink)}
      value={value}
      onChange={(id) => set(name, id ?? '')}
      onSearchChange={setTyped}
      data={shown.map((one) => ({ value: one.id, label: nameOf(one) }))}
      filter={({ options }) => options}
      nothingFoundMessage={say(wording.searchNothing)}
      clearButtonProps={{ 'aria-label': say(wording.clear) }}
      searchable
      clearable
    />
  )
}

function optionsOf(field: Field, say: ReturnType<typeof useSpeech>['say']) {
  if (field.kind === 'flag') {
    return [
      { value: 'true', label: say(wording.yes) },
      { value: 'false', label: say(wording.no) },
    ]
  }
  return Object.entries(field.choices ?? {}).map(([value, label]) => ({ value, label: say(label) }))
}

/** The ledger's own search; the address follows once the typing pauses. */
function SearchIn({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const { params, set } = useAddress()
  const sought = params.get('q') ?? ''
  const [typed, setTyped] = useState(sought)
  const [seen, setSeen] = useState(sought)
  if (seen !== sought) {
    setSeen(sought)
    // Not while it only follows the typing: a blank between two words would be lost.
    if (typed.trim() !== sought) setTyped(sought)
  }
  const follow = useDebouncedCallback((text: string) => set('q', text.trim()), typingMs)
  const label = say(wording.searchIn, { ledger: say(ledger.label) })
  return (
    <TextInput
      className="search-in"
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={limits.searchCharactersMax}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        follow(event.currentTarget.value)
      }}
      leftSection={<Icon name="search" />}
    />
  )
}
