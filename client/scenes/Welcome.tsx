/** Where a one-time link leads: a person chooses their password and is signed in. */
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useNavigate } from '../way.tsx'
import { call } from '../api.ts'
import type { SessionStart } from '../api.ts'
import { faultOf, useAsking } from '../asking.ts'
import { useCompany } from '../labels/company.ts'
import { useSpeech } from '../language.tsx'
import { Gate } from '../parts/Gate.tsx'
import { NewPassword } from '../parts/Password.tsx'
import { Failure, Warning } from '../parts/Says.tsx'
import { begin } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { tokenOf } from './Setup.tsx'

export function Welcome() {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const { asking, error, ask } = useAsking()
  const company = useCompany()
  const token = tokenOf(location.hash)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    ask(async () => {
      await call<SessionStart>('POST', '/sessions/link', { token, password })
      await begin()
      navigate('/', { replace: true })
    })
  }
  return (
    <Gate title={say(wording.welcome)} text={company}>
      <Text>{say(wording.welcomeText)}</Text>
      {token === '' && <Warning title={say(wording.linkBroken)} />}
      {error !== undefined && <Failure error={error} retry={() => submit()} />}
      <form onSubmit={submit}>
        <Stack gap="md">
          <NewPassword value={password} onChange={setPassword} fault={faultOf(error, 'password')} />
          <Button type="submit" size="lg" loading={asking} disabled={token === ''} fullWidth>
            {say(wording.setPassword)}
          </Button>
        </Stack>
      </form>
    </Gate>
  )
}
