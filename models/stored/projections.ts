/**
 * Which shape the stored records of each ledger have been given, so that a start after an upgrade
 * knows whose derived keys to make anew. Nothing here is a record, and losing it only costs time.
 */
import { kept } from './model.ts'

export interface StoredProjection {
  /** The ledger's name. */
  readonly _id: string
  /** What the sort slots of its records are made of. */
  readonly slots: string
}

export const projectionsOn = kept<StoredProjection>('Projection', 'projections', {
  _id: { type: String, required: true },
  // A ledger that sorts by nothing has an empty text here, which `required` would refuse.
  slots: String,
})
