/**
 * Enrolling tablets: an administrator makes a code, whoever opens it on the tablet within minutes
 * makes that tablet the device, and the journal says so before the tablet holds anything. A
 * session of a tablet holds only while its enrolment stands on the account, so that revoking is
 * an act like any other and nothing has to be cleaned up for it to count.
 */
import { createHash } from 'node:crypto'
import {
  accounts,
  activeAccount,
  deviceAccount,
  enrolmentsOf as enrolmentsIn,
} from '../models/ledgers.ts'
import type { Enrolment } from '../models/ledgers.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import { idWithin } from '../models/record.ts'
import type { LedgerRecord } from '../models/record.ts'
import { actorOf, grantsRoles } from '../models/roles.ts'
import type { Actor } from '../models/roles.ts'
import { duplicateKey } from '../models/stored/database.ts'
import type { StoredCredential } from '../models/stored/people.ts'
import { readRecord } from '../models/stored/records.ts'
import type { SignedIn } from './auth.ts'
import { newCode, plainCode } from './codes.ts'
import type { House } from './house.ts'
import { act } from './ledger/act.ts'

/** A code that enrols one tablet. */
export interface EnrolmentCode {
  /** What is scanned: the address of the page that enrols, with the code behind the `#`. */
  readonly link: string
  /** What is typed instead. */
  readonly code: string
  readonly endsAt: string
}

/** An enrolled tablet and how it is now. */
export interface EnrolledTablet extends Enrolment {
  /** Whether a session of it stands. */
  readonly live: boolean
  readonly seenAt?: string
  readonly endsAt?: string
}

/** Makes the one code with which a device's account can be enrolled on a tablet now. */
export async function makeEnrolment(
  house: House,
  account: LedgerRecord,
  by: Actor,
): Promise<EnrolmentCode> {
  const code = newCode(limits.enrolmentCharacters)
  const endsAt = new Date(Date.now() + limits.enrolmentMinutes * 60_000)
  await house.database.credentials.updateOne(
    { _id: account.id },
    { $set: { enrolment: { hash: hashOf(code), endsAt, by: by.id }, changedAt: new Date() } },
    { upsert: true },
  )
  // The tablet is elsewhere: it needs an address of the network, not the one this page is at.
  const base = house.config.publicUrl ?? house.reach().addresses[0] ?? ''
  return { link: `${base}/enrol#token=${code}`, code, endsAt: endsAt.toISOString() }
}

/**
 * Makes the tablet that sends a code the device it was made for. Everything made on the way has
 * an id derived from the code: after a crash the same tablet goes on where it was, and a second
 * tablet meets what the first one made.
 *
 * @param agent what the tablet's browser says of itself
 * @throws Problem enrolment-refused for a code that is unknown, used, over, or whose
 *   administrator or account may not any more
 */
export async function useEnrolment(
  house: House,
  typed: string,
  agent: string | undefined,
): Promise<SignedIn> {
  const hash = hashOf(typed)
  const { database, auth, config } = house
  const kept = await database.credentials
    .findOne({ 'enrolment.hash': hash, 'enrolment.endsAt': { $gt: new Date() } })
    .lean<StoredCredential>()
  const account = kept && (await readRecord(database.records, kept._id))
  const maker = kept?.enrolment && (await readRecord(database.records, kept.enrolment.by))
  if (!account || !maker) throw new Problem('enrolment-refused')
  const by = actorOf(maker, agent)
  const fit = activeAccount(account) && deviceAccount(account) && activeAccount(maker)
  if (!fit || !grantsRoles(by)) throw new Problem('enrolment-refused')
  const enrolment = idWithin(hash, 'enrolment')
  const device = namedBy(agent)
  try {
    await act(
      house,
      { ledger: accounts, act: 'enrol', record: account.id },
      { id: idWithin(hash, 'act'), fields: { enrolment, ...(device !== '' && { device }) } },
      by,
    )
    const id = idWithin(hash, 'session')
    const hours = config.deviceDays * 24
    const begun = await auth.begin(account, { hours, device: agent, enrolment, id })
    await database.credentials.updateOne(
      { _id: account.id, 'enrolment.hash': hash },
      { $unset: { enrolment: 1 } },
    )
    return begun
  } catch (error) {
    const taken = error instanceof Problem && error.code === 'act-id-reused'
    if (taken || duplicateKey(error) !== undefined) throw new Problem('enrolment-refused')
    throw error
  }
}

/** Ends the enrolment of a tablet: from that entry of the journal on it is let in no more. */
export async function endEnrolment(
  house: House,
  account: LedgerRecord,
  body: { readonly id: string; readonly enrolment: string; readonly because: string | undefined },
  actor: Actor,
): Promise<void> {
  const { id, enrolment, because } = body
  const target = { ledger: accounts, act: 'unenrol', record: account.id }
  await act(house, target, { id, fields: { enrolment }, because }, actor)
  await house.database.sessions.deleteMany({ account: account.id, enrolment })
}

/** The tablets an account is enrolled on, newest first, and when each was last there. */
export async function enrolledTablets(
  { database }: House,
  account: LedgerRecord,
): Promise<EnrolledTablet[]> {
  const sessions = await database.sessions
    .find({ account: account.id, enrolment: { $exists: true }, endsAt: { $gt: new Date() } })
    .lean()
  const byEnrolment = new Map(sessions.map((one) => [one.enrolment, one]))
  return enrolmentsIn(account)
    .map((one) => {
      const session = byEnrolment.get(one.enrolment)
      return {
        ...one,
        live: session !== undefined,
        ...(session?.seenAt && { seenAt: session.seenAt.toISOString() }),
        ...(session && { endsAt: session.endsAt.toISOString() }),
      }
    })
    .toReversed()
}

/** A browser's name as the journal can keep it: one printable line. */
function namedBy(agent: string | undefined): string {
  return (agent ?? '')
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, limits.textCharactersMax)
}

/** The hash of a code, however it was typed. */
function hashOf(code: string): string {
  return createHash('sha256')
    .update(`enrolment ${plainCode(code)}`)
    .digest('hex')
}
