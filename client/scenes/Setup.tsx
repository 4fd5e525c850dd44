/**
 * The first page of a new house: whoever holds the link that the server printed becomes its
 * first person. The token stands behind the `#`, so it never reaches a log.
 */
import { Button, Paper, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Link, useNavigate } from '../way.tsx'
import { call } from '../api.ts'
import type { SessionStart } from '../api.ts'
import { faultOf, useAsking } from '../asking.ts'
import { useSpeech } from '../language.tsx'
import { Gate } from '../parts/Gate.tsx'
import { NewPassword } from '../parts/Password.tsx'
import { Failure, Warning } from '../parts/Says.tsx'
import { begin } from '../session.tsx'
import { Demo } from '../setup/Demo.tsx'
import { Shell } from '../setup/Shell.tsx'
import { onAddress } from '../setup/address.ts'
import { demo } from '../wording/demo.ts'
import { wording } from '../wording/house.ts'
import { setup } from '../wording/setup.ts'

export function tokenOf(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get('token') ?? ''
}

export function Setup() {
  const { say } = useSpeech()
  const { data } = useQuery({
    queryKey: ['setup'],
    queryFn: () => call<{ needed: boolean }>('GET', '/setup'),
  })
  const token = tokenOf(location.hash)
  if (data?.needed === false) {
    return (
      <Gate title={say(wording.setUp)} text={say(wording.setUpDone)}>
        <Button component={Link} to="/">
          {say(wording.signIn)}
        </Button>
      </Gate>
    )
  }
  return (
    <Shell title={say(setup.youTitle)} text={say(setup.youText)}>
      {token === '' ? (
        <Warning title={say(wording.linkBroken)} />
      ) : (
        <div className="setup-first">
          <First token={token} />
          <LookAround token={token} />
        </div>
      )}
    </Shell>
  )
}

/** Some want to see a full house before they begin their own. */
function LookAround({ token }: { readonly token: string }) {
  const { say } = useSpeech()
  const [open, setOpen] = useState(false)
  return (
    <Paper component="section" className="card setup-around">
      <Title order={2} size="h5">
        {say(demo.first)}
      </Title>
      {open ? (
        <Demo token={token} />
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {say(demo.what)}
          </Text>
          <Button variant="default" onClick={() => setOpen(true)}>
            {say(demo.more)}
          </Button>
        </>
      )}
    </Paper>
  )
}

function First({ token }: { readonly token: string }) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const [person, setPerson] = useState({ user: '', name: '', password: '' })
  const { asking, error, ask } = useAsking()
  const set = (member: Partial<typeof person>) => setPerson({ ...person, ...member })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    ask(async () => {
      await call<SessionStart>('POST', '/setup', { token, ...person })
      await begin()
      navigate(onAddress, { replace: true })
    })
  }
  return (
    <form onSubmit={submit}>
      <Paper className="card setup-you">
        {error !== undefined && <Failure error={error} retry={() => submit()} />}
        <TextInput
          label={say(wording.yourName)}
          value={person.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={faultOf(error, 'name')}
          autoComplete="name"
          required
          withAsterisk={false}
        />
        <TextInput
          label={say(wording.user)}
          description={say(wording.userHelp)}
          value={person.user}
          onChange={(event) => set({ user: event.currentTarget.value })}
          error={faultOf(error, 'user')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <NewPassword
          value={person.password}
          onChange={(password) => set({ password })}
          fault={faultOf(error, 'password')}
        />
        <Button type="submit" size="lg" loading={asking} fullWidth>
          {say(wording.setUpStart)}
        </Button>
      </Paper>
    </form>
  )
}
