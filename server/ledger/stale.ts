/** Someone acted first: shows the one who comes second what changed, so that they can decide. */
import type { Ledger } from '../../models/ledger.ts'
import { Problem } from '../../models/problems.ts'
import type { Actor } from '../../models/roles.ts'
import { presentingTo } from '../house.ts'
import type { House } from '../house.ts'
import { findRecord } from './act.ts'
import { history } from './history.ts'
import { presentOne } from './present.ts'

/**
 * Adds to a stale-revision problem the record as it is and the acts since the caller's revision.
 */
export async function explainStale(
  house: House,
  ledger: Ledger,
  id: string | undefined,
  body: unknown,
  actor: Actor,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof Problem) || error.code !== 'stale-revision' || !id) return error
  const known = (body as { revision?: number }).revision ?? 0
  const record = await findRecord(house.database, ledger, id, actor)
  const presenting = await presentingTo(house, actor)
  const { entries } = await history(presenting, record)
  const since = entries
    .filter((entry) => entry.record === id && (entry.revision ?? 0) > known)
    .map(({ seq, act, actor: by, at, given }) => ({ seq, act, actor: by, at, given }))
  const current = await presentOne(record, presenting)
  return new Problem('stale-revision', { ...error.details, current, since })
}
