/**
 * Where whoever was sent a link fetches a pack: the code that was told another way, the file, and
 * the way to verify it. Nothing else of the house is shown or asked.
 */
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { PackTime } from '../../models/pack.ts'
import { call } from '../api.ts'
import { useAsking } from '../asking.ts'
import { printBytes } from '../handing/bytes.ts'
import { Stamp } from '../handing/Stamp.tsx'
import { useSpeech } from '../language.tsx'
import { CodeForm } from '../parts/CodeForm.tsx'
import { Gate } from '../parts/Gate.tsx'
import { Icon } from '../parts/Icon.tsx'
import { packing } from '../wording/packs.ts'
import { tokenOf } from './Setup.tsx'

interface Ticket {
  readonly ticket: string
  readonly number: string
  readonly file: { readonly size: number; readonly sha256: string }
  readonly time?: PackTime
}

export function Handed() {
  const { say } = useSpeech()
  const [token] = useState(() => tokenOf(location.hash))
  const [ticket, setTicket] = useState<Ticket>()
  if (token === '') return <Gate title={say(packing.fetchTitle)}>{say(packing.noLink)}</Gate>
  return (
    <Gate title={say(packing.fetchTitle)} {...(!ticket && { text: say(packing.fetchText) })}>
      {ticket ? <Ready {...ticket} /> : <Code token={token} taken={setTicket} />}
    </Gate>
  )
}

interface CodeProps {
  readonly token: string
  readonly taken: (ticket: Ticket) => void
}

function Code({ token, taken }: CodeProps) {
  const { say } = useSpeech()
  const [code, setCode] = useState('')
  const { asking, error, ask } = useAsking()
  return (
    <CodeForm
      label={say(packing.enterCode)}
      button={say(packing.fetch)}
      code={code}
      change={setCode}
      asking={asking}
      error={error}
      submit={() => ask(async () => taken(await call<Ticket>('POST', '/handed', { token, code })))}
    />
  )
}

function Ready({ ticket, number, file, time }: Ticket) {
  const { say } = useSpeech()
  return (
    <Stack gap="md">
      <Text>{say(packing.ready, { number, size: printBytes(file.size) })}</Text>
      <Text size="sm" className="code told-text">
        SHA-256 {file.sha256}
      </Text>
      <Button
        component="a"
        href={`/api/v1/handed/${ticket}/pack.zip`}
        download={`${number}.zip`}
        size="lg"
        leftSection={<Icon name="down" />}
      >
        {say(packing.save)}
      </Button>
      {time && <Stamp {...time} />}
      <Text c="dimmed">{say(packing.verifyNext)}</Text>
      <Button component="a" href="/verify" variant="default">
        {say(packing.verifyPage)}
      </Button>
    </Stack>
  )
}
