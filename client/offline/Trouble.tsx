/** Says above every page that this device cannot keep what is recorded on it, and what to do. */
import { Button, Group } from '@mantine/core'
import type { Words } from '../../models/words.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { trouble } from '../wording/trouble.ts'

export type TroubleKind = 'outdated' | 'failing' | 'nothingKept'

const texts: Readonly<Record<TroubleKind, Words>> = {
  outdated: trouble.outdatedText,
  failing: trouble.failingText,
  nothingKept: trouble.nothingKeptText,
}

export function Trouble({ kind }: { readonly kind: TroubleKind }) {
  const { say } = useSpeech()
  return (
    <Group className="banner trouble" role="alert" gap="sm" wrap="nowrap">
      <Icon name="alert" />
      <span className="grow">
        <strong>{say(trouble[kind])}</strong> <span>{say(texts[kind])}</span>
      </span>
      {kind === 'outdated' && (
        <Button variant="default" onClick={() => location.reload()}>
          {say(trouble.reload)}
        </Button>
      )}
    </Group>
  )
}
