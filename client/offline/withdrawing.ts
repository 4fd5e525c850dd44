/**
 * What a person decides about an act that waits or was refused: it is taken back for good, or sent
 * once more. Only the page of unsent acts offers it, so it is loaded with that.
 */
import { keep, kept } from './cabinet.ts'
import { filesOf, outbox } from './outbox.ts'
import type { Outgoing } from './queue.ts'
import { dropFile } from './shelf.ts'

/** An act taken back, as its person may look it up for the rest of the day. */
export interface Withdrawn extends Pick<Outgoing, 'id' | 'account' | 'ledger' | 'act' | 'keptAt'> {
  readonly title?: string
  readonly withdrawnAt: string
}

const rememberedMs = 24 * 3_600_000

/**
 * Takes an act back for good, with those that make no sense without it and the pictures only they
 * name, and remembers the day.
 *
 * @throws when the device's store fails; then it is still kept
 */
export async function withdraw(outgoing: Outgoing): Promise<void> {
  const all = [outgoing, ...outbox.behind(outgoing.id)]
  const withdrawnAt = new Date().toISOString()
  const now = all.map(({ id, account, ledger, act, keptAt, title }) => ({
    id,
    account,
    ledger,
    act,
    keptAt,
    withdrawnAt,
    ...(title !== undefined && { title }),
  }))
  const before = await withdrawnToday()
  await keep('withdrawn', [...now, ...before])
  try {
    await outbox.withdraw(outgoing.id)
  } catch (error) {
    await keep('withdrawn', before)
    throw error
  }
  const named = new Set(filesOf(outbox.held))
  for (const hash of filesOf(all)) if (!named.has(hash)) await dropFile(hash)
}

/** Sends a refused act once more: as it is, or knowingly on the state the record has now. */
export async function sendAgain({ refused, ...outgoing }: Outgoing): Promise<void> {
  const revision = refused?.current?.revision
  await outbox.add({ ...outgoing, ...(revision !== undefined && { revision }) })
}

/** What was taken back on this device since yesterday. */
export async function withdrawnToday(): Promise<readonly Withdrawn[]> {
  const all = (await kept<readonly Withdrawn[]>('withdrawn')) ?? []
  return all.filter(({ withdrawnAt }) => Date.now() - Date.parse(withdrawnAt) < rememberedMs)
}
