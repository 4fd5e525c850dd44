/** The ledgers the benchmarks use, as the house's own list has them. */
import type { Ledger } from '../../models/ledger.ts'
import { ledgers } from '../../models/ledgers.ts'

function named(name: string): Ledger {
  const found = ledgers.find((ledger) => ledger.name === name)
  if (!found) throw new Error(`there is no ledger ${name}`)
  return found
}

export const customers = named('customers')
export const disposals = named('disposals')
export const sites = named('sites')
