/**
 * Offers the demo house: what it is, that nothing of one's own is touched, and how far it is.
 * The last step of the set-up shows it with the set-up's token, its own page asks for a password.
 */
import { Button, PasswordInput, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { ask as askServer } from '../api.ts'
import { useAsking } from '../asking.ts'
import { useSpeech } from '../language.tsx'
import { Failure, Loading, Warning } from '../parts/Says.tsx'
import { demo } from '../wording/demo.ts'
import { wording } from '../wording/house.ts'
import { become, until, useDemo } from './demo.ts'

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
      {!data.offered && <Warning title={say(demo.unavailable)} tone="indigo" />}
      {data.offered && data.state === 'none' && (
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
      await askServer('POST', '/demo', token === undefined ? { password } : { token })
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

/** Shows how far the demo is, and goes there as one of its office once it is served. */
function Filling({ part }: { readonly part: number }) {
  const { say } = useSpeech()
  useEffect(() => {
    let here = true
    void until('loaded').then(async ({ people }) => {
      const office = people.find(({ roles }) => roles.includes('iso')) ?? people[0]
      if (here && office) await become(office.id)
    })
    return () => {
      here = false
    }
  }, [])
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
