/**
 * What correcting acts of all ledgers have in common: what was needed once cannot be taken away
 * by a correction, and people other than the ISO office correct only what is their own.
 */
import type { Parts } from '../fields.ts'
import type { Rule, Scene } from '../ledger.ts'
import { words } from '../words.ts'

/** A rule that these acts may change, but never remove, the fields a record cannot be without. */
export function keeps<F extends Parts, const A extends string>(
  on: readonly A[],
  keys: readonly (keyof F & string)[],
): Rule<F, A> {
  return {
    on,
    must: ({ given }) => keys.every((key) => given[key] !== null),
    else: words(
      '記録に欠かせない項目は消せません。正しい値に変えてください。',
      'Fields the record cannot be without are changed, not removed.',
    ),
  }
}

/**
 * Whether the actor may correct the record: the ISO office always, others only a record that
 * names them in one of these fields.
 */
export function ownOrIso<F extends Parts>(scene: Scene<F>, keys: readonly (keyof F)[]): boolean {
  const { actor, before } = scene
  if (actor.roles.includes('iso')) return true
  return keys.some((key) => before?.facts[key as string] === actor.id)
}

/** What is said when somebody corrects what is not theirs. */
export const notYourOwn = words(
  '自分の記録だけを訂正できます。ほかの記録の訂正はISO事務局に頼んでください。',
  'You can correct only your own records; ask the ISO office for others.',
)
