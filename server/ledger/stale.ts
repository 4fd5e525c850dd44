/** Someone acted first: shows the one who comes second what changed, so that they can decide. */
import { readGrant } from '../../models/derive/permissions.ts'
import type { Ledger } from '../../models/ledger.ts'
import { Problem } from '../../models/problems.ts'
import type { ProblemCode } from '../../models/problems.ts'
import type { Actor } from '../../models/roles.ts'
import { presentingTo } from '../house.ts'
import type { House } from '../house.ts'
import { findRecord } from './act.ts'
import { history } from './history.ts'
import { presentOne } from './present.ts'

/**
 * Refusals that may come of somebody else having been first. Two who do the same act to one record
 * meet at its state, which is judged before its revision.
 */
const ofBeingSecond: ReadonlySet<ProblemCode> = new Set([
  'wrong-state',
  'rule-refused',
  'same-person',
  'held',
  'link-state',
])

/** What was acted on, and on which knowledge of it. */
export interface Known {
  readonly ledger: Ledger
  readonly record: string | undefined
  readonly revision: number | undefined
}

/**
 * Adds to a problem the record as it is and the acts since the caller's revision, where the record
 * changed since then. A device that finds one record by what its bearer knows is told no more than
 * that.
 */
export async function explainStale(
  house: House,
  { ledger, record: id, revision: known }: Known,
  actor: Actor,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof Problem) || !id) return error
  const stale = error.code === 'stale-revision'
  const grant = readGrant(ledger, actor)
  const told = known !== undefined && !(typeof grant === 'object' && 'by' in grant)
  if (!stale && !(told && ofBeingSecond.has(error.code))) return error
  const record = await findRecord(house.database, ledger, id, actor)
  if (!stale && record.revision <= (known ?? 0)) return error
  const presenting = await presentingTo(house, actor)
  const { entries, linked } = await history(presenting, record)
  const since = entries
    .filter((entry) => entry.record === id && (entry.revision ?? 0) > (known ?? 0))
    .map(({ seq, act, actor: by, at, given }) => ({ seq, act, actor: by, at, given }))
  const view = await presentOne(record, presenting)
  // Whoever acted is named, also where the record no longer names them.
  const current = { ...view, linked: { ...linked, ...view.linked } }
  return new Problem(error.code, { ...error.details, current, since })
}
