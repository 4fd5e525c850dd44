/**
 * Registering what was scanned and is not known, without leaving the batch. What it needs is
 * filled in as for the one before; the record has its id from this device, so the batch can speak
 * of it before the server has heard of it.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import { faultsIn, useChecking, useFilling, useSending } from '../acting.ts'
import { useSpeech } from '../language.tsx'
import { ActFields } from '../parts/ActFields.tsx'
import { bringIntoView, useEnter } from '../parts/focus.ts'
import { ProblemAlert } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import type { Faults } from '../values.ts'
import { floor } from '../wording/floor.ts'
import { wording } from '../wording/house.ts'
import { nowToMinute } from '../zone.ts'
import { Memory } from './memory.ts'
import { proposalsFor } from './usual.ts'
import { found } from './rows.ts'
import type { Found, Row } from './rows.ts'

interface RegisteringProps {
  readonly ledger: Ledger
  /** The act that makes a record, and the code it is known by. */
  readonly name: string
  readonly codeKey: string
  readonly row: Row
  /** Facts of the one before. */
  readonly like: Facts | undefined
  readonly onDone: (record: Found) => void
  readonly onClose: () => void
}

export function Registering(props: RegisteringProps) {
  const { ledger, name, codeKey, row, like, onDone, onClose } = props
  const { say } = useSpeech()
  const { account } = useSession()
  const act = ledger.acts[name]
  if (!act) throw new Error(`there is no act ${name}`)
  const initial = { ...copied(like, act.needs ?? []), [codeKey]: row.code }
  const subject = { ledger, name, act, initial }
  const [memory] = useState(() => new Memory(localStorage, account.id))
  const [proposals] = useState(() =>
    proposalsFor(ledger, act, memory, { account: account.id, now: nowToMinute() }),
  )
  const filling = useFilling(subject, proposals)
  const { id, sending, problem, send, abandon } = useSending(subject)
  const check = useChecking()
  const form = useEnter()
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const [wrong, setWrong] = useState<Faults>({})
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { given, telling } = filling
    const faults = check(ledger, act, given, telling.because)
    setWrong(faults)
    if (Object.keys(faults).length > 0) return bringIntoView(faults)
    const outcome = await send({ given, telling })
    if (outcome.kind === 'refused') return bringIntoView(faultsIn(outcome.problem))
    memory.keep(ledger, given)
    const view =
      outcome.kind === 'done' && 'view' in outcome.answer ? outcome.answer.view : undefined
    const state = typeof act.to === 'string' ? act.to : ''
    const title = ledger.title(given) ?? row.code
    onDone(view ? found(view) : { id, number: '', title, state, facts: given })
  }
  return (
    <Paper className="card registering" component="section" ref={card}>
      <form onSubmit={(event) => void submit(event)} ref={form} noValidate>
        <Stack gap="md">
          <div>
            <Title order={3} size="h4">
              {say(floor.registering, { code: row.code })}
            </Title>
            <Text className="help">{say(floor.registeringHelp)}</Text>
          </div>
          {problem && <ProblemAlert problem={problem} />}
          <ActFields
            subject={subject}
            filling={filling}
            faults={{ ...wrong, ...faultsIn(problem) }}
          />
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={() => void abandon().then(onClose)}>
              {say(wording.cancel)}
            </Button>
            <Button type="submit" loading={sending} size="lg">
              {say(floor.registerAndAdd)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

function copied(facts: Facts | undefined, keys: readonly string[]): Facts {
  const known = keys.filter((key) => facts?.[key] !== undefined)
  return Object.fromEntries(known.map((key) => [key, facts?.[key]]))
}
