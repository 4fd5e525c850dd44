/**
 * What the write path would say of each row of a table, as if the rows above it had been taken:
 * judged by the very rules an act is, in groups between which others have their turn.
 */
import { setImmediate } from 'node:timers/promises'
import { decide } from '../../models/decide.ts'
import type { Request } from '../../models/decide.ts'
import { parseGiven } from '../../models/derive/parser.ts'
import { holdsAct } from '../../models/derive/permissions.ts'
import { actNamed, heldAs } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Fault } from '../../models/problems.ts'
import { idWithin } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import { transcribe } from '../../models/transcribing.ts'
import type { House } from '../house.ts'
import { GroupWorld } from '../journal/world.ts'
import type { Origin, ReadRow, RowFault } from './rows.ts'

/** A row with the id of the act it becomes, and all that is wrong with it. */
export interface Judged extends ReadRow {
  readonly id: string
}

/** Rows judged, and the ids of those made into records before. */
export interface Judgement {
  readonly rows: readonly Judged[]
  readonly done: ReadonlySet<string>
}

/** The act rows become records by. @throws Problem unknown-act, not-allowed */
export function transcribingAct(ledger: Ledger, actor: Actor): Act {
  const declared = actNamed(ledger, transcribe)
  if (!declared) throw new Problem('unknown-act', { act: `${ledger.name}.${transcribe}` })
  if (!holdsAct(actor, declared)) throw new Problem('not-allowed')
  return declared
}

/** Judges the rows of a table without writing anything. */
export async function judge(
  house: House,
  ledger: Ledger,
  rows: readonly ReadRow[],
  origin: Origin,
  actor: Actor,
): Promise<Judgement> {
  const declared = transcribingAct(ledger, actor)
  const now = new Date().toISOString()
  const held = new Map<string, number>()
  const judged: Judged[] = []
  const done = new Set<string>()
  for (let from = 0; from < rows.length; from += limits.tableRowsAtOnce) {
    await setImmediate()
    const group = rows.slice(from, from + limits.tableRowsAtOnce)
    const requests = group.map((row): Request => {
      const id = idOf(ledger, origin, row)
      const parsed = parseGiven(ledger, declared, row.fields)
      return { ledger, act: transcribe, actor, id, record: id, parsed, now }
    })
    for (const id of await journalled(house, requests)) done.add(id)
    const world = new GroupWorld(house.log)
    await world.load(requests)
    for (const [at, request] of requests.entries()) {
      const row = group[at] as ReadRow
      const more = done.has(request.id) ? [] : faultsOf(ledger, request, world, row, held)
      judged.push({ ...row, id: request.id, faults: [...row.faults, ...more] })
    }
  }
  return { rows: judged, done }
}

async function journalled(house: House, requests: readonly Request[]): Promise<string[]> {
  const ids = requests.map(({ id }) => id)
  const found = await house.database.entries.find({ id: { $in: ids } }, { id: 1 }).lean()
  return found.map(({ id }) => id)
}

/** The id of the act a row becomes: the same for the same line of the same file. */
function idOf(ledger: Ledger, { sha256 }: Origin, { line }: ReadRow): string {
  return idWithin(`${ledger.name}/${sha256}`, line)
}

function faultsOf(
  ledger: Ledger,
  request: Request,
  world: GroupWorld,
  row: ReadRow,
  held: Map<string, number>,
): RowFault[] {
  const { line } = row
  if (row.faults.length > 0) return []
  if (request.parsed.faults) {
    return request.parsed.faults.map(({ path: at, says }) => ({
      line,
      column: ledger.fields[at.split('.')[0] ?? '']?.label.ja ?? at,
      says,
    }))
  }
  try {
    const { state, facts } = decide(request, world)
    for (const key of ledger.holds?.({ state, facts }) ?? []) {
      const before = held.get(key)
      if (before !== undefined) {
        const says = new Problem('held', { what: heldAs(ledger, key), number: `#${before}` }).says
        return [{ line, says }]
      }
      held.set(key, line)
    }
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const faults = error.details['faults'] as readonly Fault[] | undefined
    return faults?.map(({ says }) => ({ line, says })) ?? [{ line, says: error.says }]
  }
}
