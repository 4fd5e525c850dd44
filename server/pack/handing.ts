/**
 * Hands packs over by a link: it shows nothing but the pack, ends by itself, can be revoked, and
 * opens only with a code that is told another way and works once. The journal says to whom a link
 * went, when it was used and when it was revoked; its secrets stand nowhere.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { untyped } from '../../models/ledger.ts'
import { packs } from '../../models/ledgers.ts'
import { limits } from '../../models/limits.ts'
import type { PackTime } from '../../models/pack.ts'
import { Problem } from '../../models/problems.ts'
import { idWithin } from '../../models/record.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import { readRecord } from '../../models/stored/records.ts'
import { newCode, plainCode } from '../codes.ts'
import type { House } from '../house.ts'
import { act, actAsSystem } from '../ledger/act.ts'
import { fileOf } from './packing.ts'
import type { KeptFile } from './packing.ts'
import { packTime } from './time.ts'

/** Bytes of what stands in a link's address, and of a ticket. */
const secretBytes = 24

/** A link as it is shown once to whoever made it. */
export interface MadeLink {
  readonly id: string
  readonly link: string
  /** To be told by another way than the link. */
  readonly code: string
  readonly endsAt: string
}

/** What somebody outside gets for a link and its code. */
export interface Ticket {
  readonly ticket: string
  readonly number: string
  readonly file: KeptFile
  /** Absent where no time-stamp was asked for. */
  readonly time?: PackTime
}

/** A link as a pack's record lists it. */
interface Listed {
  readonly link: string
  readonly to: string
  readonly revokedAt?: string
}

/** Makes a link to a pack's file. @throws Problem as the act `share` does */
export async function makeLink(
  house: House,
  pack: LedgerRecord,
  { to, days }: { readonly to: string; readonly days: number },
  actor: Actor,
): Promise<MadeLink> {
  const id = randomUUID()
  const token = randomBytes(secretBytes).toString('base64url')
  const code = newCode(limits.linkCodeCharacters)
  const endsAt = new Date(Date.now() + days * 86_400_000)
  const sha256 = fileOf(pack)?.sha256
  const shared = { link: id, to, endsAt: endsAt.toISOString(), ...(sha256 && { sha256 }) }
  const target = { ledger: untyped(packs), act: 'share', record: pack.id }
  await act(house, target, { id: randomUUID(), fields: { shared } }, actor)
  await house.database.links.create({
    _id: id,
    pack: pack.id,
    token: hashOf(token),
    code: hashOf(plainCode(code)),
    endsAt,
    misses: 0,
  })
  const base = house.config.publicUrl ?? house.reach().addresses[0] ?? ''
  return {
    id,
    link: `${base}/handed#token=${token}`,
    code,
    endsAt: endsAt.toISOString(),
  }
}

/** Revokes a link; from that entry of the journal on nothing is given out for it. */
export async function revokeLink(
  house: House,
  pack: LedgerRecord,
  { id, because }: { readonly id: string; readonly because: string | undefined },
  actor: Actor,
): Promise<void> {
  const target = { ledger: untyped(packs), act: 'revoke', record: pack.id }
  await act(house, target, { id: randomUUID(), fields: { revoked: id }, because }, actor)
  await house.database.links.deleteOne({ _id: id, pack: pack.id })
}

/**
 * Takes a link's code, which then works no more, and gives a ticket to download with.
 *
 * @throws Problem link-refused for whatever does not open the pack, without saying why
 */
export async function useLink(
  house: House,
  { token, code }: { readonly token: string; readonly code: string },
): Promise<Ticket> {
  const { links } = house.database
  // Each try is taken before it is judged, so that many at once are no more than one after another.
  const left = { ticket: { $exists: false }, misses: { $lt: limits.linkMissesMax } }
  const link = await links
    .findOneAndUpdate(
      { token: hashOf(token), endsAt: { $gt: new Date() }, ...left },
      { $inc: { misses: 1 } },
    )
    .lean()
  if (link?.code !== hashOf(plainCode(code))) {
    // Only logged: whoever is nobody here must not be able to fill the journal.
    house.logger.warn({ link: link?._id }, 'a link or a code to a pack was refused')
    throw new Problem('link-refused')
  }
  const { record, file, to } = await packOf(house, link.pack, link._id)
  const ticket = randomBytes(secretBytes).toString('base64url')
  const endsAt = new Date(Date.now() + limits.linkTicketMinutes * 60_000)
  const used = await links.updateOne(
    { _id: link._id, ticket: { $exists: false } },
    { $set: { ticket: { hash: hashOf(ticket), endsAt } } },
  )
  if (used.modifiedCount !== 1) throw new Problem('link-refused')
  const target = { ledger: untyped(packs), act: 'fetch', record: link.pack }
  const fields = { fetched: link._id, handedTo: to, handedFile: file.sha256 }
  await actAsSystem(house, target, fields, systemActor, idWithin(link._id, 'fetch'))
  const time = await packTime(house, record)
  return { ticket, number: record.number, file, ...(time && { time }) }
}

/** The file a ticket stands for. @throws Problem link-refused */
export async function ticketFile(
  house: House,
  ticket: string,
): Promise<{ readonly number: string; readonly file: KeptFile; readonly link: string }> {
  const now = new Date()
  const link = await house.database.links
    .findOne({ 'ticket.hash': hashOf(ticket), 'ticket.endsAt': { $gt: now }, endsAt: { $gt: now } })
    .lean()
  if (!link) throw new Problem('link-refused')
  const { record, file } = await packOf(house, link.pack, link._id)
  return { number: record.number, file, link: link._id }
}

/** A pack that is still to be had through a link. */
async function packOf(house: House, id: string, link: string) {
  const record = await readRecord(house.database.records, id)
  const file = record && fileOf(record)
  const known = (record?.facts['links'] ?? []) as readonly Listed[]
  const own = known.find((one) => one.link === link && one.revokedAt === undefined)
  if (!record || !file || !own || record.state === 'discarded') throw new Problem('link-refused')
  return { record, file, to: own.to }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(`link ${secret}`).digest('hex')
}
