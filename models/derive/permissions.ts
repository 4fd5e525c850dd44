/**
 * Derives from the declarations who may do and see what. Permission (a role holds the act) and
 * row rule (which records, which of their facts) are kept apart, and lists filter by the same
 * law that guards a single record.
 */
import { actName, creates, startsFrom } from '../ledger.ts'
import type { Act, Ledger, ReadGrant } from '../ledger.ts'
import type { Facts, LedgerRecord } from '../record.ts'
import type { Actor } from '../roles.ts'

/** Whether one of the actor's roles holds the act. */
export function holdsAct(actor: Actor, act: Act): boolean {
  return act.by.some((role) => actor.roles.includes(role))
}

/** Full names of every act the actor's roles hold, such as `visits.plan`. */
export function heldActs(ledgers: readonly Ledger[], actor: Actor): string[] {
  return ledgers.flatMap((ledger) =>
    Object.entries(ledger.acts)
      .filter(([, act]) => !act.apart && holdsAct(actor, act))
      .map(([name]) => actName(ledger, name)),
  )
}

/** The acts the actor may do to a record as it stands: what a client draws as buttons. */
export function allowedActs(ledger: Ledger, record: LedgerRecord, actor: Actor): string[] {
  return Object.entries(ledger.acts)
    .filter(([, act]) => !creates(act) && !act.apart && startsFrom(act, record.state))
    .filter(([, act]) => holdsAct(actor, act))
    .map(([name]) => name)
}

/** The widest of the actor's read grants on a ledger; undefined when the actor sees nothing. */
export function readGrant(ledger: Ledger, actor: Actor): ReadGrant | undefined {
  if (actor.id === 'system') return 'all'
  const grants = actor.roles.flatMap((role) => ledger.reads[role] ?? [])
  return grants.find((grant) => grant === 'all') ?? grants[0]
}

/** Whether the actor may see the record. A row found only `by` a known value counts as seen. */
export function maySee(ledger: Ledger, record: LedgerRecord, actor: Actor): boolean {
  const grant = readGrant(ledger, actor)
  if (grant === undefined) return false
  if (grant === 'all') return true
  if ('own' in grant) {
    return actor.customer !== undefined && record.facts[grant.own] === actor.customer
  }
  return grant.states.includes(record.state)
}

/** The facts of a record the actor may see. */
export function visibleFacts(ledger: Ledger, record: LedgerRecord, actor: Actor): Facts {
  const grant = readGrant(ledger, actor)
  if (grant === undefined) return {}
  if (grant === 'all' || 'own' in grant) return record.facts
  const shown = new Set<string>(grant.shows)
  return Object.fromEntries(Object.entries(record.facts).filter(([key]) => shown.has(key)))
}
