/** Setting a password: one's own, knowing the old one, or another person's as an administrator. */
import { Button, Group, Paper, PasswordInput, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Link, useNavigate, useParams } from '../way.tsx'
import { call } from '../api.ts'
import { faultOf, useAsking } from '../asking.ts'
import { accounts } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { OneTimeLink } from '../parts/AccountForm.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useAnnounce } from '../parts/Notice.tsx'
import { NewPassword } from '../parts/Password.tsx'
import { Failure } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { useRecord } from './Record.tsx'

export function Secret() {
  const { say } = useSpeech()
  const { account } = useSession()
  const { id = account.id } = useParams()
  const own = id === account.id
  const { data } = useRecord(accounts, own ? undefined : id)
  const back = own ? '/' : `/${accounts.name}/${id}`
  const title = own ? account.name : (data?.title ?? '')
  return (
    <Stack gap="md" className="acting">
      <div>
        <Link to={back} className="crumb">
          <Icon name="left" size={16} />
          {own ? say(wording.board) : title}
        </Link>
        <Title order={1} size="h2" mt={4}>
          {say(own ? wording.changePassword : wording.setPassword)}
        </Title>
      </div>
      <Paper className="card">
        <Change id={id} own={own} back={back} />
      </Paper>
      {!own && <MakeLink id={id} />}
    </Stack>
  )
}

interface ChangeProps {
  readonly id: string
  readonly own: boolean
  readonly back: string
}

function Change({ id, own, back }: ChangeProps) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const { asking, error, ask } = useAsking()
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    ask(async () => {
      const body = own ? { password, current } : { password }
      await call('POST', `/${accounts.name}/${id}/password`, body)
      announce({ title: say(wording.passwordSet), tone: 'done' })
      navigate(back)
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {error !== undefined && <Failure error={error} retry={() => submit()} />}
        {own && (
          <PasswordInput
            label={say(wording.currentPassword)}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': say(wording.showPassword) }}
            required
            withAsterisk={false}
          />
        )}
        <NewPassword value={password} onChange={setPassword} fault={faultOf(error, 'password')} />
        <Group justify="flex-end">
          <Button type="submit" size="lg" loading={asking}>
            {say(wording.setPassword)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function MakeLink({ id }: { readonly id: string }) {
  const { say } = useSpeech()
  const [link, setLink] = useState<string>()
  const { asking, error, ask } = useAsking()
  const make = () =>
    ask(async () => {
      const made = await call<{ link: string }>('POST', `/${accounts.name}/${id}/link`)
      setLink(made.link)
    })
  return (
    <Stack gap="sm" align="flex-start">
      {error !== undefined && <Failure error={error} retry={make} />}
      {link === undefined ? (
        <Button variant="default" loading={asking} onClick={make}>
          {say(wording.makeLink)}
        </Button>
      ) : (
        <OneTimeLink link={link} />
      )}
    </Stack>
  )
}
