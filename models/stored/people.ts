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
  /** SHA-256 of a tablet's enrolment code, when it ends, and the administrator who made it. */
  enrolment?: { hash: string; endsAt: Date; by: string }
}

export interface StoredSession {
  /** The token's `jti`. */
  _id: string
  account: string
  startedAt: Date
  endsAt: Date
  device?: string
  /** The enrolment of the tablet it is on; it holds only while the account has it. */
  enrolment?: string
  /** When the tablet was last there. */
  seenAt?: Date
}

export const credentialsOn = kept<StoredCredential>(
  'Credential',
  'credentials',
  {
    _id: requiredText,
    password: String,
    changedAt: requiredMoment,
    link: { type: { hash: String, endsAt: Date }, _id: false, default: undefined },
    enrolment: {
      type: { hash: String, endsAt: Date, by: String },
      _id: false,
      default: undefined,
    },
  },
  [[{ 'link.hash': 1 }], [{ 'enrolment.hash': 1 }]],
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
    enrolment: String,
    seenAt: Date,
  },
  [[{ account: 1 }], [{ endsAt: 1 }, { expireAfterSeconds: 0 }]],
)
