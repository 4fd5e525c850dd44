/**
 * The form of any act, drawn from its declaration: what it needs, what it may take, why, and
 * when it happened if not now. One large button sends it.
 */
import { Paper, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { creates } from '../../models/ledger.ts'
import { pledging } from '../pledge.ts'
import { About } from '../floor/about.ts'
import { Again } from '../floor/Again.tsx'
import { Drafted } from '../floor/Drafted.tsx'
import { useEntered } from '../floor/entered.ts'
import { Memory } from '../floor/memory.ts'
import { useFills } from '../floor/proposing.ts'
import { useReported } from '../floor/reported.ts'
import { proposalsFor } from '../floor/usual.ts'
import { corrects } from '../house.ts'
import { useSession } from '../session.tsx'
import { nowToMinute } from '../zone.ts'
import { faultsIn, useChecking, useFilling, useSending } from '../acting.ts'
import type { Subject } from '../acting.ts'
import type { BatchResult, Each, Outcome } from '../offline/queue.ts'
import type { Faults } from '../values.ts'
import { ActFields } from './ActFields.tsx'
import { bringIntoView, isPending, useEnter } from './focus.ts'
import { Outcomes } from './Outcomes.tsx'
import { Pledge } from './Pledge.tsx'
import { ProblemAlert } from './Says.tsx'
import type { Chosen } from './Selection.tsx'
import { manyOf, Several } from './Several.tsx'
import type { Many } from './Several.tsx'
import { Stale } from './Stale.tsx'
import { SubmitBar } from './SubmitBar.tsx'
import { Tell } from './Tell.tsx'
import { useAfter } from './after.ts'

interface ActFormProps extends Subject {
  /** The records of an act done to several. */
  readonly chosen?: readonly Chosen[]
}

export function ActForm({ chosen, ...subject }: ActFormProps) {
  const { ledger, act, record, resumed } = subject
  const { account } = useSession()
  const [memory] = useState(() => new Memory(localStorage, account.id))
  const [proposals] = useState(() =>
    proposalsFor(ledger, act, memory, { account: account.id, now: nowToMinute() }),
  )
  // Whoever comes from a record is filled in from that one.
  const isNew = creates(act) && !resumed && Object.keys(subject.initial ?? {}).length === 0
  const filling = useFilling(subject, proposals)
  useFills(subject, filling)
  const report = useReported(act, filling.propose)
  const entered = useEntered(subject, filling)
  const about = useMemo(
    () => ({ ledger, facts: record?.facts, record: record?.id, report }),
    [ledger, record?.facts, record?.id, report],
  )
  const sending = useSending(subject)
  const check = useChecking()
  const after = useAfter(subject, sending.id)
  const form = useEnter()
  const [found, setFound] = useState<Faults>({})
  const [begun] = useState(() => resumed?.each && manyOf(resumed.each))
  const [several, setSeveral] = useState<Many | undefined>(begun)
  const [results, setResults] = useState<readonly BatchResult[]>()
  const faults = { ...found, ...faultsIn(sending.problem) }
  const pledge = useMemo(() => pledging(ledger, act), [ledger, act])
  const each: readonly Each[] | undefined =
    chosen?.map(({ id, revision }) => ({ record: id, revision })) ?? several?.each
  const submit = async (revision: number | undefined) => {
    const { given, telling } = filling
    const wrong = check(ledger, act, { ...given, ...each?.[0]?.fields }, telling.because)
    setFound(wrong)
    if (Object.keys(wrong).length > 0) return bringIntoView(wrong)
    const outcome = await sending.send({ given, telling, revision, each })
    if (outcome.kind !== 'refused' && !corrects(act)) memory.keep(ledger, given)
    if (outcome.kind !== 'refused') entered.settled()
    const many = resultsOf(outcome)
    if (many) setResults(many)
    else if (outcome.kind === 'refused') bringIntoView(faultsIn(outcome.problem))
    else await after(outcome)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit(record?.revision)
  }
  if (results) return <Outcomes ledger={ledger} results={results} each={each ?? []} />
  const stale = sending.problem?.current ? sending.problem : undefined
  return (
    <About value={about}>
      <form
        onSubmit={onSubmit}
        ref={form}
        noValidate
        onInputCapture={entered.touched}
        onPointerDownCapture={entered.touched}
        onKeyDownCapture={entered.touched}
      >
        <Stack gap="md">
          {stale?.current && (
            <Stale
              problem={stale}
              ledger={ledger}
              mine={filling.given}
              send={() => void submit(stale.current?.revision)}
            />
          )}
          {sending.problem && !stale && <ProblemAlert problem={sending.problem} />}
          {entered.draft && <Drafted restore={entered.restore} discard={entered.discard} />}
          {isNew && <Again subject={subject} filling={filling} />}
          <Paper className="card">
            {pledge ? (
              <Pledge pledge={pledge} filling={filling} faults={faults} />
            ) : (
              <ActFields
                subject={subject}
                filling={filling}
                faults={faults}
                without={several ? [several.field] : []}
              />
            )}
            <Tell act={act} filling={filling} fault={faults['because']} />
          </Paper>
          {creates(act) && (
            <Several ledger={ledger} act={act} begun={begun} onChange={setSeveral} />
          )}
          <SubmitBar
            label={act.label}
            danger={act.tone === 'danger'}
            faults={Object.keys(faults).length}
            sending={sending.sending}
            waiting={isPending(filling.values) || each?.length === 0}
            abandon={sending.abandon}
          />
        </Stack>
      </form>
    </About>
  )
}

function resultsOf(outcome: Outcome): readonly BatchResult[] | undefined {
  if (outcome.kind !== 'done' || !('results' in outcome.answer)) return undefined
  return outcome.answer.results
}
