/**
 * The search over every ledger. `/` brings one there from anywhere, a scanned label or a whole
 * number opens its record at once, and everything else is a list to choose from with the keys or
 * a finger. The box is part of the first thing a tablet loads; its list, made by hand, comes when
 * the box is first opened.
 */
import { Loader, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useNavigate } from '../way.tsx'
import { useSpeech } from '../language.tsx'
import { readScan } from '../scan/read.ts'
import { takesScan } from '../scan/wedge.ts'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { findNow, meant, useFound } from './found.ts'
import { Icon } from './Icon.tsx'
import { recentOf } from './recent.ts'
import type { Recent } from './recent.ts'

const SearchList = lazy(async () => ({ default: (await import('./SearchList.tsx')).SearchList }))

export function Search() {
  const { say } = useSpeech()
  const box = useSearchBox()
  const { input, typed, active, options, search, open } = box
  const id = useId()
  useHotkeys([['/', () => input.current?.focus()]])
  return (
    <search
      className="search"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) box.setOpen(false)
      }}
    >
      <TextInput
        {...takesScan}
        ref={input}
        role="combobox"
        aria-label={say(wording.search)}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        placeholder={say(wording.search)}
        value={typed}
        onChange={(event) => box.type(event.currentTarget.value)}
        onFocus={() => box.setOpen(true)}
        onClick={() => box.setOpen(true)}
        onKeyDown={box.press}
        leftSection={<Icon name="search" />}
        rightSection={
          typed !== '' && search.searching ? <Loader size="xs" /> : <kbd aria-hidden>/</kbd>
        }
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="search"
        spellCheck={false}
      />
      {open && (
        <Suspense>
          <SearchList
            id={id}
            typed={typed.trim()}
            search={search}
            options={options}
            active={active}
            onChoose={box.choose}
          />
        </Suspense>
      )}
    </search>
  )
}

/** The box: what is typed, what it found, which of it the keys are on, and opening one. */
function useSearchBox() {
  const navigate = useNavigate()
  const { account } = useSession()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const search = useFound(typed)
  const options: readonly Recent[] = typed.trim() === '' ? recentOf(account.id) : search.found

  const choose = ({ ledger, id }: Pick<Recent, 'ledger' | 'id'>) => {
    setTyped('')
    setOpen(false)
    setActive(-1)
    input.current?.blur()
    navigate(`/${ledger}/${id}`)
  }
  const type = (text: string) => {
    setTyped(text)
    setOpen(true)
    setActive(-1)
  }
  // A scanner sends Enter before anything could be found, so Enter asks for itself.
  const openMeant = async (text: string) => {
    const record = meant(await findNow(text), text)
    if (record && input.current?.value === text) choose(record)
  }
  const enter = () => {
    const scanned = readScan(typed)
    const chosen = options[active]
    if (chosen) choose(chosen)
    else if (scanned.kind === 'record') choose(scanned)
    // What goes wrong is said by the list, which asks the same question.
    else if (typed.trim() !== '') openMeant(typed).catch(() => undefined)
  }
  const move = (step: number) => {
    setOpen(true)
    const count = options.length
    if (count > 0)
      setActive((now) => (now < 0 && step < 0 ? count - 1 : (now + step + count) % count))
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') enter()
    else if (event.key === 'Escape') {
      if (open && typed === '') input.current?.blur()
      if (!open) setTyped('')
      setOpen(false)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      move(event.key === 'ArrowDown' ? 1 : -1)
    }
  }
  return { input, typed, type, open, setOpen, active, options, search, press, choose }
}
