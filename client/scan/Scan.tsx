/**
 * The button that opens the camera to read a code. Camera, reader and page are loaded when it is
 * first tapped, so that it costs nothing where nobody scans.
 */
import { ActionIcon, Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useSpeech } from '../language.tsx'
import { Guard } from '../parts/Guard.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { Tone } from './signal.ts'
import { scanning } from '../wording/scan.ts'

const Viewfinder = lazy(async () => ({ default: (await import('./Viewfinder.tsx')).Viewfinder }))

interface ScanButtonProps {
  /** Receives what was read, half-width and without what scanners add around it. */
  readonly onScan: (text: string) => void
  /** What is scanned, for the button's name; said on the button itself unless it is compact. */
  readonly label?: string
  /** Goes on scanning until it is closed. */
  readonly many?: boolean
  /** Only the sign, for beside a control. */
  readonly compact?: boolean
  readonly size?: 'md' | 'lg'
  /** What the owner says of the last code, and how, while many are scanned. */
  readonly says?: string | undefined
  readonly tone?: Tone | undefined
}

export function ScanButton(props: ScanButtonProps) {
  const { onScan, label, many = false, compact, size, says, tone } = props
  const { say } = useSpeech()
  const [open, setOpen] = useState(false)
  const name = label ?? say(scanning.scan)
  return (
    <>
      {compact ? (
        <ActionIcon
          className="scan"
          variant="default"
          aria-label={name}
          onClick={() => setOpen(true)}
        >
          <Icon name="scan" />
        </ActionIcon>
      ) : (
        <Button
          variant="default"
          size={size ?? 'sm'}
          leftSection={<Icon name="scan" />}
          onClick={() => setOpen(true)}
        >
          {name}
        </Button>
      )}
      {open && (
        <Guard place="scan">
          <Suspense>
            <Viewfinder
              onScan={onScan}
              onClose={() => setOpen(false)}
              many={many}
              says={says}
              tone={tone}
              title={label ?? say(scanning.title)}
            />
          </Suspense>
        </Guard>
      )}
    </>
  )
}
