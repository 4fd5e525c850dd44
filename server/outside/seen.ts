/** What is known of when the outside saw the journal, for whoever asks and for the pages. */
import type { Database } from '../../models/stored/database.ts'
import type { Outside } from './outside.ts'

/** A checkpoint the outside vouches for, and when; times are ISO 8601 in UTC. */
export interface SeenAt {
  readonly size: number
  readonly time: string
}

/** What the outside said of the journal, or of one entry of it. */
export interface Seen {
  /** Whether time-stamps are asked for, so that a missing one is on its way. */
  readonly stamping: boolean
  readonly stamp?: SeenAt & { readonly tsa: string }
  /** Every witness that is asked, or has signed. */
  readonly witnesses: readonly SeenBy[]
}

/** A witness; without size, time and line when it has not signed yet. */
export interface SeenBy extends Partial<SeenAt> {
  readonly name: string
  /** Its key as the settings have it; absent when it is not asked any more. */
  readonly vkey?: string
  /** Its line below the checkpoint of that size. */
  readonly line?: string
}

interface Seeing {
  readonly database: Database
  readonly outside: Outside
}

/** The latest stamp and the latest line of each witness. */
export async function seenLast(seeing: Seeing): Promise<Seen> {
  return await seen(seeing, {}, -1)
}

/** The first stamp over an entry and the first line of each witness over it. */
export async function seenEntry(seeing: Seeing, seq: number): Promise<Seen> {
  return await seen(seeing, { $gt: seq }, 1)
}

async function seen(
  { database, outside }: Seeing,
  range: { readonly $gt?: number },
  order: 1 | -1,
): Promise<Seen> {
  const bounded = range.$gt !== undefined
  const stamp = await database.stamps
    .findOne(bounded ? { _id: range } : {}, { reply: 0 })
    .sort({ _id: order })
    .lean()
  const known = await database.cosignatures.distinct('key')
  const keys = [...new Set([...outside.witnesses.keys(), ...known])]
  const witnesses = keys.map(async (key): Promise<SeenBy> => {
    const vkey = outside.witnesses.get(key)
    const found = await database.cosignatures
      .findOne({ key, ...(bounded && { size: range }) })
      .sort({ size: order })
      .lean()
    const name = key.slice(0, key.lastIndexOf('+'))
    if (!found) return { name, ...(vkey !== undefined && { vkey }) }
    const { size, line, time } = found
    return { name, size, line, time: time.toISOString(), ...(vkey !== undefined && { vkey }) }
  })
  return {
    stamping: outside.stamping,
    ...(stamp && {
      stamp: { size: stamp._id, time: stamp.time.toISOString(), tsa: stamp.tsa },
    }),
    witnesses: await Promise.all(witnesses),
  }
}
