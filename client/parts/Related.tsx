/**
 * Records related to one: those it names, and those that name it. The second kind is found by
 * asking each ledger that could, so a link made on one side is seen from both.
 */
import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { call, queryOf } from '../api.ts'
import type { LinkLabel, Page, RecordView } from '../api.ts'
import { accounts, ledgerNamed, mayList, pointingAt } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { useChain } from './Chain.tsx'
import { StateBadge } from './StateBadge.tsx'

const shownMax = 6

interface RelatedProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

interface Naming {
  readonly ledger: Ledger
  readonly records: readonly LinkLabel[]
  readonly total: number
}

/** Per ledger, the records that name this one. */
function useNaming(ledger: Ledger, record: RecordView): readonly Naming[] {
  const { account } = useSession()
  const asked = pointingAt(ledger).filter((other) => mayList(other, account))
  const query = queryOf({ 'filter[link]': record.id, limit: String(shownMax) })
  const answers = useQueries({
    queries: asked.map((other) => ({
      queryKey: ['list', other.name, 'naming', record.id],
      queryFn: () => call<Page>('GET', `/${other.name}${query}`),
    })),
  })
  return asked.flatMap((other, at) => {
    const records = answers[at]?.data?.records.filter(({ id }) => id !== record.id) ?? []
    const total = answers[at]?.data?.total ?? records.length
    return records.length > 0 ? [{ ledger: other, records, total }] : []
  })
}

export function Related({ ledger, record }: RelatedProps) {
  const { say } = useSpeech()
  const naming = useNaming(ledger, record)
  const stamped = new Set([record.id, record.createdBy, record.changedBy])
  const back = new Set(naming.flatMap(({ records }) => records.map(({ id }) => id)))
  // What stands in the chain above is not told twice.
  for (const { id } of useChain({ ledger, record })?.records ?? []) back.add(id)
  // People are named throughout the facts; here stand the things.
  const named = Object.values(record.linked).filter(
    (one) => one.ledger !== accounts.name && !stamped.has(one.id) && !back.has(one.id),
  )
  if (named.length === 0 && naming.length === 0) return null
  return (
    <Paper className="card" component="section">
      <Title order={2} size="h4">
        {say(wording.related)}
      </Title>
      <Stack gap="md" mt="sm">
        {named.length > 0 && <Rows records={named} />}
        {naming.map((one) => (
          <div key={one.ledger.name}>
            <Group justify="space-between">
              <Text className="eyebrow">{say(one.ledger.label)}</Text>
              {one.total > one.records.length && (
                <Anchor component={Link} to={`/${one.ledger.name}?link=${record.id}`} size="sm">
                  {say(wording.allOf, { total: one.total })}
                </Anchor>
              )}
            </Group>
            <Rows records={one.records} />
          </div>
        ))}
      </Stack>
    </Paper>
  )
}

function Rows({ records }: { readonly records: readonly LinkLabel[] }) {
  const { account } = useSession()
  return (
    <ul className="watched">
      {records.map((one) => {
        const ledger = ledgerNamed(one.ledger)
        const inner = (
          <>
            <span className="grow">
              <strong>{one.title}</strong>
              {one.title !== one.number && <small className="code">{one.number}</small>}
            </span>
            <StateBadge ledger={ledger} state={one.state} />
          </>
        )
        return (
          <li key={one.id}>
            {ledger && mayList(ledger, account) ? (
              <Link to={`/${one.ledger}/${one.id}`}>{inner}</Link>
            ) : (
              <span className="row-still">{inner}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
