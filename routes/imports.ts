/** Transcribing ledgers of the paper era: a template, a look at what comes of it, and doing it. */
import { z } from 'zod'
import { limits } from '../models/limits.ts'
import type { Ledger } from '../models/ledger.ts'
import { Problem } from '../models/problems.ts'
import { transcribable, transcribe } from '../models/transcribing.ts'
import { words } from '../models/words.ts'
import type { Language } from '../models/words.ts'
import { csvFile } from '../server/export/csv.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Route } from '../server/http/endpoint.ts'
import type { Importing, ImportView, Preview } from '../server/import/importing.ts'
import { transcribingAct } from '../server/import/judging.ts'
import type { RowFault } from '../server/import/rows.ts'
import { Readable } from 'node:stream'
import { read } from './read.ts'

const begunBody = z.strictObject({
  /** What the table is called was told with the table; it may be said again. */
  name: z.string().trim().min(1).max(limits.textCharactersMax).optional(),
  skipProblems: z.boolean().default(false),
})

export function importRoutes(house: House, importing: Importing): Route[] {
  return house.ledgers
    .filter((ledger) => Object.hasOwn(ledger.acts, transcribe))
    .flatMap((ledger) => routesOf(ledger, importing))
}

function routesOf(ledger: Ledger, importing: Importing): Route[] {
  const base = `/api/v1/${ledger.name}/import`
  return [
    {
      method: 'get',
      path: `${base}.csv`,
      says: words('転記用のひな形（CSV）', 'A template for transcribing (CSV)'),
      handle: ({ actor, language }) => {
        transcribingAct(ledger, actor)
        return Promise.resolve(template(ledger, language))
      },
    },
    {
      method: 'post',
      path: base,
      says: words(
        '表（CSV・XLSX）を読み、転記した場合の結果を示す（multipart、項目名 file）',
        'Read a table (CSV, XLSX) and say what would come of it (multipart field “file”)',
      ),
      uploads: true,
      handle: async ({ uploads, actor, language }) => {
        const [upload] = uploads
        if (!upload || uploads.length > 1) throw new Problem('malformed-body')
        return told(await importing.preview(ledger, upload, actor), language)
      },
    },
    {
      method: 'post',
      path: `${base}/:sha256`,
      says: words('読んだ表を転記する', 'Transcribe a table that was read'),
      handle: async ({ params, body, actor, language }) => {
        const { skipProblems } = read(begunBody, body)
        const begun = importing.begin(ledger, params['sha256'] ?? '', { skipProblems }, actor)
        return new Answer(202, told(await begun, language))
      },
    },
    {
      method: 'get',
      path: `${base}/:sha256`,
      says: words('転記の進みぐあい', 'How far a transcription is'),
      handle: ({ params, actor, language }) => {
        transcribingAct(ledger, actor)
        return Promise.resolve(told(importing.view(ledger, params['sha256'] ?? ''), language))
      },
    },
  ]
}

/** Faults in the reader's language. */
function told(view: Preview | ImportView, language: Language): object {
  const faults = view.faults.map(({ says, ...where }: RowFault) => ({
    ...where,
    says: says[language],
  }))
  return { ...view, faults }
}

function template(ledger: Ledger, language: Language): Answer {
  const keys = [...new Set([...ledger.columns, ...transcribable(ledger.fields)])]
  const headings = [
    words('番号', 'Number'),
    words('状態', 'State'),
    ...keys
      .filter((key) => transcribable(ledger.fields).includes(key))
      .flatMap((key) => ledger.fields[key]?.label ?? []),
  ]
  const columns = headings.map((label) => ({ heading: label[language] }))
  const none = Readable.from([]) as AsyncIterable<never>
  return new Answer(200, Readable.from(csvFile(columns, none)), {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${ledger.name}-template.csv"`,
  })
}
