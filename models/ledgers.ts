/**
 * The one list: every ledger of the house, in the order people see them. Adding a ledger is
 * adding its file and its line here; routes, forms, exports and tests then know it.
 */
import { untyped } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { accounts } from './ledgers/accounts.ts'
import { badges } from './ledgers/badges.ts'
import { customers } from './ledgers/customers.ts'
import { defaultPledge, defaultSettings, defaultSite } from './ledgers/defaults.ts'
import { discs } from './ledgers/discs.ts'
import { disposals } from './ledgers/disposals.ts'
import { movements } from './ledgers/movements.ts'
import { packs } from './ledgers/packs.ts'
import { tools } from './ledgers/tools.ts'
import { visits } from './ledgers/visits.ts'
import { people } from './ledgers/people.ts'
import { pledges } from './ledgers/pledges.ts'
import { settings } from './ledgers/settings.ts'
import { sites } from './ledgers/sites.ts'

export const ledgers: readonly Ledger[] = [
  untyped(visits),
  untyped(movements),
  untyped(disposals),
  untyped(discs),
  untyped(packs),
  untyped(customers),
  untyped(people),
  untyped(sites),
  untyped(badges),
  untyped(tools),
  untyped(pledges),
  untyped(accounts),
  untyped(settings),
]

/** A record the software itself makes at first start, by the act that creates it. */
export interface FirstRecord {
  readonly ledger: Ledger
  readonly act: string
  readonly fields: object
}

/** What a new house does before anyone signs in, in this order. */
export const firstRecords: readonly FirstRecord[] = [
  { ledger: untyped(settings), act: 'adopt', fields: defaultSettings },
  { ledger: untyped(sites), act: 'open', fields: defaultSite },
  { ledger: untyped(pledges), act: 'publish', fields: defaultPledge },
]

export {
  accountKey,
  accounts,
  activeAccount,
  activeEmployee,
  deviceAccount,
  enrolmentsOf,
  holdsEnrolment,
} from './ledgers/accounts.ts'
export type { Enrolment } from './ledgers/accounts.ts'
export { packs } from './ledgers/packs.ts'
export { pledgeHash, pledges } from './ledgers/pledges.ts'
export { settings } from './ledgers/settings.ts'
export { sites } from './ledgers/sites.ts'
