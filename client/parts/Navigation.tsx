/** Where one can go: drawn from the list of ledgers and what the person may read. */
import { Stack, Text } from '@mantine/core'
import { Link, useLocation } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { roles } from '../../models/roles.ts'
import { decides, hasDesk, useDeskCount } from '../desk/count.ts'
import { readableBy, readsJournal, startOf } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { navigation } from '../wording/navigation.ts'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

export function Navigation() {
  const { say } = useSpeech()
  const { account, acts } = useSession()
  const waiting = useDeskCount(account)
  const readable = readableBy(account)
  const registers = readable.filter(({ register }) => register)
  const kept = readable.filter(({ register }) => !register)
  return (
    <Stack gap={2} p="sm">
      {hasDesk(account) && (
        <Entry to="/desk" icon="check" label={say(navigation.desk)} count={waiting} />
      )}
      {startOf(account) === '/board' && (
        <Entry to={decides(acts) ? '/board' : '/'} icon="board" label={say(wording.board)} exact />
      )}
      <Heading label={say(wording.ledgers)} shown={kept.length > 0} />
      {kept.map((ledger) => (
        <LedgerEntry key={ledger.name} ledger={ledger} />
      ))}
      <Heading label={say(wording.assurance)} shown />
      <Entry to="/claims" icon="seal" label={say(wording.claims)} />
      {readsJournal(account) && <Entry to="/journal" icon="book" label={say(wording.journal)} />}
      {account.roles.some((role) => roles[role].grants) && (
        <Entry to="/tablets" icon="tablet" label={say(navigation.tablets)} />
      )}
      <Heading label={say(wording.registers)} shown={registers.length > 0} />
      {registers.map((ledger) => (
        <LedgerEntry key={ledger.name} ledger={ledger} />
      ))}
    </Stack>
  )
}

function Heading({ label, shown }: { readonly label: string; readonly shown: boolean }) {
  return shown ? <Text className="nav-heading">{label}</Text> : null
}

function LedgerEntry({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  return <Entry to={`/${ledger.name}`} label={say(ledger.label)} />
}

interface EntryProps {
  readonly to: string
  readonly label: string
  readonly icon?: IconName
  readonly exact?: boolean
  /** How much waits there; nothing is said of none. */
  readonly count?: number
}

function Entry({ to, label, icon, exact = false, count = 0 }: EntryProps) {
  const { say } = useSpeech()
  const { pathname } = useLocation()
  const here = pathname === to || (!exact && pathname.startsWith(`${to}/`))
  return (
    <Link to={to} className="nav-entry" aria-current={here ? 'page' : undefined}>
      {icon && <Icon name={icon} />}
      <span className="grow">{label}</span>
      {count > 0 && (
        <span className="nav-count" role="img" aria-label={say(navigation.waiting, { count })}>
          {count}
        </span>
      )}
    </Link>
  )
}
