/**
 * Personal values, kept apart from the leaves that commit to them, so that they can be erased
 * lawfully while every entry still verifies. Salt and value go together or not at all.
 */
import { Schema } from 'mongoose'
import { kept, requiredNumber, requiredText } from './model.ts'

export interface StoredBody {
  /** Random, so that an attempt that lost its sequence number never overwrites another's. */
  _id: string
  record: string
  /** The sequence number it was made for; an attempt that lost it left the body behind. */
  seq: number
  fields: Record<string, { salt: Buffer; value: unknown }>
}

export const bodiesOn = kept<StoredBody>(
  'Body',
  'bodies',
  {
    _id: requiredText,
    record: requiredText,
    seq: requiredNumber,
    fields: { type: Schema.Types.Mixed, required: true },
  },
  [[{ record: 1 }]],
)
