/**
 * What a scanned code says: the address of a record, as our own labels carry it, or just a text
 * such as a serial number. A label stays good when the house moves to another host, so the host
 * is never looked at.
 */
import { folded } from '../../models/fields.ts'
import { ledgerNamed } from '../house.ts'

export type Scanned =
  | { readonly kind: 'record'; readonly ledger: string; readonly id: string }
  | { readonly kind: 'text'; readonly text: string }

/** The path of a record's page, whatever stands before, behind a query or behind a `#`. */
const page =
  /^https?:\/\/[^/\s]+\/([a-z]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?(?:[?#].*)?$/i

/** A scanned text as people mean it: half-width, without what scanners add around it. */
export function plainText(text: string): string {
  // Scanners may send control characters, such as the separators of GS1.
  return folded(text)
    .replace(/\p{Cc}/gu, '')
    .trim()
}

/** Reads a scanned text; what is no address of a known ledger's record is a text. */
export function readScan(text: string): Scanned {
  const plain = plainText(text)
  const [, ledger = '', id = ''] = page.exec(plain) ?? []
  const known = ledgerNamed(ledger.toLowerCase())
  if (known) return { kind: 'record', ledger: known.name, id: id.toLowerCase() }
  return { kind: 'text', text: plain }
}
