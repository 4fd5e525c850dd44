/**
 * Offers the demo house: what it is, that nothing of one's own is touched, and how far it is.
 * The last step of the set-up shows it with the set-up's token, its own page asks for a password.
 */
import { Button, PasswordInput, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useAsking } from '../asking.ts'
import { useSpeech } from '../language.tsx'
import { Failure, Loading, Warning } from '../parts/Says.tsx'
import { demo } from '../wording/demo.ts'
import { wording } from '../wording/house.ts'
import { loadDemo, useDemo } from './demo.ts'

interface DemoProps {
  /** The token of the set-up link; without one, the person's own password is asked for. */
  readonly token?: string
}

export function Demo({ token }: DemoProps) {
  const { say } = useSpeech()
  const { data, error, refetch } = useDemo()
  const filling = data?.state === 'filling'
  if (!data) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  return (
    <Stack gap="md">
      <Text>{say(demo.what)}</Text>
      <Text c="dimmed">{say(demo.safe)}</Text>
      {data.failed && <Warning title={say(demo.failed)} />}
      {data.refused && <Warning title={say(demo[data.refused])} tone="indigo" />}
      {!data.refused && data.state === 'none' && (
        <Load {...(token !== undefined && { token })} begun={() => void refetch()} />
      )}
      {filling && <Filling part={data.part} />}
    </Stack>
  )
}

interface LoadProps extends DemoProps {
  readonly begun: () => void
}

function Load({ token, begun }: LoadProps) {
  const { say } = useSpeech()
  const [password, setPassword] = useState('')
  const { asking, error, ask } = useAsking()
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    ask(async () => {
      await loadDemo(token === undefined ? { password } : { token })
      begun()
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" align="flex-start">
        {error !== undefined && <Failure error={error} retry={() => submit()} />}
        {token === undefined && (
          <PasswordInput
            w="100%"
            label={say(demo.password)}
            description={say(demo.why)}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': say(wording.showPassword) }}
            required
            withAsterisk={false}
          />
        )}
        <Button type="submit" size="lg" loading={asking}>
          {say(demo.load)}
        </Button>
      </Stack>
    </form>
  )
}

/** Shows how far the demo is. */
function Filling({ part }: { readonly part: number }) {
  const { say } = useSpeech()
  const percent = Math.round(part * 100)
  const label = say(percent === 100 ? demo.switching : demo.filling)
  return (
    <Stack gap="xs">
      <Text fw={600} role="status">
        {label}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={label} />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {say(demo.soon)}
      </Text>
    </Stack>
  )
}
