/** Signing in. It stands wherever a page was asked for without a session, and keeps its address. */
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Link } from '../way.tsx'
import { call } from '../api.ts'
import type { SessionStart } from '../api.ts'
import { useAsking } from '../asking.ts'
import { useCompany } from '../labels/company.ts'
import { useSpeech } from '../language.tsx'
import { Gate } from '../parts/Gate.tsx'
import { useCapsLock } from '../parts/Password.tsx'
import { Failure, Warning } from '../parts/Says.tsx'
import { begin, howParted } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { navigation } from '../wording/navigation.ts'
import { door } from '../wording/setup.ts'
import '../setup/door.css'

export function SignIn() {
  const { say } = useSpeech()
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const { asking, error, ask } = useAsking()
  const company = useCompany()
  const caps = useCapsLock()
  const parted = howParted()
  const { data: setup } = useQuery({
    queryKey: ['setup'],
    queryFn: () => call<{ needed: boolean }>('GET', '/setup'),
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    ask(async () => {
      await call<SessionStart>('POST', '/sessions', { user, password })
      await begin()
    })
  }
  return (
    <Gate title={say(wording.signIn)} text={company === '' ? say(wording.tagline) : company}>
      {parted && error === undefined && (
        <Text size="sm" className="parted" role="status">
          {say(door[parted])}
        </Text>
      )}
      {setup?.needed && (
        <Warning title={say(wording.setUp)} tone="indigo">
          {say(wording.setUpNeeded)}
        </Warning>
      )}
      {error !== undefined && <Failure error={error} retry={() => submit()} />}
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={say(wording.user)}
            value={user}
            onChange={(event) => setUser(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
          />
          <PasswordInput
            {...caps}
            label={say(wording.password)}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': say(wording.showPassword) }}
            required
            withAsterisk={false}
          />
          <Button type="submit" size="lg" loading={asking} fullWidth>
            {say(wording.signIn)}
          </Button>
        </Stack>
      </form>
      <Button component={Link} to="/enrol" variant="subtle" color="gray">
        {say(navigation.asDevice)}
      </Button>
    </Gate>
  )
}
