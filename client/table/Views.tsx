/** The views of a ledger as a row of buttons, and the form that keeps another one. */
import { Button, Group, Switch, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useSearchParams } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { sharesViews } from '../../models/roles.ts'
import type { SavedView, ViewColumn } from '../../models/views.ts'
import { Refused } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useAnnounce } from '../parts/Notice.tsx'
import { Warning } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { tableWords } from '../wording/table.ts'
import { dropView, givenViews, keepView, shows, useSavedViews } from './views.ts'

interface ViewsProps {
  readonly ledger: Ledger
  /** The columns somebody chose; kept with a view. */
  readonly columns: readonly ViewColumn[] | undefined
  readonly onColumns: (columns: readonly ViewColumn[] | undefined) => void
}

export function Views({ ledger, columns, onColumns }: ViewsProps) {
  const { say } = useSpeech()
  const [params, setParams] = useSearchParams()
  const saved = useSavedViews(ledger.name)
  const [saving, setSaving] = useState(false)
  const current = saved.find(({ query }) => shows(params, query))
  const given = givenViews(ledger)
  return (
    <>
      <div className="views-row">
        <div className="views" role="group" aria-label={say(tableWords.views)}>
          {given.map(({ label, query, due }) => (
            <View
              key={say(label)}
              label={say(label)}
              due={due === true}
              on={!current && shows(params, query)}
              choose={() => setParams(query)}
            />
          ))}
          {saved.map((view) => (
            <View
              key={view.id}
              label={view.name}
              mark={view.shared ? say(tableWords.shared) : undefined}
              on={view === current}
              choose={() => {
                onColumns(view.columns)
                setParams(view.query)
              }}
            />
          ))}
        </div>
        <Button
          variant="subtle"
          size="sm"
          aria-expanded={saving}
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => setSaving(!saving)}
        >
          {say(tableWords.save)}
        </Button>
      </div>
      {saving && (
        <Saving
          ledger={ledger}
          current={current}
          query={Object.fromEntries([...params].filter(([, value]) => value !== ''))}
          columns={columns}
          done={() => setSaving(false)}
        />
      )}
    </>
  )
}

interface ViewProps {
  readonly label: string
  readonly on: boolean
  readonly due?: boolean
  readonly mark?: string | undefined
  readonly choose: () => void
}

function View({ label, on, due = false, mark, choose }: ViewProps) {
  return (
    <button type="button" className="view" aria-pressed={on} onClick={choose}>
      {due && <Icon name="alert" size={16} />}
      {label}
      {mark !== undefined && <small>{mark}</small>}
    </button>
  )
}

interface SavingProps {
  readonly ledger: Ledger
  /** The saved view that is shown, if one is. */
  readonly current: SavedView | undefined
  readonly query: Readonly<Record<string, string>>
  readonly columns: readonly ViewColumn[] | undefined
  readonly done: () => void
}

function Saving({ ledger, current, query, columns, done }: SavingProps) {
  const { say } = useSpeech()
  const { account } = useSession()
  const announce = useAnnounce()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [problem, setProblem] = useState<string>()
  const may = sharesViews(account)
  const first = useRef<HTMLInputElement>(null)
  // Whoever asked to keep a view goes on to name it.
  useEffect(() => first.current?.focus(), [])
  const trying = async (run: () => Promise<string>) => {
    try {
      announce({ title: await run(), tone: 'done' })
      done()
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem.title : say(wording.unreachable))
    }
  }
  const keep = (as: string, id?: string, everyone = shared) =>
    trying(async () => {
      const settings = { query, ...(columns && { columns }) }
      const view = { ledger: ledger.name, name: as, shared: everyone, ...settings }
      await keepView(id === undefined ? view : { ...view, id })
      return say(tableWords.saved, { name: as })
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') void keep(name.trim())
  }
  return (
    <form className="card saving" onSubmit={submit}>
      {problem !== undefined && <Warning title={problem} />}
      <Group align="flex-end" gap="md">
        <TextInput
          label={say(tableWords.name)}
          description={say(tableWords.nameHelp)}
          value={name}
          maxLength={limits.viewNameCharactersMax}
          onChange={(event) => setName(event.currentTarget.value)}
          ref={first}
        />
        {may && (
          <Switch
            className="tap"
            label={say(tableWords.share)}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Button type="submit" disabled={name.trim() === ''}>
          {say(tableWords.keep)}
        </Button>
        {current?.own && (
          <Button
            variant="default"
            onClick={() => void keep(current.name, current.id, current.shared)}
          >
            {say(tableWords.overwrite, { name: current.name })}
          </Button>
        )}
        {current && (current.own || (current.shared && may)) && (
          <Button
            variant="subtle"
            color="red.9"
            onClick={() =>
              void trying(async () => {
                await dropView(current)
                return say(tableWords.dropped, { name: current.name })
              })
            }
          >
            {say(tableWords.drop, { name: current.name })}
          </Button>
        )}
      </Group>
    </form>
  )
}
