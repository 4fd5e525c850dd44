/**
 * What a form proposes before anybody typed: the records a link field may be given, so that on the
 * floor one tap is enough. Which those are is read from the link's declaration.
 */
import { fieldAt } from '../models/field.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { offered } from '../server/ledger/offers.ts'
import { everyRecord } from '../server/ledger/reads.ts'

export function offerRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/offers/:ledger/:field',
      says: words(
        'リンク項目の候補（空いているもの、最近のもの）',
        'Records offered for a link field: free ones, recent ones',
      ),
      handle: (call) => offering(house, call),
    },
  ]
}

async function offering(house: House, { actor, params }: Call) {
  const ledger = house.ledgers.find(({ name }) => name === params['ledger'])
  const field = ledger && fieldAt(ledger.fields, params['field'] ?? '')
  const target = house.ledgers.find(({ name }) => name === field?.target?.().name)
  if (!field || !target) throw new Problem('unknown-route')
  const records = await offered(house.database, target, field, actor)
  if (records.length > 0) await house.reads.read(target, everyRecord, actor, { offered: true })
  return { records }
}
