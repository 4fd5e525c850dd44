/**
 * Who is asking: passwords with Argon2id, sessions as signed tokens that can be revoked, and the
 * one-time links by which a person first sets a password. What a person may do is not decided
 * here; their account is a record like any other and is read afresh for each request.
 */
import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2'
import jwt from 'jsonwebtoken'
import {
  accountKey,
  accounts,
  activeAccount,
  deviceAccount,
  holdsEnrolment,
} from '../models/ledgers.ts'
import type { Name } from '../models/fields.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import type { LedgerRecord } from '../models/record.ts'
import type { Role } from '../models/roles.ts'
import { words } from '../models/words.ts'
import type { Database } from '../models/stored/database.ts'
import type { StoredSession } from '../models/stored/people.ts'
import { readRecord, readRecords } from '../models/stored/records.ts'

/** OWASP's second Argon2id setting: 19 MiB, two passes. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** How long a one-time link may be used, in milliseconds. */
const linkMs = 7 * 24 * 3_600_000

/** Who is signed in, as a client may know it. */
export interface AccountView {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
}

export interface SignedIn {
  readonly token: string
  readonly expiresAt: string
  readonly account: AccountView
}

/** How a session begins. */
interface Beginning {
  readonly hours: number
  readonly device: string | undefined
  /** The enrolment of the tablet it is on. */
  readonly enrolment?: string
  readonly id?: string
}

export class Auth {
  readonly #database: Database
  /** A key, not its text: jsonwebtoken would first try at length to read a text as a public key. */
  readonly #secret: KeyObject
  readonly #hours: number
  /** Compared against when there is no such user, so that both answers take as long. */
  readonly #decoy = argon2Hash(randomBytes(16).toString('hex'), argon2)

  constructor(database: Database, secret: string, hours: number) {
    this.#database = database
    this.#secret = createSecretKey(Buffer.from(secret, 'utf8'))
    this.#hours = hours
  }

