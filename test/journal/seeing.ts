/** How suites ask a house what the outside said of its journal, and make it grow by an entry. */
import type { Seen } from '../../server/outside/seen.ts'
import type { TestHouse } from '../house.ts'
import { Voice } from '../people.ts'

/** The answer of `/log/times`. */
export type Times = Seen & { readonly size: number }

/** Somebody who is not signed in. */
export const nobody = (house: TestHouse) => new Voice(house.url, '', '')

/** What the outside last said. */
export const times = (house: TestHouse) => nobody(house).get<Times>('/log/times')

/** Adds an entry, and waits until its checkpoint is published. @returns the journal's size */
export async function act(house: TestHouse): Promise<number> {
  await house.as('kaoru').creates('customers.add', { name: '花丘総合病院' })
  await nobody(house).text('/log/checkpoint')
  return house.running.house.log.size
}
