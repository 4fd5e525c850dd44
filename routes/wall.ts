/** What hangs on the wall, and whom a roll call calls. */
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import type { Route } from '../server/http/endpoint.ts'
import { rollCall } from '../server/ledger/rollcall.ts'
import { Wall } from '../server/ledger/wall.ts'

export function wallRoutes(house: House): Route[] {
  const wall = new Wall(house)
  return [
    {
      method: 'get',
      path: '/api/v1/wall',
      says: words('壁面表示の値', 'The figures of the wall'),
      handle: ({ actor }) => wall.view(actor),
    },
    {
      method: 'get',
      path: '/api/v1/roll-call',
      says: words('点呼の対象者', 'Everybody a roll call calls'),
      handle: ({ actor }) => rollCall(house, actor),
    },
  ]
}
