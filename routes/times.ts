/** When the outside saw the journal: stamps and witnesses, which anyone may ask for and check. */
import { parseCount } from '../models/bytes.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { bytesOf } from '../server/journal/leaf.ts'
import { seenEntry, seenLast } from '../server/outside/seen.ts'

const forever = 'public, max-age=31536000, immutable'

export function timeRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/log/times',
      says: words('外部が確認した時刻（?entry=番号）', 'When the outside saw it (?entry=number)'),
      open: true,
      handle: async ({ query }) =>
        new Answer(200, await times(house, query['entry']), { 'Cache-Control': 'no-store' }),
    },
    {
      method: 'get',
      path: '/log/timestamp/:size.tsr',
      says: words('チェックポイントの時刻証明（RFC 3161）', 'A checkpoint’s time-stamp (RFC 3161)'),
      open: true,
      handle: (call) => timestamp(house, call),
    },
    {
      method: 'get',
      path: '/log/checkpoint/:size',
      says: words('署名時のチェックポイント', 'A checkpoint as it was signed, which is stamped'),
      open: true,
      handle: (call) => checkpoint(house, call),
    },
  ]
}

async function times(house: House, entry: unknown) {
  if (entry === undefined) return { size: house.signer.latest.size, ...(await seenLast(house)) }
  const seq = typeof entry === 'string' ? parseCount(entry) : undefined
  if (seq === undefined) throw new Problem('unknown-query', { name: 'entry' })
  if (seq >= house.log.size) throw new Problem('unknown-record')
  return await seenEntry(house, seq)
}

async function timestamp({ database }: House, { params }: Call): Promise<Answer> {
  const stored = await database.stamps.findById(sizeIn(params)).lean()
  if (!stored) throw new Problem('unknown-record')
  return new Answer(200, bytesOf(stored.reply), {
    'Content-Type': 'application/timestamp-reply',
    'Content-Disposition': `attachment; filename="${stored._id}.tsr"`,
    'Cache-Control': forever,
  })
}

/** The very bytes a stamp is about: without the lines that witnesses added since. */
async function checkpoint({ database }: House, { params }: Call): Promise<Answer> {
  const stored = await database.checkpoints.findById(sizeIn(params)).lean()
  if (!stored) throw new Problem('unknown-record')
  return new Answer(200, stored.note, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': forever,
  })
}

function sizeIn(params: Call['params']): number {
  const size = parseCount(params['size'] ?? '')
  if (size === undefined) throw new Problem('unknown-record')
  return size
}
