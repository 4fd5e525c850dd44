/** What concerns the whole house: board, search, claims, and how the process is. */
import { claimEvidence } from '../server/claims.ts'
import { readGrant } from '../models/derive/permissions.ts'
import { searchForm } from '../models/derive/search.ts'
import { limits } from '../models/limits.ts'
import { words } from '../models/words.ts'
import { recordOf, selectRecords } from '../models/stored/records.ts'
import { presentingTo, zoneOf } from '../server/house.ts'
import type { House } from '../server/house.ts'
import { metrics } from '../server/metrics.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { board } from '../server/ledger/board.ts'
import { filterOf } from '../server/ledger/list.ts'
import { present } from '../server/ledger/present.ts'
import { everyRecord } from '../server/ledger/reads.ts'

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
      handle: (call) => search(house, call),
    },
    {
      method: 'get',
      path: '/api/v1/claims',
      says: words('リファレンスの項目と裏づけ', 'Claims of the reference and what backs them'),
      handle: (call) => claimEvidence(house, call.actor),
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

/** Finds records of any ledger by number, serial, name or label. */
async function search(house: House, { actor, query }: Call) {
  const q = typeof query['q'] === 'string' ? query['q'] : ''
  if (searchForm(q).length === 0) return { records: [] }
  const presenting = await presentingTo(house, actor)
  const found = await Promise.all(
    house.ledgers
      .filter((ledger) => typeof readGrant(ledger, actor) === 'string')
      .map(async (ledger) => {
        const listing = { ...presenting, ledger, timeZone: zoneOf(house, presenting.settings) }
        const filter = filterOf(listing, { q, filter: {} })
        if (!filter) return []
        const rows = await selectRecords(house.database.records, filter)
          .sort({ number: -1 })
          .limit(limits.searchRowsMax)
        if (rows.length > 0) await house.reads.read(ledger, everyRecord, actor, { search: true })
        return rows.map(recordOf)
      }),
  )
  const records = found.flat().slice(0, limits.searchRowsMax)
  return { records: await present(records, presenting) }
}
