/**
 * The code a scan puts into a field. Most scans are the code itself; the label of a record stands
 * for the code that record is known by.
 */
import { call } from '../api.ts'
import type { RecordView } from '../api.ts'
import { ledgerNamed } from '../house.ts'
import { queries } from '../session.tsx'
import { readScan } from './read.ts'

/** The code a record is known by: of the same name as the field, or the first it is found by. */
function codeOf(record: RecordView, key: string): string {
  const fields = Object.entries(ledgerNamed(record.ledger)?.fields ?? {})
  const codes = fields.filter(([, field]) => field.kind === 'code' && field.searched)
  const keys = [key, ...codes.map(([name]) => name)]
  const found = keys.map((name) => record.facts[name]).find((value) => typeof value === 'string')
  return typeof found === 'string' ? found : record.number
}

/** What a scanned text puts into the field at a path; the text itself when nobody knows better. */
export async function codeFrom(text: string, path: string): Promise<string> {
  const read = readScan(text)
  if (read.kind === 'text') return read.text
  const { ledger, id } = read
  try {
    const record = await queries.fetchQuery({
      queryKey: ['record', ledger, id],
      queryFn: () => call<RecordView>('GET', `/${ledger}/${id}`),
    })
    return codeOf(record, path.split('.').at(-1) ?? path)
  } catch {
    return text
  }
}
