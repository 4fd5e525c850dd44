/**
 * The search over every ledger. `/` brings one there from anywhere, a scanned label that names
 * one record opens it at once, and everything else is a list to choose from.
 */
import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { call, queryOf } from '../api.ts'
import type { LinkLabel } from '../api.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { takesScan } from '../scan/wedge.ts'
import { Icon } from './Icon.tsx'
import { StateBadge } from './StateBadge.tsx'

const typingMs = 180

export function Search() {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { found, searching } = useFound(typed)
  useHotkeys([['/', () => input.current?.focus()]])
  const open = (record: LinkLabel) => {
    setTyped('')
    combobox.closeDropdown()
    input.current?.blur()
    void navigate(`/${record.ledger}/${record.id}`)
  }
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const sought = typed.trim().toUpperCase()
    const only = found.length === 1 ? found[0] : found.find(({ number }) => number === sought)
    if (only && combobox.getSelectedOptionIndex() < 0) open(only)
  }
  return (
    <search className="search">
      <Combobox
        store={combobox}
        shadow="md"
        onOptionSubmit={(id) => {
          const record = found.find((one) => one.id === id)
          if (record) open(record)
        }}
      >
        <Combobox.Target>
          <TextInput
            {...takesScan}
            ref={input}
            aria-label={say(wording.search)}
            placeholder={say(wording.search)}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              combobox.openDropdown()
            }}
            onFocus={() => typed && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={enter}
            leftSection={<Icon name="search" />}
            rightSection={searching ? <Loader size="xs" /> : <kbd aria-hidden>/</kbd>}
            autoComplete="off"
            spellCheck={false}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={typed.trim() === ''}>
          <Options found={found} searching={searching} />
        </Combobox.Dropdown>
      </Combobox>
    </search>
  )
}

interface OptionsProps {
  readonly found: readonly LinkLabel[]
  readonly searching: boolean
}

function Options({ found, searching }: OptionsProps) {
  const { say } = useSpeech()
  return (
    <Combobox.Options mah={420} className="found">
      {found.map((record) => {
        const ledger = ledgerNamed(record.ledger)
        return (
          <Combobox.Option key={record.id} value={record.id} className="found-one">
            <span className="grow">
              <strong>{record.title}</strong>
              <small>
                {record.title !== record.number && <span className="code">{record.number}</span>}
                {ledger && say(ledger.label)}
              </small>
            </span>
            <StateBadge ledger={ledger} state={record.state} />
          </Combobox.Option>
        )
      })}
      {found.length === 0 && (
        <Combobox.Empty>
          {say(searching ? wording.searching : wording.searchNothing)}
        </Combobox.Empty>
      )}
    </Combobox.Options>
  )
}

function useFound(typed: string) {
  const [q] = useDebouncedValue(typed.trim(), typingMs)
  const { data, isFetching } = useQuery({
    queryKey: ['search', q],
    queryFn: () => call<{ records: readonly LinkLabel[] }>('GET', `/search${queryOf({ q })}`),
    enabled: q !== '',
  })
  const behind = q !== typed.trim()
  return { found: behind ? [] : (data?.records ?? []), searching: behind || isFetching }
}
