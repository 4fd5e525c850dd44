/** Claims of an imported reference, as MongoDB keeps them: a copy of what the user's file says. */
import type { Claim } from '../reference.ts'
import { kept, requiredNumber } from './model.ts'

export interface StoredClaim extends Claim {
  /** The claim's sequence number in the reference. */
  readonly _id: number
}

export const claimsOn = kept<StoredClaim>('Claim', 'claims', { _id: requiredNumber }, [], {
  strict: false,
})
