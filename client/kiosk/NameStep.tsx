/**
 * Whose visit it is. With a code the name told here opens the visit planned for it; no name is
 * ever offered. Whoever is not among those expected may come along with them.
 */
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { katakana } from '../../models/kana.ts'
import type { Name } from '../../models/fields.ts'
import { useAsking } from '../asking.ts'
import { membersOf } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { Warning } from '../parts/Says.tsx'
import { greeting } from '../wording/kiosk.ts'
import type { Coming, Counter, Party } from './counter.ts'
import { sharedWith, visitOf } from './finding.ts'
import { Step } from './Step.tsx'
import { Unfound } from './Unfound.tsx'

interface NameStepProps {
  readonly counter: Counter
  readonly party: Party | undefined
  readonly value: unknown
  readonly onChange: (name: Name) => void
  readonly done: (coming: Coming) => void
  /** Comes without a plan, because nobody can be asked about it. */
  readonly unheard: () => void
  readonly back: () => void
}

export function NameStep({ counter, party, value, onChange, done, unheard, back }: NameStepProps) {
  const { language, say } = useSpeech()
  const { asking, error, ask } = useAsking()
  const [says, setSays] = useState<'nobody' | 'missing'>()
  const { name = '', furigana } = membersOf(value) as Partial<Name>
  const change = (member: Partial<Name>) => {
    setSays(undefined)
    onChange({ name, furigana, ...member })
  }
  const next = () => {
    if (name.trim() === '') return setSays('missing')
    if (!party) return done({ kind: 'walkIn' })
    ask(async () => {
      const view = await visitOf(counter, party, { name, furigana })
      if (view) done({ kind: 'planned', view })
      else setSays('nobody')
    })
  }
  const join = () => {
    if (!party) return
    ask(async () => done({ kind: 'joining', shared: await sharedWith(counter, party) }))
  }
  const help = party && party.total > 1 ? say(greeting.party, { ...party }) : undefined
  const plain = { size: 'xl', autoComplete: 'off', spellCheck: false, lang: language } as const
  return (
    <Step title={say(greeting.nameTitle)} help={help} back={back} next={next} busy={asking}>
      {error !== undefined && (
        <Unfound counter={counter} error={error} retry={next} goOn={unheard} />
      )}
      {says === 'nobody' && (
        <Warning title={say(greeting.nobody)} tone="yellow">
          {counter.join && (
            <Button variant="default" size="lg" mt="sm" onClick={join} loading={asking}>
              {say(greeting.join)}
            </Button>
          )}
        </Warning>
      )}
      <TextInput
        {...plain}
        label={say(greeting.name)}
        value={name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={says === 'missing' ? say(greeting.nameNeeded) : undefined}
        autoCorrect="off"
        enterKeyHint="next"
      />
      <TextInput
        {...plain}
        lang="ja"
        label={say(greeting.reading)}
        description={say(greeting.readingHelp)}
        value={furigana ?? ''}
        onChange={(event) => change({ furigana: event.currentTarget.value || undefined })}
        onBlur={() => furigana && change({ furigana: katakana(furigana) })}
        autoCorrect="off"
        autoCapitalize="off"
        enterKeyHint="done"
      />
    </Step>
  )
}
