/**
 * The page over the page on which one scans: the camera's picture with a frame in it, what was
 * read in words and colour, and a line to type into for whenever the camera will not do.
 */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Words } from '../../models/words.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Warning } from '../parts/Says.tsx'
import { scanning } from '../wording/scan.ts'
import { useLooking } from './looking.ts'
import type { Trouble } from './looking.ts'
import { plainText } from './read.ts'
import { signal } from './signal.ts'
import type { Tone } from './signal.ts'
import { takesScan, useWedge } from './wedge.ts'
import './scan.css'

interface ViewfinderProps {
  readonly onScan: (text: string) => void
  readonly onClose: () => void
  /** Goes on after a code instead of closing. */
  readonly many: boolean
  readonly title: string
  readonly says?: string | undefined
  readonly tone?: Tone | undefined
}

const troubles: Readonly<Record<Trouble, Words>> = {
  insecure: scanning.insecure,
  none: scanning.none,
  denied: scanning.denied,
  busy: scanning.busy,
  engine: scanning.engine,
}

export function Viewfinder({ onScan, onClose, many, title, says, tone }: ViewfinderProps) {
  const { say } = useSpeech()
  const [tries, setTries] = useState(0)
  const [read, setRead] = useState<readonly string[]>([])
  const take = (text: string) => {
    const plain = plainText(text)
    if (plain === '') return
    // Whoever takes many says of each whether it is wanted; that has sounds of its own.
    if (!many) signal('good')
    setRead((before) => [...before, plain])
    onScan(plain)
    if (!many) onClose()
  }
  useWedge(take)
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': say(scanning.close) }}
      transitionProps={{ duration: 0 }}
      className="finder"
    >
      <Stack gap="md">
        <Camera
          key={tries}
          onCode={take}
          last={read.at(-1)}
          says={says}
          tone={tone}
          count={read.length}
          again={() => setTries(tries + 1)}
        />
        <Typed onType={take} />
        {many && (
          <Button size="lg" onClick={onClose}>
            {say(scanning.done)}
          </Button>
        )}
      </Stack>
    </Modal>
  )
}

interface CameraProps {
  readonly onCode: (text: string) => void
  readonly last: string | undefined
  readonly says: string | undefined
  readonly tone: Tone | undefined
  readonly count: number
  /** Opens the camera anew. */
  readonly again: () => void
}

function Camera({ onCode, last, says, tone, count, again }: CameraProps) {
  const { say } = useSpeech()
  const { video, looking, lamp } = useLooking(onCode)
  const trouble = looking.kind === 'trouble' ? looking.trouble : undefined
  return (
    <>
      {trouble && (
        <Warning title={say(troubles[trouble])} tone="yellow">
          {trouble !== 'insecure' && (
            <Button variant="default" onClick={again}>
              {say(scanning.again)}
            </Button>
          )}
        </Warning>
      )}
      <div className="finder-picture" data-read={count > 0 || undefined} hidden={!!trouble}>
        <video ref={video} muted playsInline aria-label={say(scanning.title)} />
        {/* The key starts the flash anew for every code. */}
        <div className="finder-frame" key={count} aria-hidden />
        {lamp && (
          <Button
            className="finder-lamp"
            variant="default"
            aria-pressed={lamp.lit}
            onClick={lamp.shine}
            leftSection={<Icon name="sun" />}
          >
            {say(scanning.light)}
          </Button>
        )}
      </div>
      {!trouble && (
        <Text
          role="status"
          className="finder-says"
          data-tone={last === undefined ? undefined : (tone ?? 'good')}
        >
          {last === undefined
            ? say(looking.kind === 'starting' ? scanning.starting : scanning.aim)
            : (says ?? say(scanning.read, { text: last }))}
        </Text>
      )}
    </>
  )
}

function Typed({ onType }: { readonly onType: (text: string) => void }) {
  const { say } = useSpeech()
  const [typed, setTyped] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // React hands events of what is shown over a form to that form as well.
    event.stopPropagation()
    if (typed.trim() === '') return
    onType(typed)
    setTyped('')
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput
          {...takesScan}
          className="code grow"
          label={say(scanning.typed)}
          description={say(scanning.typedHelp)}
          inputWrapperOrder={['label', 'description', 'input']}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <Button type="submit" variant="default">
          {say(scanning.use)}
        </Button>
      </Group>
    </form>
  )
}
