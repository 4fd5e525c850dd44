/** Asks why, in place, and sends only once there is an answer. */
import { Button, Group, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { limits } from '../../models/limits.ts'
import { useSpeech } from '../language.tsx'
import { deskWords } from '../wording/desk.ts'
import { wording } from '../wording/house.ts'

interface ReasonProps {
  /** The act's wording. */
  readonly act: string
  readonly busy: boolean
  readonly cancel: () => void
  readonly send: (because: string) => void
}

export function Reason({ act, busy, cancel, send }: ReasonProps) {
  const { say } = useSpeech()
  const [because, setBecause] = useState('')
  const given = because.trim()
  const first = useRef<HTMLTextAreaElement>(null)
  // Whoever asked to say why goes on typing.
  useEffect(() => first.current?.focus(), [])
  return (
    <form
      className="desk-reason"
      onSubmit={(event) => {
        event.preventDefault()
        if (given !== '') send(given)
      }}
    >
      <Textarea
        label={say(deskWords.reason, { act })}
        description={say(deskWords.reasonHelp)}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) cancel()
        }}
        maxLength={limits.becauseCharactersMax}
        autosize
        minRows={2}
        maxRows={8}
        required
        ref={first}
      />
      <Group gap="sm" mt="sm">
        <Button type="submit" color="red.9" loading={busy} disabled={given === ''}>
          {act}
        </Button>
        <Button variant="subtle" onClick={cancel}>
          {say(wording.cancel)}
        </Button>
      </Group>
    </form>
  )
}
