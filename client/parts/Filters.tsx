/**
 * What narrows and orders a list. Everything is read from the declaration and kept in the
 * address; nothing is remembered behind the reader's back.
 */
import { Button, Collapse, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Field } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { fieldsOf } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'

const typingMs = 250
const sorts = {
  '-number': wording.sortNumberDown,
  number: wording.sortNumberUp,
  '-changed': wording.sortChangedDown,
  changed: wording.sortChangedUp,
} as const

/** The API's query for what the address says. */
export function queryFrom(ledger: Ledger, params: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {}
  const known = ['state', 'due', 'link', ...fieldsOf(ledger, narrowing).map(([key]) => key)]
  for (const [key, value] of params) {
    if (value === '') continue
    if (key === 'q') query['q'] = value.slice(0, limits.searchCharactersMax)
    else if (key === 'sort' && value in sorts) query['sort'] = value
    else if (known.includes(key)) query[`filter[${key}]`] = value
  }
  return query
}

const narrowing = ['choice', 'choices', 'flag'] as const

/** Reads and writes one member of the address. */
function useAddress() {
  const [params, setParams] = useSearchParams()
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(params)
    if (value === '') next.delete(key)
    else next.set(key, value)
    setParams(next, { replace: true })
  }
  return { params, set, clear: () => setParams({}, { replace: true }) }
}

export function Filters({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const { params, set, clear } = useAddress()
  const further = fieldsOf(ledger, narrowing)
  const used = further.some(([key]) => params.has(key))
  const [open, { toggle }] = useDisclosure(used)
  const states = Object.entries(ledger.states).map(([value, label]) => ({
    value,
    label: say(label),
  }))
  const dues = Object.entries(ledger.dues ?? {})
  const narrowed = [...params.keys()].some((key) => key !== 'sort')
  return (
    <search>
      <Group gap="xs" align="flex-end">
        <SearchIn ledger={ledger} />
        <NativeSelect
          aria-label={say(wording.state)}
          value={params.get('state') ?? ''}
          onChange={(event) => set('state', event.currentTarget.value)}
          data={[{ value: '', label: say(wording.allStates) }, ...states]}
        />
        <NativeSelect
          aria-label={say(wording.sort)}
          value={params.get('sort') ?? '-number'}
          onChange={(event) => set('sort', event.currentTarget.value)}
          data={Object.entries(sorts).map(([value, label]) => ({ value, label: say(label) }))}
        />
        {dues.map(([name, due]) => {
          const on = params.get('due') === name
          return (
            <Button
              key={name}
              variant={on ? 'filled' : 'default'}
              color={on ? 'red.9' : 'indigo'}
              aria-pressed={on}
              leftSection={<Icon name="alert" size={18} />}
              onClick={() => set('due', on ? '' : name)}
            >
              {say(due.label)}
            </Button>
          )
        })}
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
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm" pt="sm">
          {further.map(([key, field]) => (
            <NativeSelect
              key={key}
              label={say(field.label)}
              value={params.get(key) ?? ''}
              onChange={(event) => set(key, event.currentTarget.value)}
              data={[{ value: '', label: say(wording.all) }, ...optionsOf(field, say)]}
            />
          ))}
        </SimpleGrid>
      </Collapse>
    </search>
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
