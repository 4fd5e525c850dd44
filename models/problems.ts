/**
 * Refusals as RFC 9457 problems: one class that carries a code of the closed list, and what that
 * code's sentence is filled with. Thrown anywhere, turned into an answer at the HTTP edge.
 */
import { problems } from './problemlist.ts'
import { fill } from './words.ts'
import type { Language, Words } from './words.ts'

export { problems }

export type ProblemCode = keyof typeof problems

/** What a problem carries beside its sentence, such as faults per field. */
export type ProblemDetails = Readonly<Record<string, unknown>>

/** One fault of one field, in both languages; `path` is the field's dotted path. */
export interface Fault {
  readonly path: string
  readonly says: Words
}

/** A refusal with a stable code. Throw it anywhere; the HTTP edge turns it into an answer. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly says: Words
  readonly details: ProblemDetails

  /**
   * @param code one of the declared problems
   * @param details values for the sentence's places; sent along as members of the problem.
   *   A detail named `words` replaces the declared sentence's `{says}` place per language.
   */
  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code)
    this.code = code
    this.status = problems[code].status
    this.details = details
    const own = details['words'] as Words | undefined
    this.says = own ?? localized(problems[code].says, details)
  }

  /** The body of `application/problem+json` (RFC 9457 §3) in one language. */
  toJSON(language: Language): Record<string, unknown> {
    const { words: _own, faults, ...details } = this.details
    return {
      type: `urn:daicho:problem:${this.code}`,
      title: this.says[language],
      status: this.status,
      code: this.code,
      ...inOneLanguage(details, language),
      ...(Array.isArray(faults) && {
        faults: (faults as Fault[]).map((fault) => ({
          path: fault.path,
          says: fault.says[language],
        })),
      }),
    }
  }
}

/** Details may themselves be words (a label); each language takes its own half. */
function localized(says: Words, details: ProblemDetails): Words {
  return {
    ja: fill(says, inOneLanguage(details, 'ja')).ja,
    en: fill(says, inOneLanguage(details, 'en')).en,
  }
}

function inOneLanguage(details: ProblemDetails, language: Language): ProblemDetails {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, isWords(value) ? value[language] : value]),
  )
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && 'ja' in value && 'en' in value
}
