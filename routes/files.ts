/** Attachments: taken in before the act that names them, and read by their hash. */
import { readGrant } from '../models/derive/permissions.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { takeFile } from '../server/files.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'

export function fileRoutes(house: House): Route[] {
  return [
    {
      method: 'post',
      path: '/api/v1/files',
      says: words(
        '添付を預ける（multipart、項目名 file）',
        'Store attachments (multipart field “file”)',
      ),
      uploads: true,
      handle: async ({ uploads }) => {
        if (uploads.length === 0) throw new Problem('malformed-body')
        const files = []
        for (const upload of uploads) files.push(await takeFile(house.database, upload))
        return new Answer(201, files.length === 1 ? files[0] : { files })
      },
    },
    {
      method: 'get',
      path: '/api/v1/files/:sha256',
      says: words('添付を読む', 'Read an attachment'),
      handle: (call) => open(house, call),
    },
  ]
}

async function open(house: House, { actor, params, headers }: Call): Promise<Answer> {
  // A device that only takes signatures has no need to read any back.
  const reads = house.ledgers.some((ledger) => {
    const grant = readGrant(ledger, actor)
    return grant !== undefined && !(typeof grant === 'object' && 'by' in grant) && !ledger.register
  })
  if (!reads) throw new Problem('not-allowed')
  const sha256 = params['sha256'] ?? ''
  const file = (await house.database.files.find([sha256])).get(sha256)
  if (!file || !(await mayReadFile(house, sha256, actor))) throw new Problem('unknown-record')
  // A photo or a signature is of a person: whoever sees it again is asked for anew each time.
  const asking = { 'Cache-Control': 'private, no-cache', ETag: `"${sha256}"` }
  if (headers['if-none-match'] === asking.ETag) return new Answer(304, undefined, asking)
  return new Answer(200, house.database.files.open(sha256), {
    'Content-Type': file.type,
    'Content-Length': String(file.size),
    // What browsers would draw as a page of their own is only ever saved.
    'Content-Disposition': /^(?:image|application\/pdf)/.test(file.type) ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    ...asking,
  })
}

/** Who sees a ledger whole sees its files; a customer only those of records they may see. */
async function mayReadFile(house: House, sha256: string, actor: Call['actor']): Promise<boolean> {
  for (const ledger of house.ledgers) {
    const grant = readGrant(ledger, actor)
    if (ledger.register || grant === undefined) continue
    if (grant === 'all') return true
    if (!('own' in grant) || actor.customer === undefined) continue
    const tags = { $all: [`${grant.own}:${actor.customer}`, `file:${sha256}`] }
    const own = await house.database.records.exists({ ledger: ledger.name, tags })
    if (own !== null) return true
  }
  return false
}
