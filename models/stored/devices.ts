/**
 * What each browser last said of itself: how many acts it keeps that have not reached the server,
 * and since when. It is a sign of life rather than a record, so it stands in no journal. A device
 * with nothing to send is forgotten when it has been silent for long; one that keeps acts back
 * never is, because it is the one somebody has to go and look for.
 */
import { limits } from '../limits.ts'
import { kept, requiredMoment, requiredNumber, requiredText } from './model.ts'

export interface StoredDevice {
  /** The id the browser gave itself. */
  _id: string
  name: string
  /** Whoever was signed in when it last spoke. */
  account: string
  waiting: number
  refused: number
  /** When the oldest act that waits was kept. */
  oldestAt?: Date
  /** The version of the app it runs. */
  version: string
  /** Whether its browser promised not to clear what it keeps. */
  lasting: boolean
  seenAt: Date
  /** When it last spoke, if nothing waits on it. */
  idleSince?: Date
}

const daySeconds = 86_400

export const devicesOn = kept<StoredDevice>(
  'Device',
  'devices',
  {
    _id: requiredText,
    name: requiredText,
    account: requiredText,
    waiting: requiredNumber,
    refused: requiredNumber,
    oldestAt: Date,
    version: requiredText,
    lasting: { type: Boolean, required: true },
    seenAt: requiredMoment,
    idleSince: Date,
  },
  [
    [{ idleSince: 1 }, { expireAfterSeconds: limits.deviceDaysKept * daySeconds }],
    [{ waiting: -1, seenAt: -1 }],
  ],
)
