/** What goes on for a while within a record, such as a rack that stands open. */
import type { Words } from './words.ts'

/** Rows of a list that begin and end, shown with a running clock while they last. */
export interface Run {
  readonly label: Words
  readonly list: string
  /** Parts of a row: what it is about, when it began, and when it ended. */
  readonly what: string
  readonly from: string
  readonly to: string
  /** The act that begins another, and that ends the one its field `names` says. */
  readonly act: string
  readonly names: string
  readonly begin: Words
  readonly end: Words
}
