/** Whether the outside has said when it saw a pack's checkpoint, in the pack or since. */
import type { PackTime } from '../../models/pack.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { House } from '../house.ts'

/** @returns undefined where no stamp was asked for */
export async function packTime(
  { database, outside }: House,
  record: LedgerRecord,
): Promise<PackTime | undefined> {
  const { size: told, timestamp } = (record.facts['contents'] ?? {}) as Facts
  if (told === undefined) return undefined
  const size = Number(told)
  const inside = timestamp === 'stamped'
  const stored = await database.stamps.findById(size, { reply: 0 }).lean()
  if (stored) {
    const { time, tsa } = stored
    return { state: 'stamped', size, inside, time: time.toISOString(), tsa }
  }
  if (inside) return { state: 'stamped', size, inside }
  return outside.stamping && timestamp === 'waiting'
    ? { state: 'waiting', size, inside }
    : undefined
}
