/**
 * Every sentence a person reads exists in Japanese and English, side by side, so that neither
 * language can lag behind the other. This file holds that pair and the few ways to use it.
 */

/** The languages the whole product speaks; the first is the default. */
export const languages = ['ja', 'en'] as const
export type Language = (typeof languages)[number]

/** One piece of wording in every language. */
export type Words = Readonly<Record<Language, string>>

/** A pair of words, in the order Japanese, English. */
export function words(ja: string, en: string): Words {
  return { ja, en }
}

/** Fills `{name}` places in a wording; unknown places stay as they are. */
export function fill(wording: Words, values: Readonly<Record<string, unknown>>): Words {
  const one = (text: string) =>
    text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name]
      return typeof value === 'string' || typeof value === 'number' ? String(value) : place
    })
  return { ja: one(wording.ja), en: one(wording.en) }
}

/** The language of an `Accept-Language` header or a stored preference; Japanese when unsure. */
export function languageOf(header: string | undefined): Language {
  const first = (header ?? '').split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'ja'
}
