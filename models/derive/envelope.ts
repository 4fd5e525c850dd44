/**
 * Reads what surrounds an act's fields as it arrives: its id, its reason, the revision it was made
 * on and when it happened. Only the server reads envelopes, so the browser never loads this.
 */
import { z } from 'zod'
import { fitText, momentSchema } from '../fields.ts'
import { limits } from '../limits.ts'

/** Reads the envelope of an act: who made the id, why, from which revision, when. */
export const bodyParser = z.strictObject({
  id: z.uuid(),
  fields: z.record(z.string(), z.unknown()).default({}),
  because: z
    .string()
    .trim()
    .min(1)
    .max(limits.becauseCharactersMax)
    .refine(fitText, { error: 'text' })
    .optional(),
  revision: z.number().int().min(0).optional(),
  occurredAt: z.optional(momentSchema),
  source: z.enum(['device', 'stated']).optional(),
})

/** The envelope of an act as a client sends it. */
export type ActBody = z.infer<typeof bodyParser>

/** The envelope of one act over many records. */
export const batchParser = bodyParser.omit({ revision: true }).extend({
  act: z.string().max(60),
  each: z
    .array(
      z.strictObject({
        record: z.uuid().optional(),
        revision: z.number().int().min(0).optional(),
        fields: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .min(1)
    .max(limits.batchRecordsMax),
})

export type BatchBody = z.infer<typeof batchParser>
