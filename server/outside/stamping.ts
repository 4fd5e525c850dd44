/**
 * Has checkpoints stamped with the time by an authority outside (RFC 3161). Only the latest one is
 * ever asked about: its stamp covers every entry below, so a long time without an answer leaves no
 * queue behind it.
 */
import { randomBytes } from 'node:crypto'
import { utf8 } from '../../models/bytes.ts'
import { limits } from '../../models/limits.ts'
import { duplicateKey } from '../../models/stored/database.ts'
import type { Database } from '../../models/stored/database.ts'
import type { StoredCheckpoint } from '../../models/stored/log.ts'
import { timestampRequest, verifyTimestamp } from '../../models/timestamp.ts'
import { ask } from './ask.ts'

/** Where time comes from. */
export interface Authority {
  readonly url: string
  /** DER of the roots its certificate must lead to; empty trusts any. */
  readonly roots: readonly Uint8Array[]
}

/**
 * Has the latest checkpoint stamped unless it is.
 *
 * @returns whether there was one to stamp
 * @throws Error when nobody answered in time, Fault when the answer is not to be trusted
 */
export async function stampLatest(
  database: Database,
  authority: Authority,
  gone: AbortSignal,
): Promise<boolean> {
  const latest = await database.checkpoints.findOne().sort({ _id: -1 }).lean()
  // An empty journal has nothing whose time anybody will ask for.
  if (!latest || latest._id === 0 || (await database.stamps.exists({ _id: latest._id }))) {
    return false
  }
  await stamp(database, authority, latest, gone)
  return true
}

/**
 * Has a checkpoint stamped, and keeps the reply. Whichever clock is wrong when the authority's and
 * this machine's are far apart, an operator must hear of it before anything is proved with it.
 *
 * @throws as `stampLatest`
 */
export async function stamp(
  database: Database,
  { url, roots }: Authority,
  { _id, note }: Pick<StoredCheckpoint, '_id' | 'note'>,
  gone: AbortSignal,
): Promise<void> {
  const bytes = utf8(note)
  const { request, nonce } = await timestampRequest(bytes, randomBytes(limits.stampNonceBytes))
  const question = { type: 'application/timestamp-query', body: request }
  const reply = await ask(url, question, gone)
  if (reply.status !== 200) throw new Error(`the time-stamping authority answered ${reply.status}`)
  const found = await verifyTimestamp(reply.bytes, bytes, roots)
  if (found.nonce !== nonce) throw new Error('the time-stamp answers another request')
  const { time, tsa } = found
  if (Math.abs(time.getTime() - Date.now()) > limits.stampMinutesOff * 60_000) {
    throw new Error(`the time-stamp says ${time.toISOString()}, far from this machine's clock`)
  }
  try {
    await database.stamps.create({ _id, reply: Buffer.from(reply.bytes), time, tsa })
  } catch (error) {
    // Somebody else had the same checkpoint stamped in the same moment; one stamp is enough.
    if (duplicateKey(error) === undefined) throw error
  }
}
