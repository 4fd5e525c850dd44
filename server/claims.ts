/** Claims of the imported reference with the ledgers whose records can back them. */
import { evidenceOf } from '../models/claims.ts'
import { Problem } from '../models/problems.ts'
import { standsAlone } from '../models/roles.ts'
import type { Actor } from '../models/roles.ts'
import type { House } from './house.ts'

/** Every imported claim, each with what can back it. */
export async function claimEvidence(house: House, actor: Actor) {
  if (actor.roles.every(standsAlone)) {
    throw new Problem('not-allowed')
  }
  const stored = await house.database.claims.find().sort({ _id: 1 }).lean()
  const sources = house.ledgers.map(({ name, evidence }) => ({ name, evidence: evidence ?? [] }))
  return {
    claims: stored.map(({ _id, ...claim }) => ({
      ...claim,
      evidence: evidenceOf(_id, sources),
    })),
  }
}
