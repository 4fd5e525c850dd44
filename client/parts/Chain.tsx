/**
 * The chain a record belongs to, drawn as one: what came before it, what came of it, and the acts
 * that moved each link on, so that nobody has to open five records to see how it went.
 */
import { Paper, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { Chain as Answer, ChainRecord } from '../../models/shown.ts'
import { call } from '../api.ts'
import type { RecordView } from '../api.ts'
import { actLabel, ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { recordWording } from '../wording/record.ts'
import { StateBadge } from './StateBadge.tsx'
import { Time } from './Time.tsx'

interface ChainProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

/** The records of a chain; undefined until it is known, and for an entry of a register. */
export function useChain({ ledger, record }: ChainProps): Answer | undefined {
  const { data } = useQuery({
    queryKey: ['chain', ledger.name, record.id, record.seq],
    queryFn: () => call<Answer>('GET', `/${ledger.name}/${record.id}/chain`),
    enabled: !ledger.register,
    placeholderData: (before) => before,
  })
  return data
}

export function Chain({ ledger, record }: ChainProps) {
  const { say } = useSpeech()
  const chain = useChain({ ledger, record })
  if (!chain || chain.records.length < 2) return null
  return (
    <Paper className="card" component="section">
      <Title order={2} size="h4">
        {say(recordWording.chain)}
      </Title>
      <Text size="sm" c="dimmed">
        {say(recordWording.chainText)}
      </Text>
      <ol className="chain">
        {chain.records.map((one) => (
          <ChainLink key={one.id} one={one} here={one.id === record.id} />
        ))}
        {chain.more && <li className="chain-more">{say(recordWording.chainMore)}</li>}
      </ol>
    </Paper>
  )
}

/** Later steps say more about where a thing is now; earlier ones are in its own history. */
const stepsMax = 4

function ChainLink({ one, here }: { readonly one: ChainRecord; readonly here: boolean }) {
  const { say } = useSpeech()
  const ledger = ledgerNamed(one.ledger)
  const steps = one.steps.slice(-stepsMax)
  return (
    <li className="chain-step" aria-current={here ? 'true' : undefined}>
      <div className="chain-head">
        <span className="eyebrow">
          {ledger && say(ledger.noun)}
          {here && ` · ${say(recordWording.thisRecord)}`}
        </span>
        <StateBadge ledger={ledger} state={one.state} />
      </div>
      {here ? (
        <strong>{one.title}</strong>
      ) : (
        <Link to={`/${one.ledger}/${one.id}`}>
          <strong>{one.title}</strong>
        </Link>
      )}
      {one.title !== one.number && <span className="code">{one.number}</span>}
      <ol className="chain-acts">
        {one.steps.length > steps.length && <li aria-hidden>…</li>}
        {steps.map(({ act, at }) => (
          <li key={`${act}${at}`}>
            <span>{say(actLabel(act))}</span> <Time at={at} />
          </li>
        ))}
      </ol>
    </li>
  )
}
