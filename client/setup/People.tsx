/**
 * The step that brings in the first people: one small form as often as it is wanted, and for
 * everybody a link that they scan or are sent. A link is not kept anywhere, so it goes when the
 * page does; another one is made with a tap.
 */
import { Button, CopyButton, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { Link } from '../way.tsx'
import type { Act } from '../../models/ledger.ts'
import { faultsIn, useChecking, useFilling } from '../acting.ts'
import { call, Refused } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { useAsking } from '../asking.ts'
import { ShowField } from '../fields/Field.tsx'
import { newId } from '../identifier.ts'
import { Qr } from '../labels/Qr.tsx'
import { useSpeech } from '../language.tsx'
import { bringIntoView, useEnter } from '../parts/focus.ts'
import { Failure } from '../parts/Says.tsx'
import { queries, useSession } from '../session.tsx'
import type { Faults } from '../values.ts'
import { wording } from '../wording/house.ts'
import { setup } from '../wording/setup.ts'
import { Asked } from './Asked.tsx'
import { Foot } from './Changing.tsx'
import { Sheet } from './Shell.tsx'
import { asking, askSteps } from './steps.ts'
import type { Step } from './steps.ts'

type Made = RecordView & { readonly link?: string }
type Links = Readonly<Record<string, string>>

const qrPixels = 148
const shownMax = 50

interface PeopleProps {
  readonly step: Step
  readonly act: Act
  readonly before: string | undefined
  readonly after: string
}

export function People({ step, act, before, after }: PeopleProps) {
  const { say } = useSpeech()
  const { account } = useSession()
  const { ledger } = step
  const [links, setLinks] = useState<Links>({})
  const [round, setRound] = useState(0)
  const { data, error, refetch } = useQuery({
    queryKey: ['list', ledger.name, 'setup'],
    queryFn: () => call<Page>('GET', `/${ledger.name}?limit=${shownMax}`),
  })
  const known = (data?.records ?? []).filter(({ id }) => id !== account.id)
  // Whoever still has to be handed a link stands first.
  const others = [
    ...known.filter(({ id }) => links[id] !== undefined),
    ...known.filter(({ id }) => links[id] === undefined),
  ]
  const know = (id: string, link: string) => setLinks((now) => ({ ...now, [id]: link }))
  const made = async (view: Made) => {
    if (view.link !== undefined) know(view.id, view.link)
    await queries.invalidateQueries({ queryKey: ['list', ledger.name] })
    await askSteps()
    setRound((now) => now + 1)
  }
  return (
    <Stack gap="lg">
      <NewPerson key={round} step={step} act={act} made={made} again={round > 0} />
      <section>
        <Title order={2} size="h4" mb="sm">
          {say(setup.people)}
        </Title>
        {error && !data && <Failure error={error} retry={() => void refetch()} />}
        {data && others.length === 0 && <Text c="dimmed">{say(setup.nobodyYet)}</Text>}
        <ul className="setup-people">
          {others.map((person) => (
            <Person
              key={person.id}
              step={step}
              person={person}
              link={links[person.id]}
              know={know}
            />
          ))}
        </ul>
      </section>
      <Foot before={before} {...(others.length === 0 && { skip: after })}>
        {others.length > 0 && (
          <Button component={Link} to={after} size="lg" className="primary">
            {say(setup.on)}
          </Button>
        )}
      </Foot>
    </Stack>
  )
}

interface NewPersonProps {
  readonly step: Step
  readonly act: Act
  readonly made: (view: Made) => Promise<void>
  /** Somebody was added just now, and the keyboard stays with the form. */
  readonly again: boolean
}

function NewPerson({ step, act, made, again }: NewPersonProps) {
  const { say } = useSpeech()
  const { ledger } = step
  const [id] = useState(newId)
  const [subject] = useState(() => ({
    ledger,
    name: step.act,
    act: asking(step, act),
  }))
  const filling = useFilling(subject)
  const check = useChecking()
  const form = useEnter()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (again) heading.current?.focus({ preventScroll: true })
  }, [again])
  const { asking: sending, error, ask } = useAsking()
  const [found, setFound] = useState<Faults>({})
  const faults = { ...found, ...faultsIn(error instanceof Refused ? error.problem : undefined) }
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const wrong = check(ledger, subject.act, filling.given, '')
    setFound(wrong)
    if (Object.keys(wrong).length > 0) return bringIntoView(wrong)
    // The id stays the same however often it is sent: a blink of the network makes nobody twice.
    return ask(async () => {
      await made(await call<Made>('POST', `/${ledger.name}`, { id, ...filling.given }))
    })
  }
  return (
    <form onSubmit={submit} ref={form} noValidate aria-label={say(setup.newPerson)}>
      <Stack gap="md">
        {error !== undefined && <Failure error={error} retry={() => submit()} />}
        <Sheet>
          <Title order={2} size="h4" tabIndex={-1} ref={heading}>
            {say(setup.newPerson)}
          </Title>
          <Asked step={step} filling={filling} faults={faults} />
          <Button type="submit" size="lg" loading={sending} className="setup-add">
            {say(setup.addPerson)}
          </Button>
        </Sheet>
      </Stack>
    </form>
  )
}

interface PersonProps {
  readonly step: Step
  readonly person: RecordView
  readonly link: string | undefined
  readonly know: (id: string, link: string) => void
}

function Person({ step, person, link, know }: PersonProps) {
  const { say } = useSpeech()
  const { ledger } = step
  const { asking: sending, error, ask } = useAsking()
  const make = () =>
    ask(async () => {
      const made = await call<{ link: string }>('POST', `/${ledger.name}/${person.id}/link`)
      know(person.id, made.link)
    })
  const told = step.needs.filter((key) => ledger.fields[key]?.kind !== 'name')
  return (
    <Paper component="li" className="setup-person">
      <div className="setup-person-head">
        <strong>{person.title}</strong>
        {told.map((key) => {
          const field = ledger.fields[key]
          if (!field) return null
          return (
            <Text key={key} size="sm" c="dimmed" component="span">
              <ShowField field={field} value={person.facts[key]} linked={person.linked} />
            </Text>
          )
        })}
      </div>
      {error !== undefined && <Failure error={error} retry={make} />}
      {link === undefined ? (
        <Button variant="default" loading={sending} onClick={make}>
          {say(wording.makeLink)}
        </Button>
      ) : (
        <Handed name={person.title} link={new URL(link, location.origin).href} />
      )}
    </Paper>
  )
}

/** A link in the three ways it is handed over: scanned, copied, read out. */
function Handed({ name, link }: { readonly name: string; readonly link: string }) {
  const { say } = useSpeech()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className="setup-link" role="status" ref={place}>
      <Qr text={link} size={qrPixels} label={say(setup.linkQr, { name })} />
      <Stack gap="xs" className="grow">
        <Text size="sm">{say(setup.linkOnce)}</Text>
        <code>{link}</code>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {say(copied ? wording.copied : wording.copy)}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </div>
  )
}
