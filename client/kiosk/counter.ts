/**
 * What a device at the counter may do, read from the declarations: which ledger it finds one
 * record of by a code and a name, which act is signed there, and how to come without a code, to
 * come along with others, or to decline.
 */
import { readGrant } from '../../models/derive/permissions.ts'
import { creates, takenBy } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import type { Account, RecordView } from '../api.ts'
import { actorOf, ledgers } from '../house.ts'
import { pledging } from '../pledge.ts'
import type { Pledging } from '../pledge.ts'
import { tidy } from '../values.ts'

export interface NamedAct {
  readonly name: string
  readonly act: Act
}

export interface Counter {
  readonly ledger: Ledger
  /** The field whose value a visitor was given. */
  readonly by: string
  /** The field with the name they tell. */
  readonly tells: string
  /** The field that keeps a code nobody could be asked about. */
  readonly unheard: string | undefined
  readonly sign: NamedAct
  readonly pledge: Pledging
  /** Coming without a code. */
  readonly walkIn: NamedAct | undefined
  /** Coming along with those a code was given to, and the field that names one of them. */
  readonly join: (NamedAct & { readonly link: string }) | undefined
  readonly decline: NamedAct | undefined
}

/** Those who come by one code, as far as the counter is told. */
export interface Party {
  readonly code: string
  /** The id of one of them. */
  readonly companion: string
  readonly total: number
  readonly signed: number
}

/** How somebody comes: as planned, along with others, or without a plan. */
export type Coming =
  | { readonly kind: 'planned'; readonly view: RecordView }
  | { readonly kind: 'joining'; readonly shared: Facts }
  | { readonly kind: 'walkIn' }

/** How it ends. */
export type Ending = 'signed' | 'kept' | 'declined'

/** The counter an account stands at; undefined when no ledger has one for it. */
export function counterOf(account: Account): Counter | undefined {
  for (const ledger of ledgers) {
    const grant = readGrant(ledger, actorOf(account))
    if (typeof grant !== 'object' || !('by' in grant) || grant.tells === undefined) continue
    const { by, tells, unheard } = grant
    const held = Object.entries(ledger.acts)
      .filter(([, act]) => act.by.some((role) => account.roles.includes(role)))
      .map(([name, act]) => ({ name, act }))
    const sign = held.find(({ act }) => pledging(ledger, act))
    const pledge = sign && pledging(ledger, sign.act)
    if (!sign || !pledge) continue
    const byCode = ({ act }: NamedAct) => creates(act) && takenBy(act).includes(by)
    const join = held.find(byCode)
    const link = join && takenBy(join.act).find((key) => pointsAt(ledger, key))
    return {
      ledger,
      by,
      tells,
      unheard,
      sign,
      pledge,
      walkIn: held.find((one) => creates(one.act) && !byCode(one)),
      join: join && link !== undefined ? { ...join, link } : undefined,
      decline: held.find(({ act, name }) => !creates(act) && name !== sign.name),
    }
  }
  return undefined
}

function pointsAt(ledger: Ledger, key: string): boolean {
  return ledger.fields[key]?.target?.().name === ledger.name
}

/** Fields of some kind that whoever signs declares. */
export function declared({ ledger, sign }: Counter, kind: 'text' | 'list'): readonly string[] {
  return (sign.act.takes ?? []).filter((key) => ledger.fields[key]?.kind === kind)
}

/** What is asked of somebody without a plan besides who they are and what they declare. */
export function askedOfWalkIn({ ledger, sign, walkIn }: Counter): readonly string[] {
  const asked = takenBy(sign.act)
  const moments = walkIn ? momentsOf(ledger, walkIn.act) : []
  return (walkIn?.act.needs ?? []).filter((key) => !asked.includes(key) && !moments.includes(key))
}

/** Only what an act takes of what a visitor said; null where they said that there is nothing. */
export function givenTo(act: Act, facts: Facts): Facts {
  const entries = takenBy(act).map((key) => [key, facts[key] === null ? null : tidy(facts[key])])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
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
function momentsOf(ledger: Ledger, act: Act): readonly string[] {
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
