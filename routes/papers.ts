/** Papers that leave the house as PDF, one route for each that is declared. */
import { readGrant } from '../models/derive/permissions.ts'
import { papers } from '../models/ledgers/papers.ts'
import type { LedgerPaper } from '../models/paper.ts'
import { Problem } from '../models/problems.ts'
import { languages, words } from '../models/words.ts'
import type { Language } from '../models/words.ts'
import type { Ledger } from '../models/ledger.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { findRecord } from '../server/ledger/act.ts'
import { paperFile } from '../server/paper/issue.ts'
import type { Press } from '../server/paper/press.ts'

export function paperRoutes(house: House, press: Press): Route[] {
  const byName = new Map(house.ledgers.map((ledger) => [ledger.name, ledger]))
  return papers.flatMap((one): Route[] => {
    const ledger = byName.get(one.ledger)
    if (!ledger) return []
    const { ja, en } = one.paper.title
    return [
      {
        method: 'get',
        path: `/api/v1/${ledger.name}/:id/${one.name}.pdf`,
        says: words(`${ja}（PDF/A-3）`, `${en} (PDF/A-3)`),
        handle: (call) => handed(house, press, ledger, one, call),
      },
    ]
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

function languageAsked(value: unknown): Language {
  const language = languages.find((one) => one === value)
  if (!language) throw new Problem('unknown-query', { name: 'language' })
  return language
}
