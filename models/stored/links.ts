/**
 * Links through which somebody outside fetches a pack. Only hashes of their secrets are kept, and
 * in no journal; what the journal says of a link is its id, to whom it went and until when.
 */
import { kept, requiredMoment, requiredNumber, requiredText } from './model.ts'

export interface StoredLink {
  /** The link's id, as the journal names it. */
  _id: string
  pack: string
  /** SHA-256 of what stands in the address, and of the code told another way. */
  token: string
  code: string
  endsAt: Date
  /** Codes tried so far. */
  misses: number
  /** Once the code was used: SHA-256 of what the download is asked with, for a while. */
  ticket?: { hash: string; endsAt: Date }
}

export const linksOn = kept<StoredLink>(
  'Link',
  'links',
  {
    _id: requiredText,
    pack: requiredText,
    token: requiredText,
    code: requiredText,
    endsAt: requiredMoment,
    misses: requiredNumber,
    ticket: { type: { hash: String, endsAt: Date }, _id: false, default: undefined },
  },
  [
    [{ token: 1 }, { unique: true }],
    [{ 'ticket.hash': 1 }],
    [{ endsAt: 1 }, { expireAfterSeconds: 0 }],
  ],
)
