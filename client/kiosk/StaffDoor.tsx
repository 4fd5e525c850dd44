/**
 * What was refused after its visitor had gone. A member of staff says who they are, reads why, and
 * corrects it or takes it back. The tablet stays signed in as the device it is: whoever vouches
 * here is asked for apart, signed out again at once, and forgotten with this page.
 */
import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import type { FieldKind } from '../../models/field.ts'
import { askApart } from '../api.ts'
import type { SessionStart } from '../api.ts'
import { useAsking } from '../asking.ts'
import { isDevice, ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import type { Outgoing } from '../offline/outgoing.ts'
import { Waiting } from '../offline/Waiting.tsx'
import { ActForm } from '../parts/ActForm.tsx'
import { Empty, Failure, Warning } from '../parts/Says.tsx'
import { useZone } from '../places.tsx'
import { askAgain } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { greeting } from '../wording/kiosk.ts'
import { staffDoor } from '../wording/staffdoor.ts'
import type { Counter } from './counter.ts'
import { useKept } from './Kept.tsx'
import '../offline/offline.css'

/** Kinds of fields that say something by themselves. */
const printable: ReadonlySet<FieldKind> = new Set([
  'text',
  'lines',
  'code',
  'name',
  'choice',
  'moment',
])

export function StaffDoor({ counter }: { readonly counter: Counter }) {
  const [open, setOpen] = useState(false)
  const vouched = () => {
    // What was refused was often refused because the text is another one now.
    askAgain(new Set([counter.pledge.texts.name]))
    setOpen(true)
  }
  return (
    <div className="kiosk-staff">
      {open ? <Refusals /> : <Vouching counter={counter} vouched={vouched} />}
    </div>
  )
}

/**
 * Whether somebody may do themselves what was done here.
 *
 * @throws Refused, Unreachable as `ask`
 */
async function vouches({ sign }: Counter, user: string, password: string): Promise<boolean> {
  const body = { user, password }
  const { token, account } = await askApart<SessionStart>('POST', '/sessions', { body })
  await askApart('DELETE', '/sessions/current', { token })
  return !isDevice(account) && account.roles.some((role) => sign.act.by.includes(role))
}

interface VouchingProps {
  readonly counter: Counter
  readonly vouched: () => void
}

function Vouching({ counter, vouched }: VouchingProps) {
  const { say } = useSpeech()
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [barred, setBarred] = useState(false)
  const { asking, error, ask } = useAsking()
  const heading = useHeading()
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    setBarred(false)
    ask(async () => {
      if (await vouches(counter, user, password)) vouched()
      else setBarred(true)
    })
  }
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="md">
        <Title order={1} size="h2" ref={heading} tabIndex={-1}>
          {say(staffDoor.only)}
        </Title>
        <Text>{say(staffDoor.text)}</Text>
        {error !== undefined && <Failure error={error} retry={() => submit()} />}
        {barred && <Warning title={say(staffDoor.barred)} tone="yellow" />}
        <TextInput
          size="lg"
          label={say(wording.user)}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <PasswordInput
          size="lg"
          label={say(wording.password)}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': say(wording.showPassword) }}
          required
          withAsterisk={false}
        />
        <Button type="submit" size="lg" loading={asking}>
          {say(staffDoor.open)}
        </Button>
      </Stack>
    </form>
  )
}

function useHeading() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return heading
}

function Refusals() {
  const { say } = useSpeech()
  const { stuck, waiting } = useKept()
  const [chosen, setChosen] = useState<string>()
  const heading = useHeading()
  // While it is sent anew it is no longer stuck, and its form still stands.
  const correcting = [...stuck, ...waiting].find(({ id }) => id === chosen)
  return (
    <Stack gap="md">
      <Title order={1} size="h2" ref={heading} tabIndex={-1}>
        {say(staffDoor.title)}
      </Title>
      {correcting ? (
        <Correcting outgoing={correcting} back={() => setChosen(undefined)} />
      ) : (
        <>
          {stuck.length === 0 && <Empty>{say(staffDoor.done)}</Empty>}
          {stuck.map((one) => (
            <Waiting key={one.id} outgoing={one} held={stuck} correct={() => setChosen(one.id)}>
              <Told outgoing={one} />
            </Waiting>
          ))}
        </>
      )}
    </Stack>
  )
}

/** Whose it is and what they said, as far as it reads in a line. */
function Told({ outgoing }: { readonly outgoing: Outgoing }) {
  const { language } = useSpeech()
  const zone = useZone()
  const ledger = ledgerNamed(outgoing.ledger)
  const context = { language, timeZone: zone, labelOf: () => undefined }
  const told = Object.entries(outgoing.fields).flatMap(([key, value]) => {
    const field = ledger?.fields[key]
    if (!field || value === null || !printable.has(field.kind)) return []
    return [[field.label[language], field.print(value, context)] as const]
  })
  if (told.length === 0) return null
  return (
    <dl className="kiosk-told">
      {told.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

interface CorrectingProps {
  readonly outgoing: Outgoing
  readonly back: () => void
}

/** The form of the act again. What was refused keeps its place and its id. */
function Correcting({ outgoing, back }: CorrectingProps) {
  const { say } = useSpeech()
  const ledger = ledgerNamed(outgoing.ledger)
  const act = ledger?.acts[outgoing.act]
  if (!ledger || !act) return null
  return (
    <>
      <Button variant="default" size="lg" className="kiosk-return" onClick={back}>
        {say(greeting.back)}
      </Button>
      <ActForm
        ledger={ledger}
        name={outgoing.act}
        act={act}
        target={outgoing.record}
        resumed={outgoing}
      />
    </>
  )
}
