/**
 * What a device at the counter may do, read from the declarations: which ledger it finds one
 * record of by a code, which act is signed there, and how to come without a code or to decline.
 */
import { readGrant } from '../../models/derive/permissions.ts'
import { creates } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import type { Account } from '../api.ts'
import { actorOf, ledgers } from '../house.ts'
import { pledging } from '../pledge.ts'
import type { Pledging } from '../pledge.ts'

export interface NamedAct {
  readonly name: string
  readonly act: Act
}

export interface Counter {
  readonly ledger: Ledger
  /** The field whose value a visitor was told. */
  readonly by: string
  /** What may be shown of the record found. */
  readonly shows: readonly string[]
  readonly sign: NamedAct
  readonly pledge: Pledging
  /** Coming without a code; only what is needed is asked. */
  readonly walkIn: NamedAct | undefined
  readonly decline: NamedAct | undefined
}

/** The counter an account stands at; undefined when no ledger has one for it. */
export function counterOf(account: Account): Counter | undefined {
  for (const ledger of ledgers) {
    const grant = readGrant(ledger, actorOf(account))
    if (typeof grant !== 'object' || !('by' in grant)) continue
    const held = Object.entries(ledger.acts)
      .filter(([, act]) => act.by.some((role) => account.roles.includes(role)))
      .map(([name, act]) => ({ name, act }))
    const sign = held.find(({ act }) => pledging(ledger, act))
    const pledge = sign && pledging(ledger, sign.act)
    if (!sign || !pledge) continue
    const walkIn = held.find(({ act }) => creates(act))
    return {
      ledger,
      by: grant.by,
      shows: grant.shows,
      sign,
      pledge,
      walkIn: walkIn && { name: walkIn.name, act: { ...walkIn.act, takes: [] } },
      decline: held.find(({ act, name }) => !creates(act) && name !== sign.name),
    }
  }
  return undefined
}

const stayHours = 2

/** Whoever comes without an appointment comes now, and stays a while unless told otherwise. */
export function arrivalFacts(ledger: Ledger, act: Act, now: string): Facts {
  const keys = momentsOf(ledger, act)
  const hour = 3_600_000
  return Object.fromEntries(
    keys.map((key, at) => [key, new Date(Date.parse(now) + at * stayHours * hour).toISOString()]),
  )
}

/** The needed moments of an act, in order. */
export function momentsOf(ledger: Ledger, act: Act): readonly string[] {
  return (act.needs ?? []).filter((key) => ledger.fields[key]?.kind === 'moment')
}

/** What declining says: of a closed list, what stands first, because it is the visitor's own. */
export function declineFacts({ ledger, decline }: Counter): Facts {
  const needs = decline?.act.needs ?? []
  return Object.fromEntries(
    needs.flatMap((key) => {
      const [first] = Object.keys(ledger.fields[key]?.choices ?? {})
      return first === undefined ? [] : [[key, first]]
    }),
  )
}
