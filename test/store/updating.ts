/**
 * What the tests of updates share: compiling from plain objects under one fixed time.
 */
import { Doc } from '../../server/store/bson.ts'
import type { Plain } from '../../server/store/bson.ts'
import { show } from '../../server/store/show.ts'
import { compileUpdate } from '../../server/store/update.ts'
import type { ApplyContext, Update, UpdateOptions } from '../../server/store/update.ts'

export type Fields = { readonly [key: string]: Plain }

export const now = new Date('2024-05-06T07:08:09.010Z')
export const existing: ApplyContext = { insert: false }

export function compile(update: Fields | Fields[], options: Partial<UpdateOptions> = {}): Update {
  const spec = Array.isArray(update) ? update.map((stage) => Doc.of(stage)) : Doc.of(update)
  return compileUpdate(spec, { now, ...options })
}

/** One line of text for a document or a list of them. */
export function shown(value: unknown): string {
  if (value instanceof Doc) return show(value)
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  return show(Doc.of(value as Fields))
}
