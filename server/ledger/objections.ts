/**
 * What would speak against an act before anybody tries: the same judgement as the write path's, on
 * the state as it stands, so that a list can say why a button is missing.
 */
import { randomUUID } from 'node:crypto'
import { decide } from '../../models/decide.ts'
import type { Request } from '../../models/decide.ts'
import { holdsAct } from '../../models/derive/permissions.ts'
import { actNamed } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { Problem } from '../../models/problems.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Words } from '../../models/words.ts'
import { GroupWorld } from '../journal/world.ts'
import type { House } from '../house.ts'

/** Stands for the reason somebody will give; only whether there is one is judged. */
const someReason = '…'

/**
 * The objections to acts on records, by record and act; an act its actor does not hold has none,
 * because it is not offered at all.
 */
export async function objectionsTo(
  house: Pick<House, 'log'>,
  ledger: Ledger,
  acts: readonly string[],
  records: readonly LedgerRecord[],
  actor: Actor,
): Promise<Record<string, Record<string, Words>>> {
  const held = acts.filter((name) => {
    const act = actNamed(ledger, name)
    return act !== undefined && holdsAct(actor, act)
  })
  const requests = records.flatMap((record) =>
    held.map((act): Request => ({
      ledger,
      act,
      actor,
      id: randomUUID(),
      record: record.id,
      parsed: { given: {} },
      because: someReason,
      now: new Date().toISOString(),
    })),
  )
  const found: Record<string, Record<string, Words>> = {}
  if (requests.length === 0) return found
  const world = new GroupWorld(house.log)
  await world.load(requests)
  for (const request of requests) {
    const says = objection(request, world)
    if (says) found[request.record] = { ...found[request.record], [request.act]: says }
  }
  return found
}

function objection(request: Request, world: GroupWorld): Words | undefined {
  try {
    decide(request, world)
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error.says
    throw error
  }
}
