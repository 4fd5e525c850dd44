/**
 * What it takes to decide an act anew, when other entries came in between: the sign that they
 * did, the actor as the journal now knows them, and what is answered when it happened too often.
 */
import type { Request, World } from '../../models/decide.ts'
import { activeAccount } from '../../models/ledgers.ts'
import { Problem } from '../../models/problems.ts'
import { actorOf } from '../../models/roles.ts'
import { duplicateKey } from '../../models/stored/database.ts'

/** The group was decided on a state that another instance's entries have overtaken. */
export class MovedOn extends Error {}

/** What an act ends with that was overtaken too often: the caller may simply send it again. */
export function lastly(error: unknown): unknown {
  const overtaken = error instanceof MovedOn || duplicateKey(error) !== undefined
  return overtaken ? new Problem('busy') : error
}

/**
 * A request with its actor's roles as they stand at the act's position, not as they stood when it
 * was sent: two administrators who disable each other at once must not both succeed.
 *
 * @throws Problem not-allowed when the account has been disabled meanwhile
 */
export function asOfNow(request: Request, world: World): Request {
  const account = world.record(request.actor.id)
  if (!account) return request
  if (!activeAccount(account)) throw new Problem('not-allowed')
  return { ...request, actor: actorOf(account, request.actor.device) }
}
