/**
 * One act on many things, put together by scanning: serial after serial, each looked up as it is
 * read, with photos of its own; everything else is said once. Nothing is lost when the browser
 * closes, and what the server refuses stays with its reason while the rest is recorded.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { Link, useParams, useSearchParams } from '../way.tsx'
import type { Act, Ledger } from '../../models/ledger.ts'
import { useChecking, useFilling } from '../acting.ts'
import { creatingActs, ledgerNamed } from '../house.ts'
import { LabelLink } from '../labels/LabelLink.tsx'
import { useSpeech } from '../language.tsx'
import { ActFields } from '../parts/ActFields.tsx'
import { bringIntoView, isPending, useEnter } from '../parts/focus.ts'
import { Icon } from '../parts/Icon.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Loading, ProblemAlert, Warning } from '../parts/Says.tsx'
import { Tell } from '../parts/Tell.tsx'
import { useSession } from '../session.tsx'
import type { Faults } from '../values.ts'
import { floor } from '../wording/floor.ts'
import { nowToMinute } from '../zone.ts'
import { About } from './about.ts'
import { Collected, sharedId } from './Collected.tsx'
import { ownFields, useCollecting } from './collecting.ts'
import { draftKey, dropDraft, saveDraft, saveMs } from './draft.ts'
import { draftOf } from './entered.ts'
import { Memory } from './memory.ts'
import { openBatch } from './resuming.ts'
import type { Opened } from './resuming.ts'
import { proposalsFor } from './usual.ts'
import { useSpread } from './reported.ts'
import { sendable } from './rows.ts'
import type { Row } from './rows.ts'
import { useBatchSending } from './sending.ts'

interface BatchProps {
  readonly ledger: Ledger
  readonly name: string
  readonly act: Act
}

export function Batch() {
  const { ledger: ledgerName, act: name = '' } = useParams()
  const { acts, account } = useSession()
  const ledger = ledgerNamed(ledgerName)
  const act = ledger?.acts[name]
  const key = draftKey(account.id, ledger?.name ?? '', name)
  const wanted = useSearchParams()[0].get('resume')
  const [opened, setOpened] = useState<Opened>()
  const [round, setRound] = useState(0)
  useEffect(() => {
    void openBatch(account.id, key, wanted).then(setOpened)
  }, [account.id, key, wanted])
  if (!ledger || !act?.batch || !acts.includes(`${ledger.name}.${name}`)) return <Missing />
  if (!opened) return <Loading />
  const anew = () => {
    if (!opened.resumed) void dropDraft(key)
    setOpened({ draft: null })
    setRound(round + 1)
  }
  const subject = { ledger, name, act }
  const { draft, resumed } = opened
  // What is being corrected is kept in the outbox already.
  const kept = { draftKey: resumed ? undefined : key, draft, resumed }
  return <Collecting key={`${key}${round}`} {...subject} {...kept} anew={anew} />
}

interface CollectingProps extends BatchProps {
  readonly draftKey: string | undefined
  readonly draft: Opened['draft']
  readonly resumed: Opened['resumed']
  readonly anew: () => void
}

function Collecting({ draft, anew, draftKey: place, ...subject }: CollectingProps) {
  const { ledger, name, act, resumed } = subject
  const { say } = useSpeech()
  const session = useSession()
  const { account } = session
  const [memory] = useState(() => new Memory(localStorage, account.id))
  const [proposals] = useState(() =>
    proposalsFor(ledger, act, memory, { account: account.id, now: nowToMinute() }),
  )
  const filling = useFilling({ ...subject, initial: draft?.values }, draft ? undefined : proposals)
  const collecting = useCollecting(ledger, name, draft?.rows)
  const { rows, change } = collecting
  const { sending, problem, send, kept } = useBatchSending(subject, change)
  const check = useChecking()
  const form = useEnter()
  const [wrong, setWrong] = useState<Faults>({})
  const own = useMemo(() => ownFields(ledger, act), [ledger, act])
  const report = useSpread(act, collecting, filling.propose)
  const about = useMemo(() => ({ ledger, report }), [ledger, report])
  const ready = sendable(rows)
  const done = rows.filter(({ standing }) => standing === 'done')
  const refused = rows.filter(({ standing }) => standing === 'refused')
  const unsettled = rows.length - ready.length - done.length
  const { values, telling, given } = filling
  const all = rows.length > 0 && done.length === rows.length
  useEffect(() => {
    if (place === undefined || (rows.length === 0 && !draft)) return undefined
    if (all || kept) {
      void dropDraft(place)
      return undefined
    }
    const timer = setTimeout(() => void saveDraft(place, draftOf(rows, values)), saveMs)
    return () => clearTimeout(timer)
  }, [rows, values, draft, place, all, kept])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const first = ready[0]
    if (!first) return
    const faults = check(ledger, act, { ...given, ...first.fields }, telling.because)
    setWrong(faults)
    if (Object.keys(faults).length > 0) return bringIntoView(faults)
    const outcome = await send({ given, telling, rows: ready })
    if (outcome !== 'refused') memory.keep(ledger, given)
  }
  const creating = creatingActs(ledger, session)[0]
  const faults = { ...wrong, ...problem?.faults }
  return (
    <About value={about}>
      <Stack gap="md" className="acting batch">
        <Head {...subject} />
        {draft && !resumed && !kept && done.length === 0 && (
          <Warning title={say(floor.restored)} tone="indigo">
            <Button variant="default" onClick={anew}>
              {say(floor.discard)}
            </Button>
          </Warning>
        )}
        {done.length > 0 && (
          <Warning title={say(floor.recorded, { count: done.length })} tone="green">
            {refused.length > 0 && say(floor.someRefused, { count: refused.length })}
            {all ? (
              <Ended ledger={ledger} ids={idsOf(done)} anew={anew} />
            ) : (
              <Group mt="sm">
                <LabelLink ledger={ledger} ids={idsOf(done)} />
              </Group>
            )}
          </Warning>
        )}
        {kept ? (
          <Warning title={say(floor.keptMany, { count: ready.length })} tone="green">
            <Ended ledger={ledger} ids={[]} anew={anew} />
          </Warning>
        ) : (
          <>
            {problem && <ProblemAlert problem={problem.body} />}
            <Collected {...collecting} {...subject} own={own} creating={creating} />
            {!all && (
              <form onSubmit={(event) => void submit(event)} ref={form} noValidate>
                <Stack gap="md">
                  <Paper className="card" component="section" id={sharedId}>
                    <Title order={2} size="h4">
                      {say(floor.batchShared)}
                    </Title>
                    <ActFields subject={subject} filling={filling} faults={faults} without={own} />
                    <Tell act={act} filling={filling} fault={faults['because']} />
                  </Paper>
                  <Group className="submit" justify="flex-end" gap="md">
                    {unsettled > 0 && (
                      <Text role="status">{say(floor.unsettled, { count: unsettled })}</Text>
                    )}
                    <Button
                      type="submit"
                      size="lg"
                      className="primary"
                      color={act.tone === 'danger' ? 'red.9' : 'indigo'}
                      loading={sending}
                      disabled={ready.length === 0 || isPending(values)}
                    >
                      {say(done.length > 0 ? floor.retry : floor.submitMany, {
                        act: say(act.label),
                        count: ready.length,
                      })}
                    </Button>
                  </Group>
                </Stack>
              </form>
            )}
          </>
        )}
      </Stack>
    </About>
  )
}

function Head({ ledger, act }: BatchProps) {
  const { say } = useSpeech()
  return (
    <div>
      <Link to={`/${ledger.name}`} className="crumb">
        <Icon name="left" size={16} />
        {say(ledger.label)}
      </Link>
      <Title order={1} size="h2" mt={4}>
        {say(floor.batchOf, { act: say(act.label) })}
      </Title>
    </div>
  )
}

interface EndedProps {
  readonly ledger: Ledger
  /** The records that may be labelled now. */
  readonly ids: readonly string[]
  readonly anew: () => void
}

function idsOf(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ record }) => record?.id ?? [])
}

/** What comes after a batch. */
function Ended({ ledger, ids, anew }: EndedProps) {
  const { say } = useSpeech()
  return (
    <Group gap="sm" mt="sm">
      <Button component={Link} to={`/${ledger.name}`} variant="default">
        {say(ledger.label)}
      </Button>
      <LabelLink ledger={ledger} ids={ids} />
      <Button onClick={anew}>{say(floor.startNew)}</Button>
    </Group>
  )
}
