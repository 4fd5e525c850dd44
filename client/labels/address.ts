/** Where a record is found again, by a link or by a scanned label. */
import type { RecordView } from '../api.ts'

/** The absolute address of a record's page. @param home of the house, by default this page's own */
export function addressOf(
  { ledger, id }: Pick<RecordView, 'ledger' | 'id'>,
  home: string = location.origin,
): string {
  return `${home}/${ledger}/${id}`
}
