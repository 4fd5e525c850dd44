/**
 * Which language the reader sees, kept on the device and changed without a reload. The document's
 * own `lang` always says the same, for screen readers, line breaking and the server.
 */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { fill, languageOf } from '../models/words.ts'
import type { Language, Words } from '../models/words.ts'

interface Speech {
  readonly language: Language
  readonly speak: (language: Language) => void
  /** The reader's half of a wording, with its `{places}` filled. */
  readonly say: (wording: Words, values?: Readonly<Record<string, unknown>>) => string
}

const key = 'daicho.language'
const Speaking = createContext<Speech | undefined>(undefined)

function chosen(): Language {
  return languageOf(localStorage.getItem(key) ?? navigator.language)
}

export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(chosen)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speak = useCallback((next: Language) => {
    localStorage.setItem(key, next)
    // Set at once, so that requests made by the coming render already ask in the new language.
    document.documentElement.lang = next
    setLanguage(next)
  }, [])
  const speech = useMemo<Speech>(
    () => ({
      language,
      speak,
      say: (wording, values) => (values ? fill(wording, values) : wording)[language],
    }),
    [language, speak],
  )
  return <Speaking value={speech}>{children}</Speaking>
}

/** @throws Error outside of the provider */
export function useSpeech(): Speech {
  const speech = useContext(Speaking)
  if (!speech) throw new Error('useSpeech needs a SpeechProvider')
  return speech
}
