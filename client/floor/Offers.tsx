/**
 * A link's likely answers as buttons large enough for a glove: oneself, whom or what one used
 * last, then what is free or recent. Whoever wants another one types into the control beside.
 */
import { Button } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Field } from '../../models/field.ts'
import { call } from '../api.ts'
import type { LinkLabel } from '../api.ts'
import { accounts, ledgerNamed, mayList } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { floor } from '../wording/floor.ts'
import { useAbout } from './about.ts'
import { Memory } from './memory.ts'

/** How many fit a tablet's line. */
const shownMax = 6

/** The records proposed for a link, likeliest first. */
export function useOffers(field: Field, path: string): readonly LinkLabel[] {
  const { account } = useSession()
  const ledger = useAbout()?.ledger
  const target = ledgerNamed(field.target?.().name)
  // Of what is no register only those are offered that the declaration picks out.
  const picked = target?.register === true || field.among !== undefined
  const asks = ledger !== undefined && target !== undefined && picked && mayList(target, account)
  const plain = path.replaceAll(/\.\d+(?=\.|$)/g, '')
  const { data } = useQuery({
    queryKey: ['offers', target?.name, ledger?.name, plain],
    queryFn: () =>
      call<{ records: readonly LinkLabel[] }>('GET', `/offers/${ledger?.name}/${plain}`),
    enabled: asks,
  })
  const offered = data?.records ?? []
  const used = ledger ? new Memory(localStorage, account.id).chosen(ledger, path) : []
  const known = new Map(offered.map((one) => [one.id, one]))
  // What is not free is not proposed, however often it was used.
  const missing = field.unheld === undefined ? used.filter((id) => !known.has(id)) : []
  const others = useQueries({
    queries: (asks && data ? missing : []).map((id) => ({
      queryKey: ['record', target?.name, id],
      queryFn: () => call<LinkLabel>('GET', `/${target?.name}/${id}`),
    })),
  })
  for (const { data: one } of others) if (one) known.set(one.id, one)
  const mine = field.usual === 'actor' && target?.name === accounts.name
  const likely = mine ? [account.id, ...used] : used
  const ids = [...new Set([...likely, ...offered.map(({ id }) => id)])]
  return ids.flatMap((id) => known.get(id) ?? []).slice(0, shownMax)
}

interface OffersProps {
  readonly label: string
  readonly offers: readonly LinkLabel[]
  readonly value: string | null
  readonly choose: (id: string) => void
}

export function Offers({ label, offers, value, choose }: OffersProps) {
  const { say } = useSpeech()
  const { account } = useSession()
  // The only one there is stands in the control already.
  if (offers.length === 0 || (offers.length === 1 && offers[0]?.id === value)) return null
  return (
    <div className="offers" role="group" aria-label={say(floor.offered, { label })}>
      {offers.map(({ id, title }) => (
        <Button
          key={id}
          className="offer"
          variant={id === value ? 'filled' : 'default'}
          aria-pressed={id === value}
          onClick={() => choose(id)}
        >
          {id === account.id ? say(floor.me, { name: title }) : title}
        </Button>
      ))}
    </div>
  )
}
