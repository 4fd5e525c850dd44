/** Reports of tools: read at a door of their own, which answers what a form is proposed. */
import { holdsAct } from '../models/derive/permissions.ts'
import { takenBy } from '../models/ledger.ts'
import type { Ledger } from '../models/ledger.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { findRecord } from '../server/ledger/act.ts'
import { takeReport } from '../server/toolreport/take.ts'

/** One door for every field that takes such reports. */
export function reportRoutes(house: House): Route[] {
  return house.ledgers.flatMap((ledger) =>
    Object.entries(ledger.fields)
      .filter(([, { report }]) => report !== undefined)
      .map(([field]): Route => ({
        method: 'post',
        path: `/api/v1/${ledger.name}/reports/${field}`,
        says: words(
          'ツールの報告書を読み取り、預ける（multipart、項目名 file。record に記録の id）',
          'Read and store the report of a tool (multipart field “file”; record: the record’s id)',
        ),
        uploads: true,
        handle: (call) => taken(house, ledger, field, call),
      })),
  )
}

async function taken(house: House, ledger: Ledger, field: string, call: Call): Promise<Answer> {
  const { actor, uploads, query, language } = call
  const may = Object.values(ledger.acts).some(
    (act) => takenBy(act).includes(field) && holdsAct(actor, act),
  )
  if (!may) throw new Problem('not-allowed')
  const [upload, ...more] = uploads
  if (!upload || more.length > 0) throw new Problem('malformed-body')
  const id = query['record']
  const record =
    typeof id === 'string' ? await findRecord(house.database, ledger, id, actor) : undefined
  return new Answer(201, await takeReport(house, upload, { ledger, field, record, language }))
}
