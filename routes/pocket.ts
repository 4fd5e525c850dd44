/** What a device carries for work without a network. */
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Route } from '../server/http/endpoint.ts'
import { fillPocket, findPocket } from '../server/ledger/pocket.ts'

export function pocketRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/pocket',
      says: words('端末に控える記録', 'What a device carries for work without a network'),
      handle: async ({ actor, headers }) => {
        const now = new Date()
        const found = await findPocket(house, actor, now)
        if (headers['if-none-match'] === found.tag) return new Answer(304)
        return new Answer(200, await fillPocket(house, actor, found, now), { ETag: found.tag })
      },
    },
  ]
}
