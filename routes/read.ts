/** Reads a request's body by a schema, or says in both languages what is wrong with it. */
import type { z } from 'zod'
import { faultsOf } from '../models/derive/parser.ts'
import { Problem } from '../models/problems.ts'

/** @throws Problem invalid-fields with a fault for each thing that is wrong */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {}, { reportInput: true })
  if (!parsed.success) throw new Problem('invalid-fields', { faults: faultsOf(parsed.error) })
  return parsed.data
}
