/** One application: what it says at a glance, all of it on demand, and what may be decided. */
import { Button, Checkbox, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { Words } from '../../models/words.ts'
import type { RecordView } from '../api.ts'
import { PlainShow } from '../fields/Plain.tsx'
import { useSpeech } from '../language.tsx'
import { DueMark } from '../parts/DueMark.tsx'
import { Facts } from '../parts/Facts.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Time } from '../parts/Time.tsx'
import { deskWords } from '../wording/desk.ts'
import type { Deciding } from './deciding.ts'
import { Reason } from './Reason.tsx'

interface ApplicationProps {
  readonly ledger: Ledger
  readonly record: RecordView
  readonly objections: Readonly<Record<string, Words>>
  readonly deciding: Deciding
  /** Undefined where it cannot be decided together with others. */
  readonly picked: boolean | undefined
  readonly pick: () => void
}

export function Application(props: ApplicationProps) {
  const { ledger, record, deciding, picked, pick } = props
  const { say } = useSpeech()
  const [open, setOpen] = useState(false)
  const told = deciding.told[record.id]
  return (
    <li className="desk-application" data-picked={picked || undefined}>
      {picked !== undefined && (
        <Checkbox
          className="desk-pick"
          aria-label={say(deskWords.pick, { number: record.number })}
          checked={picked}
          onChange={pick}
        />
      )}
      <div className="grow">
        <div className="desk-what">
          <Link to={`/${ledger.name}/${record.id}`} className="desk-title">
            <strong>{record.title}</strong> <span className="code">{record.number}</span>
          </Link>
          <DueMark ledger={ledger} dues={record.dues} />
        </div>
        <Text size="sm" c="dimmed" component="div">
          {record.linked[record.createdBy]?.title ?? ''} · <Time at={record.createdAt} />
        </Text>
        {open ? <Facts ledger={ledger} record={record} /> : <Glance {...{ ledger, record }} />}
        <button
          type="button"
          className="desk-more"
          aria-expanded={open}
          aria-label={`${say(open ? deskWords.fewer : deskWords.details)} ${record.number}`}
          onClick={() => setOpen(!open)}
        >
          {say(open ? deskWords.fewer : deskWords.details)}
        </button>
        {told !== undefined && (
          <p className="desk-told" role="alert">
            <Icon name="alert" size={16} /> {told}
          </p>
        )}
        <Verdict {...props} />
      </div>
    </li>
  )
}

/** Columns shown before somebody asks for everything. */
const glanceMax = 6

function Glance({ ledger, record }: { readonly ledger: Ledger; readonly record: RecordView }) {
  const { say } = useSpeech()
  const shown = ledger.columns
    .filter((key) => record.facts[key] !== undefined && record.facts[key] !== record.createdBy)
    .slice(0, glanceMax)
  return (
    <dl className="desk-glance">
      {shown.map((key) => {
        const field = ledger.fields[key]
        if (!field) return null
        return (
          <div key={key}>
            <dt>{say(field.label)}</dt>
            <dd>
              <PlainShow field={field} value={record.facts[key]} linked={record.linked} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** The buttons, or why there are none. */
function Verdict({ ledger, record, objections, deciding }: ApplicationProps) {
  const { say } = useSpeech()
  const [rejecting, setRejecting] = useState(false)
  const { approve = '', reject = '' } = ledger.decides ?? {}
  const offered = [approve, reject].filter((act) => record.acts.includes(act))
  if (offered.length === 0) return null
  const against = offered.filter((act) => objections[act])
  const [first] = against
  const everything = first !== undefined && against.length === offered.length
  if (everything && objections[first]) {
    return (
      <p className="desk-against">
        <Icon name="person" size={16} />
        {say(deskWords.notYours, { says: say(objections[first]) })}
      </p>
    )
  }
  const label = (act: string) => say(ledger.acts[act]?.label ?? deskWords.title)
  const named = (act: string) => say(deskWords.actOnOne, { number: record.number, act: label(act) })
  return (
    <>
      {against.map((act) => (
        <p key={act} className="desk-against">
          <Icon name="alert" size={16} />
          {say(deskWords.blocked, {
            act: label(act),
            says: say(objections[act] ?? deskWords.title),
          })}
        </p>
      ))}
      {rejecting ? (
        <Reason
          act={label(reject)}
          busy={deciding.busy}
          cancel={() => setRejecting(false)}
          send={(because) => void deciding.decide(reject, [record], because)}
        />
      ) : (
        <Group gap="sm" mt="xs">
          {offered.includes(approve) && !objections[approve] && (
            <Button
              disabled={deciding.busy}
              leftSection={<Icon name="check" size={18} />}
              aria-label={named(approve)}
              onClick={() => void deciding.decide(approve, [record])}
            >
              {label(approve)}
            </Button>
          )}
          {offered.includes(reject) && !objections[reject] && (
            <Button
              variant="default"
              disabled={deciding.busy}
              aria-label={named(reject)}
              onClick={() => setRejecting(true)}
            >
              {label(reject)}
            </Button>
          )}
        </Group>
      )}
    </>
  )
}
