/** What concerns the whole house: board, search, claims, and how the process is. */
import { claimEvidence } from '../server/claims.ts'
import { words } from '../models/words.ts'
import { settingsOf, zoneOf } from '../server/house.ts'
import type { House } from '../server/house.ts'
import { metrics } from '../server/metrics.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Route } from '../server/http/endpoint.ts'
import { board } from '../server/ledger/board.ts'
import { companyOf } from '../models/company.ts'
import { search } from '../server/ledger/search.ts'

export function houseRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/board',
      says: words('ライブボード', 'The live board'),
      handle: ({ actor }) => board(house, actor),
    },
    {
      method: 'get',
      path: '/api/v1/search',
      says: words('すべての台帳を探す', 'Search all ledgers'),
      handle: async ({ actor, query }) => ({
        records: await search(house, actor, textOf(query['q'])),
      }),
    },
    {
      method: 'get',
      path: '/api/v1/claims',
      says: words('リファレンスの項目と裏づけ', 'Claims of the reference and what backs them'),
      handle: (call) => claimEvidence(house, call.actor),
    },
    {
      method: 'get',
      path: '/api/v1/house',
      says: words('この台帳の会社名と時間帯', 'Whose house this is, and its time zone'),
      open: true,
      handle: async ({ language }) => {
        const settings = await settingsOf(house)
        return {
          company: companyOf(settings)[language],
          timeZone: zoneOf(house, settings),
          demo: house.config.demo === true,
        }
      },
    },
    {
      method: 'get',
      path: '/healthz',
      says: words('プロセスが動いているか', 'Whether the process runs'),
      open: true,
      handle: () => Promise.resolve({ ok: true }),
    },
    {
      method: 'get',
      path: '/readyz',
      says: words('要求を受けられるか', 'Whether it is ready to serve'),
      open: true,
      handle: () =>
        Promise.resolve(new Answer(house.ready() ? 200 : 503, { ready: house.ready() })),
    },
    {
      method: 'get',
      path: '/metrics',
      says: words('監視用の値（Prometheus）', 'Figures for monitoring (Prometheus)'),
      open: true,
      handle: async () => {
        const { text, type } = await metrics(house)
        return new Answer(200, text, { 'Content-Type': type })
      },
    },
  ]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
