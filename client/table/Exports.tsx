/** The way to take a list away as it is shown. What it opens is loaded when somebody does. */
import { Button } from '@mantine/core'
import { Suspense, lazy, useState } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import type { ViewColumn } from '../../models/views.ts'
import type { Page } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { exportWords } from '../wording/exports.ts'

const Exporting = lazy(async () => ({ default: (await import('./Exporting.tsx')).Exporting }))

export interface ExportsProps {
  readonly ledger: Ledger
  /** What narrows and orders the list, as the API takes it. */
  readonly query: Readonly<Record<string, string>>
  /** The columns as they are shown. */
  readonly columns: readonly ViewColumn[]
  /** The first page of the list, which says how long it is. */
  readonly first: Page | undefined
}

export function Exports(props: ExportsProps) {
  const { say } = useSpeech()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="down" />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {say(exportWords.exports)}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Exporting {...props} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
