/**
 * Filling in a new record as last time: as the person's own last one, or as the last one of the
 * customer that was chosen. What was entered already stays; what is filled in says so.
 */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Filling, Subject } from '../acting.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { mayList } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useSession } from '../session.tsx'
import { checks } from '../wording/checks.ts'
import { ownField, repeatedBy } from './again.ts'

interface AgainProps {
  readonly subject: Subject
  readonly filling: Filling
}

/** The newest record whose field has a value; asked for only when both are known. */
function useLast(subject: Subject, field: string | undefined, value: unknown) {
  const { ledger } = subject
  const { account } = useSession()
  const query = queryOf({ [`filter[${field}]`]: String(value), sort: '-number', limit: '1' })
  const { data } = useQuery({
    queryKey: ['list', ledger.name, 'last', field, value],
    queryFn: () => call<Page>('GET', `/${ledger.name}${query}`),
    enabled: field !== undefined && typeof value === 'string' && mayList(ledger, account),
  })
  return data?.records[0]
}

export function Again({ subject, filling }: AgainProps) {
  const { say } = useSpeech()
  const { account } = useSession()
  const { ledger, act } = subject
  const [filled, setFilled] = useState<string>()
  const own = useLast(subject, ownField(act), account.id)
  const { customer } = ledger
  const theirs = useLast(subject, customer, customer && filling.values[customer])
  const offered = [
    ...(own ? [{ record: own, label: checks.asOwn }] : []),
    ...(theirs && theirs.id !== own?.id ? [{ record: theirs, label: checks.asTheirs }] : []),
  ]
  if (offered.length === 0) return null
  const take = (record: RecordView) => {
    filling.propose(repeatedBy(ledger, act, record.facts), 'again')
    setFilled(record.number)
  }
  return (
    <div className="again">
      {offered.map(({ record, label }) => (
        <Button
          key={record.id}
          variant="light"
          className="offer"
          leftSection={<Icon name="copy" />}
          onClick={() => take(record)}
        >
          {say(label, { title: record.title, number: record.number })}
        </Button>
      ))}
      <p role="status">{filled && say(checks.filledAs, { number: filled })}</p>
    </div>
  )
}
