/** Chooses the columns of a table, their order and the height of its rows. */
import { Button, Checkbox, Switch } from '@mantine/core'
import type { Ledger } from '../../models/ledger.ts'
import type { ViewColumn } from '../../models/views.ts'
import { useSpeech } from '../language.tsx'
import { Drop } from '../parts/Drop.tsx'
import { Icon } from '../parts/Icon.tsx'
import { tableWords } from '../wording/table.ts'
import { columnOf, everyKey } from './columns.ts'
import type { Look } from './columns.ts'

interface ChoosingProps {
  readonly ledger: Ledger
  /** The columns as they are shown. */
  readonly columns: readonly ViewColumn[]
  readonly look: Look
  readonly change: (member: Look) => void
}

export function Choosing({ ledger, columns, look, change }: ChoosingProps) {
  const { say } = useSpeech()
  const shown = columns.map(({ key }) => key)
  const hidden = everyKey(ledger).filter((key) => !shown.includes(key))
  const show = (key: string, on: boolean) =>
    change({ columns: on ? [...columns, { key }] : columns.filter((one) => one.key !== key) })
  const move = (from: number, to: number) => {
    const next = [...columns]
    const [moved] = next.splice(from, 1)
    if (moved) next.splice(to, 0, moved)
    change({ columns: next })
  }
  return (
    <Drop icon="columns" label={say(tableWords.settingsLabel)} words={say(tableWords.settings)}>
      <div className="choosing">
        <Switch
          className="tap"
          label={say(tableWords.dense)}
          checked={look.dense === true}
          onChange={(event) => change({ dense: event.currentTarget.checked })}
        />
        <ul>
          {[...shown, ...hidden].map((key, at) => {
            const column = columnOf(ledger, { key })
            if (!column) return null
            const label = say(column.label)
            const on = at < shown.length
            return (
              <li key={key}>
                <Checkbox
                  className="tap grow"
                  label={label}
                  aria-label={say(tableWords.showColumn, { label })}
                  checked={on}
                  disabled={on && shown.length === 1}
                  onChange={(event) => show(key, event.currentTarget.checked)}
                />
                {on && (
                  <>
                    <Mover
                      label={say(tableWords.earlier, { label })}
                      icon="up"
                      disabled={at === 0}
                      onClick={() => move(at, at - 1)}
                    />
                    <Mover
                      label={say(tableWords.later, { label })}
                      icon="chevron"
                      disabled={at === shown.length - 1}
                      onClick={() => move(at, at + 1)}
                    />
                  </>
                )}
              </li>
            )
          })}
        </ul>
        <Button variant="subtle" fullWidth onClick={() => change({ columns: undefined })}>
          {say(tableWords.reset)}
        </Button>
      </div>
    </Drop>
  )
}

interface MoverProps {
  readonly label: string
  readonly icon: 'up' | 'chevron'
  readonly disabled: boolean
  readonly onClick: () => void
}

function Mover({ label, icon, disabled, onClick }: MoverProps) {
  return (
    <button
      type="button"
      className="mover"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={16} />
    </button>
  )
}
