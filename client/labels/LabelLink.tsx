/** The way from one or several records to their labels, where their ledger has any. */
import { Button } from '@mantine/core'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { labelling } from '../wording/labels.ts'

interface LabelLinkProps {
  readonly ledger: Ledger
  /** Ids of the records. */
  readonly ids: readonly string[]
  readonly variant?: 'default' | 'subtle'
}

export function LabelLink({ ledger, ids, variant = 'default' }: LabelLinkProps) {
  const { say } = useSpeech()
  if (!ledger.onLabel || ids.length === 0) return null
  return (
    <Button
      component={Link}
      to={`/labels?ledger=${ledger.name}&ids=${ids.join(',')}`}
      variant={variant}
      {...(variant === 'subtle' && { color: 'gray' })}
      leftSection={<Icon name="label" />}
    >
      {ids.length === 1
        ? say(labelling.printLabel)
        : say(labelling.printLabels, { count: ids.length })}
    </Button>
  )
}
