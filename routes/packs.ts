/** Packs: ordered and made, downloaded by those who make them, and handed over by a link. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { untyped } from '../models/ledger.ts'
import { packs } from '../models/ledgers.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import { languages, words } from '../models/words.ts'
import type { Language } from '../models/words.ts'
import type { LedgerRecord } from '../models/record.ts'
import { systemActor } from '../models/roles.ts'
import { presentingTo } from '../server/house.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { act, findRecord } from '../server/ledger/act.ts'
import { presentOne } from '../server/ledger/present.ts'
import { makeLink, revokeLink, ticketFile, useLink } from '../server/pack/handing.ts'
import { fileOf } from '../server/pack/packing.ts'
import type { KeptFile, Packing, PackingView } from '../server/pack/packing.ts'
import { packTime } from '../server/pack/time.ts'
import { read } from './read.ts'

const ledger = untyped(packs)
const text = z.string().trim().min(1).max(limits.textCharactersMax)
const orderBody = z.strictObject({
  id: z.uuid().optional(),
  customer: z.uuid(),
  from: z.iso.date(),
  to: z.iso.date(),
  language: z.enum(languages),
})
const linkBody = z.strictObject({
  to: text,
  days: z.number().int().min(1).max(limits.linkDaysMax).default(limits.linkDaysDefault),
})
const revokeBody = z.strictObject({
  because: z.string().trim().min(1).max(limits.becauseCharactersMax).optional(),
})
const codeBody = z.strictObject({ token: text, code: text })

export function packRoutes(house: House, packing: Packing): Route[] {
  const base = `/api/v1/${packs.name}`
  return [
    {
      method: 'post',
      path: base,
      says: words(
        'パックを作成し、ファイルを作り始める',
        'Order a pack and begin to make its file',
      ),
      handle: (call) => ordered(house, packing, call),
    },
    {
      method: 'post',
      path: `${base}/:id/file`,
      says: words('パックのファイルを作り始める', 'Begin to make the file of a pack'),
      handle: async (call) => {
        const record = await found(house, call)
        if (!mayMake(call)) throw new Problem('not-allowed')
        if (record.state === 'discarded') throw new Problem('pack-gone')
        return new Answer(202, viewOf(packing.begin(record), call.language))
      },
    },
    {
      method: 'get',
      path: `${base}/:id/file`,
      says: words('パックのファイルの進みぐあい', 'How far the file of a pack is'),
      handle: async (call) => {
        const record = await found(house, call)
        const time = fileOf(record) && (await packTime(house, record))
        return { ...viewOf(packing.view(record), call.language), ...(time && { time }) }
      },
    },
    {
      method: 'get',
      path: `${base}/:id.zip`,
      says: words('パックのファイル（ZIP）', 'The file of a pack (ZIP)'),
      handle: async (call) => {
        const record = await found(house, call)
        if (record.state === 'discarded') throw new Problem('pack-gone')
        const file = fileOf(record)
        if (!file) throw new Problem('pack-unfinished')
        await house.reads.exported(ledger, call.actor, { pack: record.number, ...file })
        return zip(house, record.number, file)
      },
    },
    ...linkRoutes(house, base),
  ]
}

function linkRoutes(house: House, base: string): Route[] {
  return [
    {
      method: 'post',
      path: `${base}/:id/links`,
      says: words('パックを渡すリンクを発行する', 'Make a link that hands a pack over'),
      handle: async (call) => {
        const record = await found(house, call)
        return new Answer(201, await makeLink(house, record, read(linkBody, call.body), call.actor))
      },
    },
    {
      method: 'post',
      path: `${base}/:id/links/:link/revoke`,
      says: words('リンクを取り消す', 'Revoke a link'),
      handle: async (call) => {
        const { because } = read(revokeBody, call.body)
        const record = await found(house, call)
        await revokeLink(house, record, { id: call.params['link'] ?? '', because }, call.actor)
        return new Answer(204)
      },
    },
    {
      method: 'post',
      path: '/api/v1/handed',
      says: words('リンクとコードでパックを受け取る', 'Fetch a pack by a link and its code'),
      open: true,
      throttled: true,
      handle: async ({ body }) => await useLink(house, read(codeBody, body)),
    },
    {
      method: 'get',
      path: '/api/v1/handed/:ticket/pack.zip',
      says: words(
        '受け取るパックのファイル（ZIP）',
        'The file of a pack that is handed over (ZIP)',
      ),
      open: true,
      throttled: true,
      handle: async ({ params }) => {
        const { number, file, link } = await ticketFile(house, params['ticket'] ?? '')
        await house.reads.exported(ledger, systemActor, { pack: number, link, ...file })
        return zip(house, number, file)
      },
    },
  ]
}

async function found(house: House, { params, actor }: Call): Promise<LedgerRecord> {
  return await findRecord(house.database, ledger, params['id'] ?? '', actor)
}

function mayMake({ actor }: Call): boolean {
  return packs.acts.order.by.some((role) => actor.roles.includes(role))
}

async function ordered(house: House, packing: Packing, { body, actor }: Call): Promise<Answer> {
  const { id = randomUUID(), ...fields } = read(orderBody, body)
  const outcome = await act(house, { ledger, act: 'order' }, { id, fields }, actor)
  packing.begin(outcome.record)
  return new Answer(201, await presentOne(outcome.record, await presentingTo(house, actor)))
}

function viewOf({ problem, ...view }: PackingView, language: Language): object {
  return { ...view, ...(problem && { problem: problem.toJSON(language) }) }
}

function zip(house: House, number: string, { sha256, size }: KeptFile): Answer {
  return new Answer(200, house.database.files.open(sha256), {
    'Content-Type': 'application/zip',
    'Content-Length': String(size),
    'Content-Disposition': `attachment; filename="${number}.zip"`,
    'Cache-Control': 'no-store',
    ETag: `"${sha256}"`,
  })
}
