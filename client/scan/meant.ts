/**
 * Which record of a ledger a scanned code means: the one of the label, or the one that carries the
 * code as its number, its serial or any other code it is found by.
 */
import { folded } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { ledgerNamed } from '../house.ts'
import { queries } from '../session.tsx'
import { readScan } from './read.ts'

/** How many records that begin alike are looked through. */
const alikeMax = '20'

/** A code as the ledgers keep codes. */
export function asCode(text: string): string {
  return folded(text).replace(/\s+/g, '').toUpperCase()
}

/** The keys of the codes a ledger's records are found by. */
export function codesOf(ledger: Ledger): readonly string[] {
  return Object.entries(ledger.fields)
    .filter(([, field]) => field.kind === 'code' && field.searched)
    .map(([key]) => key)
}

/** Whether a record carries a code. */
export function carries(ledger: Ledger, record: RecordView, code: string): boolean {
  return record.number === code || codesOf(ledger).some((key) => record.facts[key] === code)
}

/**
 * The records of a ledger that a scan means; several when they carry the same code.
 *
 * @throws Refused, Unreachable, as `call`
 */
export async function meantBy(ledger: Ledger, scanned: string): Promise<readonly RecordView[]> {
  const read = readScan(scanned)
  if (read.kind === 'record') {
    if (read.ledger !== ledger.name) return []
    const { id } = read
    return [
      await queries.fetchQuery({
        queryKey: ['record', ledger.name, id],
        queryFn: () => call<RecordView>('GET', `/${ledger.name}/${id}`),
      }),
    ]
  }
  const code = asCode(read.text)
  const query = queryOf({ q: code, limit: alikeMax })
  const page = await queries.fetchQuery({
    queryKey: ['options', ledger.name, code],
    queryFn: () => call<Page>('GET', `/${ledger.name}${query}`),
  })
  return page.records.filter((record) => carries(ledger, record, code))
}

/** The id of the one record a scan means for a link; undefined when it means none or several. */
export async function linkedBy(target: string, scanned: string): Promise<string | undefined> {
  const ledger = ledgerNamed(target)
  if (!ledger) return undefined
  try {
    const found = await meantBy(ledger, scanned)
    return found.length === 1 ? found[0]?.id : undefined
  } catch {
    return undefined
  }
}
