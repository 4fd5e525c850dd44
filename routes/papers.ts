/** Papers that leave the house as PDF, one route for each that is declared. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { readGrant } from '../models/derive/permissions.ts'
import { papers } from '../models/ledgers/papers.ts'
import { limits } from '../models/limits.ts'
import { hasPaper } from '../models/paper.ts'
import type { LedgerPaper } from '../models/paper.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import type { Ledger } from '../models/ledger.ts'
import type { LedgerRecord } from '../models/record.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { findRecord } from '../server/ledger/act.ts'
import { each } from '../server/ledger/list.ts'
import { composeRoster } from '../server/paper/roster.ts'
import type { Roster } from '../server/paper/roster.ts'
import { paperFile } from '../server/paper/issue.ts'
import type { Press } from '../server/paper/press.ts'
import { languageAsked, listingOf } from './ledgers.ts'

export function paperRoutes(house: House, press: Press): Route[] {
  const byName = new Map(house.ledgers.map((ledger) => [ledger.name, ledger]))
  return papers.flatMap((one): Route[] => {
    const ledger = byName.get(one.ledger)
    if (!ledger) return []
    const { ja, en } = one.paper.title
    return [
      ...listRoutes(house, press, ledger, one),
      {
        method: 'get',
        path: `/api/v1/${ledger.name}/:id/${one.name}.pdf`,
        says: words(`${ja}（PDF/A-3）`, `${en} (PDF/A-3)`),
        handle: (call) => handed(house, press, ledger, one, call),
      },
    ]
  })
}

/** The list form has the paper's own address without a record, and takes the filters of lists. */
function listRoutes(house: House, press: Press, ledger: Ledger, one: LedgerPaper): Route[] {
  const { list } = one.paper
  if (!list) return []
  return [
    {
      method: 'get',
      path: `/api/v1/${ledger.name}/${one.name}.pdf`,
      says: words(`${list.title.ja}（PDF/A-3）`, `${list.title.en} (PDF/A-3)`),
      handle: (call) =>
        handedList(house, press, { ledger, list, paper: one.paper }, one.name, call),
    },
  ]
}

async function handedList(
  house: House,
  press: Press,
  about: Pick<Roster, 'ledger' | 'paper' | 'list'>,
  name: string,
  call: Call,
): Promise<Answer> {
  const { actor } = call
  const { language: wanted, ...query } = call.query
  const language = languageAsked(wanted ?? call.language)
  const { ledger, paper } = about
  const { listing, asked } = await listingOf(house, ledger, actor, query)
  const grant = readGrant(ledger, actor)
  if (typeof grant === 'object' && 'by' in grant) throw new Problem('not-allowed')
  const records: LedgerRecord[] = []
  for await (const record of each(listing, asked)) {
    if (!hasPaper(paper, record)) continue
    records.push(record)
    if (records.length > limits.paperRowsMax) {
      throw new Problem('too-many-rows', { max: limits.paperRowsMax })
    }
  }
  if (records.length === 0) throw new Problem('nothing-to-print')
  const bytes = await press.draw(await composeRoster(house, { ...about, records, language }))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { filter } = asked
  const rows = records.length
  await house.reads.exported(ledger, actor, { format: 'pdf', paper: name, filter, rows, sha256 })
  return new Answer(200, Readable.from([bytes]), {
    'Content-Type': 'application/pdf',
    'Content-Length': String(bytes.length),
    'Content-Disposition': `inline; filename="${ledger.name}-${name}-${language}.pdf"`,
    ETag: `"${sha256}"`,
  })
}

async function handed(
  house: House,
  press: Press,
  ledger: Ledger,
  { name, paper }: LedgerPaper,
  call: Call,
): Promise<Answer> {
  const { actor, params, query } = call
  const language = languageAsked(query['language'] ?? call.language)
  const record = await findRecord(house.database, ledger, params['id'] ?? '', actor)
  const grant = readGrant(ledger, actor)
  if (typeof grant === 'object' && 'by' in grant) throw new Problem('not-allowed')
  await house.reads.read(ledger, record.id, actor, { paper: name })
  const asked = { ledger, name, paper, record, language }
  const file = await paperFile(house, press, asked)
  return new Answer(200, file.open(), {
    'Content-Type': 'application/pdf',
    'Content-Length': String(file.size),
    'Content-Disposition': `inline; filename="${record.number}-${name}-${language}.pdf"`,
    ETag: `"${file.sha256}"`,
  })
}
