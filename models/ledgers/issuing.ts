/**
 * Which files of a certificate were given out: one for each revision and language, by the hash of
 * its bytes, so that whoever holds a copy can hold it against the journal.
 */
import { choice, group, list, moment, number, text } from '../fields.ts'
import type { PartValues } from '../fields.ts'
import type { Made } from '../ledger.ts'
import { words } from '../words.ts'
import type { Language, Words } from '../words.ts'

const needed = { required: true }
const languageLabels: Readonly<Record<Language, Words>> = {
  ja: words('日本語', 'Japanese'),
  en: words('英語', 'English'),
}

const issued = {
  revision: number(words('証明書の版', 'Certificate revision'), { min: 1, ...needed }),
  language: choice(words('言語', 'Language'), languageLabels, needed),
  sha256: text(words('ファイルのSHA-256', 'SHA-256 of the file'), { max: 64, ...needed }),
  size: number(words('バイト数', 'Bytes'), { min: 1, ...needed }),
}

export const issuingFields = {
  certificateRevision: number(words('証明書の版', 'Certificate revision'), { min: 1 }),
  issued: group(words('発行したファイル', 'File issued'), issued),
  issues: list(words('発行の履歴', 'Files issued'), {
    ...issued,
    at: moment(words('発行日時', 'Issued'), needed),
  }),
}

type IssuingFacts = PartValues<typeof issuingFields>

/** Adds the file that was given out to those given out before. */
export function fileIssued(before: IssuingFacts, given: IssuingFacts, made: Made): IssuingFacts {
  if (!given.issued) return {}
  return { issues: [...(before.issues ?? []), { ...given.issued, at: made.at }], issued: undefined }
}

/** What is issued after this is another revision. */
export function nextRevision({ certificateRevision = 1 }: IssuingFacts): IssuingFacts {
  return { certificateRevision: certificateRevision + 1 }
}