  /**
   * Signs a person in.
   *
   * @throws Problem sign-in-refused, alike for a wrong user and a wrong password
   */
  async signIn(user: string, password: string, device: string | undefined): Promise<SignedIn> {
    const [account] = await readRecords(this.#database.records, { holds: accountKey(user) })
    const kept = account && (await this.#database.credentials.findById(account.id).lean())
    const right = await argon2Verify(kept?.password ?? (await this.#decoy), password)
    if (!account || !kept?.password || !right || !activeAccount(account)) {
      throw new Problem('sign-in-refused')
    }
    return await this.#start(account, device)
  }

  async #start(account: LedgerRecord, device: string | undefined): Promise<SignedIn> {
    return await this.begin(account, { hours: this.#hours, device })
  }

  /**
   * Begins a session of an account.
   *
   * @param id the session's own, when beginning it twice must fail as a duplicate key
   */
  async begin(
    account: LedgerRecord,
    { hours, device, enrolment, id: session = randomUUID() }: Beginning,
  ): Promise<SignedIn> {
    const startedAt = new Date()
    const endsAt = new Date(startedAt.getTime() + hours * 3_600_000)
    await this.#database.sessions.collection.insertOne({
      _id: session,
      account: account.id,
      startedAt,
      endsAt,
      ...(device !== undefined && { device: device.slice(0, limits.textCharactersMax) }),
      ...(enrolment !== undefined && { enrolment, seenAt: startedAt }),
    } as never)
    const token = jwt.sign({ sub: account.id, jti: session }, this.#secret, {
      algorithm: 'HS256',
      expiresIn: hours * 3_600,
    })
    return { token, expiresAt: endsAt.toISOString(), account: accountView(account) }
  }

  /** Whoever a token speaks for, while its session stands and the account is active. */
  async identify(token: string): Promise<{ account: LedgerRecord; session: string } | undefined> {
    const claims = this.#verified(token)
    if (!claims?.sub || !claims.jti) return undefined
    const [session, account] = await Promise.all([
      this.#database.sessions.findById(claims.jti).lean(),
      readRecord(this.#database.records, claims.sub),
    ])
    if (!session || session.endsAt.getTime() < Date.now()) return undefined
    if (!account || !activeAccount(account)) return undefined
    if (session.enrolment !== undefined) {
      // The journal says which tablets are enrolled, and a tablet never acts as a person.
      if (!deviceAccount(account) || !holdsEnrolment(account, session.enrolment)) return undefined
      await this.#seen(session)
    }
    return { account, session: claims.jti }
  }

  /** Notes that an enrolled tablet is there, no oftener than anybody needs to know. */
  async #seen({ _id, seenAt }: StoredSession): Promise<void> {
    const now = Date.now()
    if (seenAt && now - seenAt.getTime() < limits.seenEveryMinutes * 60_000) return
    await this.#database.sessions.updateOne({ _id }, { $set: { seenAt: new Date(now) } })
  }

  #verified(token: string): jwt.JwtPayload | undefined {
    try {
      const claims = jwt.verify(token, this.#secret, { algorithms: ['HS256'] })
      return typeof claims === 'object' ? claims : undefined
    } catch {
      return undefined
    }
  }

  /** When a session ends by itself, ISO; undefined when it has ended. */
  async endsAt(session: string): Promise<string | undefined> {
    const kept = await this.#database.sessions.findById(session).lean()
    return kept?.endsAt.toISOString()
  }

  /** Ends a session. */
  async signOut(session: string): Promise<void> {
    await this.#database.sessions.deleteOne({ _id: session })
  }

  /**
   * Sets an account's password and ends its other sessions.
   *
   * @throws Problem invalid-fields when the password is too short or too long
   */
  async setPassword(account: string, password: string, keep?: string): Promise<void> {
    checkPassword(password)
    await this.#database.credentials.updateOne(
      { _id: account },
      {
        $set: { password: await argon2Hash(password, argon2), changedAt: new Date() },
        $unset: { link: 1 },
      },
      { upsert: true },
    )
    await this.#database.sessions.deleteMany({
      account,
      // A tablet was not let in by a password; its enrolment is ended by an act.
      enrolment: { $exists: false },
      ...(keep !== undefined && { _id: { $ne: keep } }),
    })
  }

  /** Whether an account has a password yet. */
  async hasPassword(account: string): Promise<boolean> {
    const filter = { _id: account, password: { $exists: true } }
    return (await this.#database.credentials.exists(filter)) !== null
  }

  /** Whether a password is the account's own. */
  async knows(account: string, password: string): Promise<boolean> {
    const kept = await this.#database.credentials.findById(account).lean()
    return kept?.password !== undefined && (await argon2Verify(kept.password, password))
  }

  /** Makes a one-time token with which an account's password can be set. */
  async makeLink(account: string): Promise<string> {
    const token = randomBytes(24).toString('base64url')
    const link = { hash: tokenHash(token), endsAt: new Date(Date.now() + linkMs) }
    await this.#database.credentials.updateOne(
      { _id: account },
      { $set: { link, changedAt: new Date() } },
      { upsert: true },
    )
    return token
  }

  /**
   * Uses a one-time token: sets the password it was made for and signs in.
   *
   * @throws Problem set-up-link-refused when it is unknown, used or over
   */
  async useLink(token: string, password: string, device: string | undefined): Promise<SignedIn> {
    checkPassword(password)
    const kept = await this.#database.credentials
      .findOneAndUpdate(
        { 'link.hash': tokenHash(token), 'link.endsAt': { $gt: new Date() } },
        { $unset: { link: 1 } },
      )
      .lean()
    const account = kept && (await readRecord(this.#database.records, kept._id))
    if (!account || !activeAccount(account)) throw new Problem('set-up-link-refused')
    await this.setPassword(account.id, password)
    return await this.#start(account, device)
  }

  /** Whether anyone has an account yet. */
  async anyone(): Promise<boolean> {
    return (await this.#database.records.exists({ ledger: accounts.name })) !== null
  }
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** @throws Problem invalid-fields naming what is wrong with a password */
export function checkPassword(password: string): void {
  const { passwordCharactersMin: min, passwordCharactersMax: max } = limits
  const length = [...password].length
  if (length >= min && length <= max) return
  const says = words(
    `パスワードは ${min} 文字以上 ${max} 文字以下にしてください。`,
    `A password has ${min} to ${max} characters.`,
  )
  throw new Problem('invalid-fields', { faults: [{ path: 'password', says }] })
}

/** An account as its owner sees it. */
export function accountView(account: LedgerRecord): AccountView {
  const { user, name, roles } = account.facts
  return {
    id: account.id,
    user: String(user),
    name: (name as Name | undefined)?.name ?? String(user),
    roles: roles as Role[],
  }
}
