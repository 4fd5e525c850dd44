/**
 * Papers that leave the house, declared beside the ledger they speak of: a certificate, a
 * hand-over sheet, a pledge. A declaration names which facts stand where; what is drawn, embedded
 * and issued derives from it, so that no paper can say what the record does not.
 */
import type { Parts } from './fields.ts'
import type { Ledger } from './ledger.ts'
import type { Words } from './words.ts'

/** Who signed in which part: an account or a name, when, and the drawn sign where there is one. */
export interface PaperSignature<K extends string = string> {
  readonly who: K
  readonly at?: K
  readonly image?: K
}

export type PaperSection<K extends string = string> =
  /** Label and value, in this order; what has no value is left out. */
  | { readonly heading: Words; readonly fields: readonly K[] }
  /** A list field as a table; `several` leaves out one row that only repeats what stands above. */
  | { readonly heading: Words; readonly rows: K; readonly several?: true }
  /** A list field whose rows hold a picture; the rest of the row is its caption. */
  | { readonly heading: Words; readonly pictures: K }
  | { readonly heading: Words; readonly signed: readonly PaperSignature<K>[] }
  /** A text that was agreed to: a group of the link to it, its language and the hash of it. */
  | { readonly heading: Words; readonly quoted: K }
  | { readonly heading: Words; readonly says: readonly Words[] }

/** Where the issuing of a paper is kept, so that each file given out is known by its hash. */
export interface PaperIssues<K extends string = string> {
  /** The act by which the software says which file it gave out. */
  readonly act: string
  /** The list of what was given out, and the number of the revision. */
  readonly kept: K
  readonly revision: K
}

/** The form in which one paper speaks of many records: a cover and a table of them. */
export interface PaperList<K extends string = string> {
  readonly title: Words
  readonly opening: Words
  readonly columns: readonly K[]
  readonly says: readonly Words[]
}

export interface Paper<K extends string = string, S extends string = string> {
  readonly title: Words
  /** States of a record that has this paper. */
  readonly states: readonly S[]
  /** A fact without which there is none. */
  readonly needs?: K
  /** Facts beside the title: number, revision, date. */
  readonly particulars: readonly K[]
  /** The link to whom it is addressed, and which of that record's facts stand below the name. */
  readonly to?: K
  readonly toFields?: readonly string[]
  /** The sentence it opens with. */
  readonly opening?: Words
  /** Flags that must not be overlooked when they are set, by their label. */
  readonly marks?: readonly K[]
  readonly sections: readonly PaperSection<K>[]
  /** How a paper is issued that is given out under a number; others are drawn when asked for. */
  readonly issues?: PaperIssues<K>
  readonly list?: PaperList<K>
}

/** A paper with the ledger it speaks of and the name it has in addresses. */
export interface LedgerPaper {
  readonly ledger: string
  readonly name: string
  readonly paper: Paper
}

/** Puts a paper to its ledger. */
export function paperOf<F extends Parts, S extends string>(
  ledger: Ledger<F, S>,
  name: string,
  paper: Paper<keyof F & string, S>,
): LedgerPaper {
  return { ledger: ledger.name, name, paper }
}

/** A column of a printed list: a field, or who sealed the paper form and when, in one cell. */
export type SheetColumn<K extends string = string> = K | readonly [who: K, at: K]

/** Which columns a ledger's list has on paper, as the paper ledger had them. */
export interface LedgerSheet {
  readonly ledger: string
  readonly columns: readonly SheetColumn[]
}

/** Says what a ledger's list has on paper. */
export function sheetOf<F extends Parts, S extends string>(
  ledger: Ledger<F, S>,
  columns: readonly SheetColumn<keyof F & string>[],
): LedgerSheet {
  return { ledger: ledger.name, columns }
}

/** Whether a record has a paper as it stands. */
export function hasPaper(
  { states, needs }: Paper,
  record: { readonly state: string; readonly facts: Readonly<Record<string, unknown>> },
): boolean {
  const known = needs === undefined || (record.facts[needs] ?? null) !== null
  return states.includes(record.state) && known
}
