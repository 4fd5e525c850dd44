/**
 * Making an account: the ledger's own creating act with a password beside it. A password is never
 * kept on the device, so this one form does not go through the outbox.
 */
import { Alert, Button, Code, CopyButton, Group, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Link } from '../way.tsx'
import { isDevice } from '../../models/roles.ts'
import type { Role } from '../../models/roles.ts'
import { faultsIn, useChecking, useFilling } from '../acting.ts'
import type { Subject } from '../acting.ts'
import { call, Refused } from '../api.ts'
import type { RecordView } from '../api.ts'
import { faultOf, useAsking } from '../asking.ts'
import { newId } from '../identifier.ts'
import { useSpeech } from '../language.tsx'
import { queries } from '../session.tsx'
import type { Faults } from '../values.ts'
import { wording } from '../wording/house.ts'
import { ActFields } from './ActFields.tsx'
import { useAfter } from './after.ts'
import { bringIntoView, useEnter } from './focus.ts'
import { EnrolmentCode } from './EnrolmentCode.tsx'
import { NewPassword } from './Password.tsx'
import { Failure } from './Says.tsx'
import { SubmitBar } from './SubmitBar.tsx'

type Made = RecordView & {
  readonly link?: string
  readonly code?: string
  readonly endsAt?: string
}

export function AccountForm(subject: Subject) {
  const { say } = useSpeech()
  const { ledger, act } = subject
  const filling = useFilling(subject)
  const check = useChecking()
  const form = useEnter()
  const { asking, error, ask } = useAsking()
  const [id] = useState(newId)
  const after = useAfter(subject, id)
  const [password, setPassword] = useState('')
  const [found, setFound] = useState<Faults>({})
  const [made, setMade] = useState<Made>()
  // A device is enrolled on its tablet; nobody needs to know a password for it.
  const device = isDevice((filling.given['roles'] ?? []) as Role[])
  const faults = { ...found, ...faultsIn(error instanceof Refused ? error.problem : undefined) }
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const wrong = check(ledger, act, filling.given, '')
    setFound(wrong)
    if (Object.keys(wrong).length > 0) return bringIntoView(wrong)
    return ask(async () => {
      const secret = device || password === '' ? {} : { password }
      const view = await call<Made>('POST', `/${ledger.name}`, { id, ...filling.given, ...secret })
      void queries.invalidateQueries({ queryKey: ['list', ledger.name] })
      if (view.link === undefined) await after({ kind: 'done', answer: { view } })
      else setMade(view)
    })
  }
  if (made?.link !== undefined) {
    return (
      <Paper className="card">
        {made.code === undefined ? (
          <OneTimeLink link={made.link} />
        ) : (
          <EnrolmentCode link={made.link} code={made.code} endsAt={made.endsAt ?? ''} />
        )}
        <Button component={Link} to={`/${ledger.name}/${made.id}`} mt="md">
          {made.title}
        </Button>
      </Paper>
    )
  }
  return (
    <form onSubmit={submit} ref={form} noValidate>
      <Stack gap="md">
        {error !== undefined && <Failure error={error} retry={() => submit()} />}
        <Paper className="card">
          <ActFields subject={subject} filling={filling} faults={faults} />
          {!device && (
            <NewPassword
              value={password}
              onChange={setPassword}
              fault={faultOf(error, 'password')}
              optional={say(wording.passwordLater)}
            />
          )}
        </Paper>
        <SubmitBar
          label={act.label}
          danger={false}
          faults={Object.keys(faults).length}
          sending={asking}
          waiting={false}
          abandon={() => Promise.resolve()}
        />
      </Stack>
    </form>
  )
}

/** A link with which a person sets their own password, shown this once. */
export function OneTimeLink({ link }: { readonly link: string }) {
  const { say } = useSpeech()
  const whole = new URL(link, location.origin).href
  return (
    <Alert color="indigo" variant="light" role="status">
      <Text>{say(wording.linkMade)}</Text>
      <Group mt="sm" wrap="nowrap" align="center">
        <Code block className="grow">
          {whole}
        </Code>
        <CopyButton value={whole}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {say(copied ? wording.copied : wording.copy)}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  )
}
