/** What waits for somebody, and how much of it. */
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import type { Route } from '../server/http/endpoint.ts'
import { desk, deskCounts } from '../server/ledger/desk.ts'

export function deskRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/desk',
      says: words('対応が必要なもの', 'What waits for somebody'),
      handle: ({ actor }) => desk(house, actor),
    },
    {
      method: 'get',
      path: '/api/v1/desk/counts',
      says: words('対応が必要なものの件数', 'How much waits for somebody'),
      handle: ({ actor }) => deskCounts(house, actor),
    },
  ]
}
