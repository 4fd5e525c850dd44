/** Where a record is found again, by a link or by a scanned label. */
import type { RecordView } from '../api.ts'

/** The absolute address of a record's page, on the house this page came from. */
export function addressOf({ ledger, id }: Pick<RecordView, 'ledger' | 'id'>): string {
  return `${location.origin}/${ledger}/${id}`
}
