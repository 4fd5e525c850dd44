/**
 * The page on which an act is filled in: one that creates, one on a record, or one on several.
 * It has an address of its own, so that it can be linked to, reloaded and gone back from.
 */
import { Stack, Title } from '@mantine/core'
import { Link, useLocation, useParams, useSearchParams } from '../way.tsx'
import type { Act, Ledger } from '../../models/ledger.ts'
import { creates, takenBy } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import { accounts, ledgerNamed } from '../house.ts'
import { Running } from '../floor/Running.tsx'
import { useSpeech } from '../language.tsx'
import { useHeld } from '../offline/outbox.ts'
import { AccountForm } from '../parts/AccountForm.tsx'
import { ActForm } from '../parts/ActForm.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Failure, Loading, Warning } from '../parts/Says.tsx'
import type { Chosen } from '../parts/Selection.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { useRecord } from './Record.tsx'

export function Acting() {
  const { ledger: ledgerName, id, act: name = '' } = useParams()
  const ledger = ledgerNamed(ledgerName)
  const act = ledger?.acts[name]
  const held = useHeld()
  const [params] = useSearchParams()
  const resumed = held.find((one) => one.id === params.get('resume'))
  const { acts } = useSession()
  if (!ledger || !act || !acts.includes(`${ledger.name}.${name}`)) return <Missing />
  const subject = { ledger, name, act, resumed, initial: linkedIn(ledger, act, params) }
  if (id !== undefined) return <OnRecord {...subject} id={id} />
  if (!creates(act)) return <OnMany {...subject} />
  return (
    <Page ledger={ledger} act={act} back={`/${ledger.name}`} backLabel={ledger.label}>
      {ledger.name === accounts.name ? <AccountForm {...subject} /> : <ActForm {...subject} />}
    </Page>
  )
}

/** The links that an address brings along, as from the page of a record it begins with. */
function linkedIn(ledger: Ledger, act: Act, params: URLSearchParams): Facts {
  const links = takenBy(act).filter((key) => ledger.fields[key]?.kind === 'link')
  return Object.fromEntries(links.flatMap((key) => [...params.getAll(key)].map((id) => [key, id])))
}

interface SubjectProps {
  readonly ledger: Ledger
  readonly name: string
  readonly act: Act
  readonly resumed: ReturnType<typeof useHeld>[number] | undefined
  readonly initial: Facts
}

function OnRecord({ id, ...subject }: SubjectProps & { readonly id: string }) {
  const { say } = useSpeech()
  const { ledger, act, name } = subject
  const { data: record, error, refetch } = useRecord(ledger, id)
  if (!record) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  const label = { ja: `${record.number} ${record.title}`, en: `${record.number} ${record.title}` }
  return (
    <Page ledger={ledger} act={act} back={`/${ledger.name}/${id}`} backLabel={label}>
      {record.acts.includes(name) ? (
        <>
          {act.to !== 'same' && <Running ledger={ledger} record={record} />}
          <ActForm {...subject} record={record} />
        </>
      ) : (
        <Warning title={say(wording.cannotAct)} tone="yellow" />
      )}
    </Page>
  )
}

/** The selected records come along with the address, and survive a reload with it. */
function OnMany(subject: SubjectProps) {
  const { say } = useSpeech()
  const { ledger, act } = subject
  const state = useLocation().state as { records?: readonly Chosen[] } | null
  const chosen = state?.records ?? []
  if (chosen.length === 0) return <Missing />
  return (
    <Page ledger={ledger} act={act} back={`/${ledger.name}`} backLabel={ledger.label}>
      <p className="chosen">
        <strong>{say(wording.selected, { count: chosen.length })}</strong>
        {chosen.map(({ id, number, title }) => (
          <span key={id}>
            {title} <span className="code">{number}</span>
          </span>
        ))}
      </p>
      <ActForm {...subject} chosen={chosen} />
    </Page>
  )
}

interface PageProps {
  readonly ledger: Ledger
  readonly act: Act
  readonly back: string
  readonly backLabel: Ledger['label']
  readonly children: React.ReactNode
}

function Page({ act, back, backLabel, children }: PageProps) {
  const { say } = useSpeech()
  return (
    <Stack gap="md" className="acting">
      <div>
        <Link to={back} className="crumb">
          <Icon name="left" size={16} />
          {say(backLabel)}
        </Link>
        <Title order={1} size="h2" mt={4}>
          {say(act.label)}
        </Title>
      </div>
      {children}
    </Stack>
  )
}
