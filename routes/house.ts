/** What concerns the whole house: board, search, claims, and its own documentation. */
import { claimEvidence } from '../server/claims.ts'
import { openapi } from '../models/derive/openapi.ts'
import { readGrant } from '../models/derive/permissions.ts'
import { searchForm } from '../models/derive/views.ts'
import { limits } from '../models/limits.ts'
import { recordOf, selectRecords } from '../models/stored/records.ts'
import { presentingTo } from '../server/house.ts'
import type { House } from '../server/house.ts'
import { docsPage } from '../server/http/docs.ts'
import { metrics } from '../server/metrics.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { board } from '../server/ledger/board.ts'
import { filterOf } from '../server/ledger/list.ts'
import { present } from '../server/ledger/present.ts'
import { everyRecord } from '../server/ledger/reads.ts'

export function houseRoutes(house: House): Route[] {
  const description = openapi(house.ledgers)
  return [
    { method: 'get', path: '/api/v1/board', handle: ({ actor }) => board(house, actor) },
    { method: 'get', path: '/api/v1/search', handle: (call) => search(house, call) },
    { method: 'get', path: '/api/v1/claims', handle: (call) => claimEvidence(house, call.actor) },
    {
      method: 'get',
      path: '/api/openapi.json',
      open: true,
      handle: () => Promise.resolve(description),
    },
    {
      method: 'get',
      path: '/api/docs',
      open: true,
      handle: ({ language }) =>
        Promise.resolve(new Answer(200, docsPage(description, language), html)),
    },
    { method: 'get', path: '/healthz', open: true, handle: () => Promise.resolve({ ok: true }) },
    {
      method: 'get',
      path: '/readyz',
      open: true,
      handle: () =>
        Promise.resolve(new Answer(house.ready() ? 200 : 503, { ready: house.ready() })),
    },
    {
      method: 'get',
      path: '/metrics',
      open: true,
      handle: async () => {
        const { text, type } = await metrics(house)
        return new Answer(200, text, { 'Content-Type': type })
      },
    },
  ]
}

const html = { 'Content-Type': 'text/html; charset=utf-8' }

/** Finds records of any ledger by number, serial, name or label. */
async function search(house: House, { actor, query }: Call) {
  const q = typeof query['q'] === 'string' ? query['q'] : ''
  if (searchForm(q).length === 0) return { records: [] }
  const presenting = await presentingTo(house, actor)
  const found = await Promise.all(
    house.ledgers
      .filter((ledger) => typeof readGrant(ledger, actor) === 'string')
      .map(async (ledger) => {
        const listing = { ...presenting, ledger }
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
