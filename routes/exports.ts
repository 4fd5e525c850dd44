/** Exports that are made while their reader goes on working, and fetched when they are ready. */
import { z } from 'zod'
import { readGrant } from '../models/derive/permissions.ts'
import { exportFormats } from '../models/exporting.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import { languages, words } from '../models/words.ts'
import { exportForms, prepared } from '../server/export/export.ts'
import { seenBy } from '../server/export/jobs.ts'
import type { ExportJobs } from '../server/export/jobs.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { listingOf } from './ledgers.ts'
import { read } from './read.ts'

const asked = z.strictObject({
  ledger: z.string(),
  format: z.enum(exportFormats),
  q: z.string().optional(),
  filter: z.record(z.string(), z.string()).default({}),
  sort: z.string().optional(),
  columns: z.array(z.string()).min(1).max(limits.viewColumnsMax).optional(),
  language: z.enum(languages).optional(),
})

const base = '/api/v1/exports'

export function exportRoutes(house: House, jobs: ExportJobs): Route[] {
  return [
    {
      method: 'post',
      path: base,
      says: words('長い一覧の書き出しを始める', 'Begin the export of a long list'),
      handle: (call) => begun(house, jobs, call),
    },
    {
      method: 'get',
      path: base,
      says: words('自分の書き出し', 'One’s own exports'),
      handle: ({ actor, language }) => Promise.resolve({ exports: jobs.of(actor, language) }),
    },
    {
      method: 'get',
      path: `${base}/:id`,
      says: words('書き出しの状況', 'How far an export is'),
      handle: async ({ actor, params, language }) =>
        await Promise.resolve(jobs.view(params['id'] ?? '', actor, language)),
    },
    {
      method: 'post',
      path: `${base}/:id/cancel`,
      says: words('書き出しを中止する', 'End an export before it is made'),
      handle: ({ actor, params, language }) => jobs.cancel(params['id'] ?? '', actor, language),
    },
    {
      method: 'get',
      path: `${base}/:id/file`,
      says: words('書き出したファイル', 'The file of an export'),
      handle: async ({ actor, params }) =>
        await Promise.resolve(fetched(house, jobs, params['id'] ?? '', actor)),
    },
  ]
}

async function begun(house: House, jobs: ExportJobs, call: Call): Promise<Answer> {
  const { actor } = call
  const { ledger: name, format: form, filter, columns, language, ...rest } = read(asked, call.body)
  const ledger = house.ledgers.find((one) => one.name === name)
  const grant = ledger && readGrant(ledger, actor)
  if (!ledger || !grant || (typeof grant === 'object' && 'by' in grant)) {
    throw new Problem('not-allowed')
  }
  const filters = Object.entries(filter).map(([key, value]) => [`filter[${key}]`, value] as const)
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  const query = Object.fromEntries([...given, ...filters])
  const { listing, asked: wanted } = await listingOf(house, ledger, actor, query)
  const exporting = {
    listing,
    query: wanted,
    language: language ?? call.language,
    form,
    columns: columns?.join(','),
  }
  return new Answer(202, await jobs.start(await prepared(exporting, limits.printedRowsMax)))
}

/** Whoever is shown less of the list by now is not given the file that has more. */
function fetched(house: House, jobs: ExportJobs, id: string, actor: Call['actor']): Answer {
  const { kept, open } = jobs.file(id, actor)
  const ledger = house.ledgers.find(({ name }) => name === kept.ledger)
  const grant = ledger && readGrant(ledger, actor)
  const same = ledger && seenBy(ledger, actor) === kept.seen
  if (grant === undefined || !(grant === 'all' || same)) throw new Problem('not-allowed')
  return new Answer(200, open(), {
    'Content-Type': exportForms[kept.format],
    'Content-Length': String(kept.bytes),
    'Content-Disposition': `attachment; filename="${kept.name}"`,
    ETag: `"${kept.sha256}"`,
  })
}
