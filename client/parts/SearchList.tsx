/**
 * What a search found, ledger by ledger, with the field each was found by, or why there is none.
 */
import { Button } from '@mantine/core'
import { useEffect } from 'react'
import type { Found } from '../../models/shown.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { searchWording } from '../wording/search.ts'
import type { useFound } from './found.ts'
import type { Recent } from './recent.ts'
import { StateBadge } from './StateBadge.tsx'

interface SearchListProps {
  readonly id: string
  readonly typed: string
  readonly search: ReturnType<typeof useFound>
  readonly options: readonly Recent[]
  /** Where the keys are; -1 in the box itself. */
  readonly active: number
  readonly onChoose: (record: Recent) => void
}

export function SearchList(props: SearchListProps) {
  const { id, typed, search, options, active } = props
  const { say } = useSpeech()
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const count = options.length
  return (
    <div className="found">
      <div role="listbox" id={id} aria-label={say(searchWording.results)}>
        {typed === '' ? <Recents {...props} /> : <Groups {...props} />}
      </div>
      {count === 0 && <Says {...props} />}
      {typed !== '' && search.known && count > 0 && (
        <p className="visually-hidden" role="status">
          {say(searchWording.found, { count })}
        </p>
      )}
    </div>
  )
}

/** A press must not take the focus from the box before it is a choice. */
const keepFocus = (event: { preventDefault: () => void }) => event.preventDefault()

function Recents({ id, options, active, onChoose }: SearchListProps) {
  const { say } = useSpeech()
  if (options.length === 0) return null
  return (
    <div role="group" aria-label={say(searchWording.recent)}>
      <div className="found-heading" aria-hidden>
        {say(searchWording.recent)}
      </div>
      {options.map((one, at) => {
        const ledger = ledgerNamed(one.ledger)
        return (
          <div
            key={one.id}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            className="found-one"
            onMouseDown={keepFocus}
            onClick={() => onChoose(one)}
            onKeyDown={({ key }) => key === 'Enter' && onChoose(one)}
          >
            <span className="grow code">{one.number}</span>
            <small>{ledger && say(ledger.noun)}</small>
          </div>
        )
      })}
    </div>
  )
}

function Groups({ id, search, active, onChoose }: SearchListProps) {
  const { say } = useSpeech()
  return search.groups.map(({ ledger: name, records }) => {
    const ledger = ledgerNamed(name)
    const label = ledger ? say(ledger.label) : name
    return (
      <div key={name} role="group" aria-label={label}>
        <div className="found-heading" aria-hidden>
          {label}
        </div>
        {records.map((record) => {
          const at = search.found.indexOf(record)
          return (
            <div
              key={record.id}
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              className="found-one"
              onMouseDown={keepFocus}
              onClick={() => onChoose(record)}
              onKeyDown={({ key }) => key === 'Enter' && onChoose(record)}
            >
              <span className="grow">
                <strong>{record.title}</strong>
                <small>
                  {record.title !== record.number && <span className="code">{record.number}</span>}
                  <Why record={record} />
                </small>
              </span>
              <StateBadge ledger={ledger} state={record.state} />
            </div>
          )
        })}
      </div>
    )
  })
}

const textCharactersMax = 48

/** The field a record was found by, unless its title already says so. */
function Why({ record }: { readonly record: Found }) {
  const { say } = useSpeech()
  const { match, title } = record
  if (!match || title.includes(match.text)) return null
  const characters = [...match.text]
  const text = characters.slice(0, textCharactersMax).join('')
  return (
    <span>
      {say(match.label)}: {text}
      {characters.length > textCharactersMax && '…'}
    </span>
  )
}

function Says({ typed, search }: SearchListProps) {
  const { say } = useSpeech()
  if (typed === '') return <p className="found-says">{say(searchWording.hint)}</p>
  if (search.error) {
    return (
      <div className="found-says" role="alert">
        <strong>{say(searchWording.failed)}</strong>
        <Button variant="default" onClick={search.retry}>
          {say(wording.tryAgain)}
        </Button>
      </div>
    )
  }
  if (!search.known) return <p className="found-says">{say(wording.searching)}</p>
  return (
    <div className="found-says" role="status">
      <strong>{say(searchWording.nothing, { q: typed })}</strong>
      <span>{say(searchWording.nothingHelp)}</span>
    </div>
  )
}
