/**
 * On paper, what a list was narrowed to: the controls one taps are of no use there, and a list that
 * does not say what it leaves out would be taken for all there is.
 */
import type { Field } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { useLabel } from '../fields/Linked.tsx'
import { useSpeech } from '../language.tsx'
import { checks } from '../wording/checks.ts'
import { wording } from '../wording/house.ts'

interface NarrowedProps {
  readonly ledger: Ledger
  /** The list's query, as the API is asked. */
  readonly query: Readonly<Record<string, string>>
}

interface Said {
  readonly key: string
  readonly label: string
  readonly value: string
  readonly field?: Field
}

export function Narrowed({ ledger, query }: NarrowedProps) {
  const { say } = useSpeech()
  const { q, sort: _order, ...filters } = query
  const said = Object.entries(filters).flatMap(([name, value]): Said[] => {
    const key = /^filter\[(\w+)\]$/.exec(name)?.[1] ?? ''
    const state = key === 'state' ? ledger.states[value] : ledger.dues?.[value]?.label
    if (state) return [{ key, label: say(wording.state), value: say(state) }]
    const field = ledger.fields[key]
    if (!field) return []
    const choice = field.choices?.[value]
    return [{ key, label: say(field.label), value: choice ? say(choice) : value, field }]
  })
  if (q === undefined && said.length === 0) return null
  return (
    <p className="print-only">
      {say(checks.narrowed)}
      {q !== undefined && <span>「{q}」 </span>}
      {said.map(({ key, label, value, field }) => (
        <span key={key}>
          {label}: {field?.kind === 'link' ? <Name field={field} id={value} /> : value}{' '}
        </span>
      ))}
    </p>
  )
}

function Name({ field, id }: { readonly field: Field; readonly id: string }) {
  return <>{useLabel(field.target?.().name ?? '', id, {})?.title}</>
}
