/** Views people keep of ledgers. */
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Route } from '../server/http/endpoint.ts'
import { dropView, keepView, viewBody, viewsOf } from '../server/ledger/views.ts'
import { read } from './read.ts'

export function viewRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/views',
      says: words('保存した表示', 'Saved views'),
      handle: async ({ actor, query }) => {
        const ledger = typeof query['ledger'] === 'string' ? query['ledger'] : ''
        return { views: await viewsOf(house, ledger, actor) }
      },
    },
    {
      method: 'post',
      path: '/api/v1/views',
      says: words('表示を保存する', 'Keep a view'),
      handle: async ({ actor, body }) => {
        return new Answer(201, await keepView(house, read(viewBody, body), actor))
      },
    },
    {
      method: 'delete',
      path: '/api/v1/views/:id',
      says: words('保存した表示を消す', 'Take a view away'),
      handle: async ({ actor, params }) => {
        await dropView(house, params['id'] ?? '', actor)
        return new Answer(204)
      },
    },
  ]
}
