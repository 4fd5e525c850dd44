/**
 * A step that changes what the software made up at first: the form of an ordinary act with only the
 * fields that matter now. What is typed is kept on the device until it is sent.
 */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { Link, useNavigate } from '../way.tsx'
import type { Act } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import { faultsIn, useChecking, useFilling, useSending } from '../acting.ts'
import type { RecordView } from '../api.ts'
import { draftKey, dropDraft, readDraft, saveDraft } from '../floor/draft.ts'
import { zoneField } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { bringIntoView, useEnter } from '../parts/focus.ts'
import { useAnnounce } from '../parts/Notice.tsx'
import { Failure, Loading, ProblemAlert, Warning } from '../parts/Says.tsx'
import { useRecord } from '../scenes/Record.tsx'
import { queries, useSession } from '../session.tsx'
import type { Faults } from '../values.ts'
import { wording } from '../wording/house.ts'
import { setup } from '../wording/setup.ts'
import { Asked } from './Asked.tsx'
import { Sheet } from './Shell.tsx'
import { asking, askSteps } from './steps.ts'
import type { Step } from './steps.ts'

interface PlaceProps {
  readonly step: Step
  readonly act: Act
  /** The pages before and after this one. */
  readonly before: string | undefined
  readonly after: string
}

export function Changing(props: PlaceProps) {
  const { step } = props
  const { account } = useSession()
  const key = draftKey(account.id, step.ledger.name, 'setup')
  const { data: record, error, refetch } = useRecord(step.ledger, step.record)
  const { data: draft } = useQuery({
    queryKey: ['setup-draft', key],
    queryFn: async () => (await readDraft(key).catch(() => undefined))?.values ?? null,
    gcTime: 0,
    staleTime: Infinity,
  })
  if (!record && error) return <Failure error={error} retry={() => void refetch()} />
  if (!record || draft === undefined) return <Loading />
  return <Form {...props} record={record} draft={draft ?? undefined} draftAt={key} />
}

interface FormProps extends PlaceProps {
  readonly record: RecordView
  readonly draft: Facts | undefined
  readonly draftAt: string
}

/** What a form begins with where the software's own facts are no answer. */
function beginning({ isDone, empties = [], needs }: Step): Facts {
  if (isDone) return {}
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return {
    ...Object.fromEntries(empties.map((key) => [key, undefined])),
    ...(needs.includes(zoneField) && { [zoneField]: timeZone }),
  }
}

function Form({ step, act, before, after, record, draft, draftAt }: FormProps) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const { ledger } = step
  // The record as it was when the form was opened: news of it must not move what is being typed.
  const [subject] = useState(() => ({
    ledger,
    name: step.act,
    act: asking(step, act),
    record,
    initial: { ...beginning(step), ...draft },
  }))
  const filling = useFilling(subject)
  const sending = useSending(subject)
  const check = useChecking()
  const form = useEnter()
  const [found, setFound] = useState<Faults>({})
  const faults = { ...found, ...faultsIn(sending.problem) }
  const { values } = filling
  const [opened] = useState(values)
  useEffect(() => {
    if (values === opened) return
    void saveDraft(draftAt, { rows: [], values, savedAt: new Date().toISOString() })
  }, [values, opened, draftAt])
  const submit = async () => {
    const because = say(setup.reason)
    const wrong = check(ledger, subject.act, filling.given, because)
    setFound(wrong)
    if (Object.keys(wrong).length > 0) return bringIntoView(wrong)
    const telling = { because, statedAt: undefined }
    const outcome = await sending.send({ given: filling.given, telling })
    if (outcome.kind === 'refused') return bringIntoView(faultsIn(outcome.problem))
    await dropDraft(draftAt).catch(() => undefined)
    if (outcome.kind === 'kept') {
      announce({ title: say(wording.keptTitle), text: say(wording.keptText), tone: 'kept' })
    } else {
      await queries.invalidateQueries({ queryKey: ['record', ledger.name] })
      void queries.invalidateQueries({ queryKey: ['house'] })
    }
    await askSteps()
    navigate(after)
    return undefined
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={onSubmit} ref={form} noValidate>
      <Stack gap="md">
        {draft && <Warning title={say(setup.resumed)} tone="green" />}
        {sending.problem && <ProblemAlert problem={sending.problem} />}
        <Sheet>
          <Asked step={step} filling={filling} faults={faults} />
        </Sheet>
        <Foot before={before} skip={after} faults={Object.keys(faults).length}>
          <Button type="submit" size="lg" loading={sending.sending} className="primary">
            {say(setup.save)}
          </Button>
        </Foot>
      </Stack>
    </form>
  )
}

interface FootProps {
  readonly before: string | undefined
  /** Where one goes on without having done anything here. */
  readonly skip?: string
  readonly faults?: number
  readonly children: React.ReactNode
}

/** Back, on without saving, and the page's own button, within reach of a thumb. */
export function Foot({ before, skip, faults = 0, children }: FootProps) {
  const { say } = useSpeech()
  return (
    <Group className="submit setup-foot" gap="sm">
      {before !== undefined && (
        <Button component={Link} to={before} variant="subtle" color="gray" size="lg">
          {say(setup.back)}
        </Button>
      )}
      <span className="grow" />
      {faults > 0 && (
        <Text className="fault" role="status">
          {say(wording.faults, { count: faults })}
        </Text>
      )}
      {skip !== undefined && (
        <Button component={Link} to={skip} variant="subtle" color="gray" size="lg">
          {say(setup.skip)}
        </Button>
      )}
      {children}
    </Group>
  )
}
