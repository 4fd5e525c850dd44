/**
 * Entries as they leave the house: the exact leaf, and the personal values that have not been
 * erased with the salts their commitments were made with, so that whoever receives them can check
 * those values, too.
 */
import type { TakenEntry } from '../../models/recordfile.ts'
import type { Database } from '../../models/stored/database.ts'
import type { StoredBody } from '../../models/stored/bodies.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { bytesOf } from './leaf.ts'

/** Stored entries with what their bodies still hold. */
export async function takenEntries(
  database: Database,
  stored: readonly StoredEntry[],
): Promise<TakenEntry[]> {
  const wanted = stored.flatMap(({ body }) => body ?? [])
  const found =
    wanted.length === 0
      ? []
      : await database.bodies.find({ _id: { $in: wanted } }).lean<StoredBody[]>()
  const bodies = new Map(found.map((body) => [body._id, body.fields]))
  return stored.map(({ _id, leaf, body }) => ({
    seq: _id,
    leaf: bytesOf(leaf),
    personal: openedOf(body === undefined ? undefined : bodies.get(body)),
  }))
}

function openedOf(fields: StoredBody['fields'] | undefined): TakenEntry['personal'] {
  if (!fields) return undefined
  return Object.fromEntries(
    Object.entries(fields).map(([key, { salt, value }]) => [key, { salt: bytesOf(salt), value }]),
  )
}
