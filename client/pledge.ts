/**
 * Which acts ask for a text to be read and signed, and what such an act says of the text that was
 * shown. Both are read from the declarations: a signature beside a group that links to a register
 * of texts in every language.
 */
import { pledgeHash } from '../models/ledgers.ts'
import { takenBy } from '../models/ledger.ts'
import type { Act, Ledger } from '../models/ledger.ts'
import type { Facts } from '../models/record.ts'
import { languages } from '../models/words.ts'
import type { Language } from '../models/words.ts'
import type { RecordView } from './api.ts'
import { ledgers } from './house.ts'

/** How an act asks for a text to be signed. */
export interface Pledging {
  readonly ledger: Ledger
  /** The group that says what was shown. */
  readonly group: string
  readonly signature: string
  /** The register the texts are kept in. */
  readonly texts: Ledger
}

/** Finds the signed text in an act: a signature beside a group that links to worded texts. */
export function pledging(ledger: Ledger, act: Act): Pledging | undefined {
  const keys = takenBy(act)
  const signature = keys.find((key) => ledger.fields[key]?.kind === 'signature')
  for (const group of keys) {
    for (const part of Object.values(ledger.fields[group]?.parts ?? {})) {
      const texts = ledgers.find(({ name }) => name === part.target?.().name)
      if (signature && texts && isWorded(texts)) return { ledger, group, signature, texts }
    }
  }
  return undefined
}

function isWorded(ledger: Ledger): boolean {
  return languages.every((language) => ledger.fields[language]?.kind === 'lines')
}

/** What the group says of a text as it is shown in a language. */
export function shownAs({ ledger, group }: Pledging, text: RecordView, language: Language): Facts {
  const parts = Object.entries(ledger.fields[group]?.parts ?? {})
  return Object.fromEntries(
    parts.map(([key, part]) => {
      if (part.kind === 'link') return [key, text.id]
      if (part.kind === 'choice') return [key, language]
      return [key, text.facts[key] ?? pledgeHash(text.facts, language)]
    }),
  )
}
