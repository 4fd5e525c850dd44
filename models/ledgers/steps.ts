/**
 * How the steps of a new house's set-up are called. The page before the first of them shows what
 * lies ahead to somebody who is nobody yet, and loads no ledger for that.
 */
import { words } from '../words.ts'

/** In the order in which they are done. */
export const stepTitles = {
  company: words('会社', 'Company'),
  site: words('拠点', 'Site'),
  pledge: words('誓約文', 'Pledge'),
  people: words('利用者', 'People'),
}
