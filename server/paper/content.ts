/**
 * What a paper says, as plain data: who issues it to whom, its sections, its pictures and what is
 * embedded in it. It is worked out from the record where the database is, and drawn where nothing
 * else waits, so it must travel between threads.
 */
import type { Language, Words } from '../../models/words.ts'

/** A picture as it is drawn: JPEG or PNG bytes. */
export interface Picture {
  readonly bytes: Uint8Array
  readonly caption: string
}

/** One signature: who, in which part, when, and the drawn sign where there is one. */
export interface Signed {
  readonly part: string
  readonly name: string
  readonly at: string
  readonly image?: Uint8Array
}

export type Section =
  | {
      readonly kind: 'facts'
      readonly heading: string
      readonly rows: readonly (readonly [label: string, value: string])[]
    }
  | {
      readonly kind: 'table'
      readonly heading: string
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'pictures'; readonly heading: string; readonly pictures: readonly Picture[] }
  | { readonly kind: 'signatures'; readonly heading: string; readonly signed: readonly Signed[] }
  | { readonly kind: 'text'; readonly heading: string; readonly paragraphs: readonly string[] }

/** A column of a table and its share of the width. */
export interface Column {
  readonly label: string
  readonly share: number
}

/** A file embedded in a PDF (PDF/A-3 associated file). */
export interface Embedded {
  readonly name: string
  readonly type: string
  readonly says: string
  readonly relationship: 'Data' | 'Supplement'
  readonly bytes: Uint8Array
}

/** What a document says of itself, and how its pages lie. */
export interface Look {
  readonly language: Language
  readonly title: string
  readonly subject: string
  readonly issuer: readonly string[]
  /** The moment the paper bears, ISO; no clock is asked when it is drawn. */
  readonly at: string
  readonly landscape?: true
  /** Points between the edge and what is written, where the usual ones are not meant. */
  readonly side?: number
  /** Without a structure for screen readers, which a document keeps in memory as a whole. */
  readonly untagged?: true
}

/** A paper, ready to be drawn. */
export interface PaperContent extends Look {
  /** Number, revision, dates: drawn beside the title. */
  readonly particulars: readonly (readonly [label: string, value: string])[]
  readonly addressee: readonly string[]
  /** An optional picture of a seal, which proves nothing, and what says so below it. */
  readonly seal?: { readonly bytes: Uint8Array; readonly says: string }
  readonly opening?: string
  /** What must not be overlooked, such as a limited result. */
  readonly marks: readonly string[]
  readonly sections: readonly Section[]
  /** With which key to verify, and where, as text and as a QR code. */
  readonly verify?: { readonly says: string; readonly key: string; readonly address?: string }
  readonly footer: string
  readonly embedded: readonly Embedded[]
}

/** What stands around the rows of a printed list. */
export interface ListContent extends Look {
  /** What the list is narrowed to, how it is ordered, who printed it and when. */
  readonly notes: readonly string[]
  readonly columns: readonly Column[]
  readonly footer: string
  /** What stands below the last row; `{count}` is how many there are. */
  readonly ending: Words
}
