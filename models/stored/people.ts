/**
 * What signing in needs and no journal may hold: password hashes, one-time links and sessions.
 * Who a person is and what they may do is a record of the accounts register, not kept here.
 */
import { kept, requiredMoment, requiredText } from './model.ts'

export interface StoredCredential {
  /** The account's record id. */
  _id: string
  /** Argon2id in PHC string format. */
  password?: string
  changedAt: Date
  /** SHA-256 of a one-time link's token, and when it ends. */
  link?: { hash: string; endsAt: Date }
}

export interface StoredSession {
  /** The token's `jti`. */
  _id: string
  account: string
  startedAt: Date
  endsAt: Date
  device?: string
}

export const credentialsOn = kept<StoredCredential>(
  'Credential',
  'credentials',
  {
    _id: requiredText,
    password: String,
    changedAt: requiredMoment,
    link: { type: { hash: String, endsAt: Date }, _id: false, default: undefined },
  },
  [[{ 'link.hash': 1 }]],
)

export const sessionsOn = kept<StoredSession>(
  'Session',
  'sessions',
  {
    _id: requiredText,
    account: requiredText,
    startedAt: requiredMoment,
    endsAt: requiredMoment,
    device: String,
  },
  [[{ account: 1 }], [{ endsAt: 1 }, { expireAfterSeconds: 0 }]],
)
