/** What came of each record of an act over several: those recorded, and those refused with why. */
import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { LabelLink } from '../labels/LabelLink.tsx'
import { useSpeech } from '../language.tsx'
import type { BatchResult, Each } from '../offline/queue.ts'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'

interface OutcomesProps {
  readonly ledger: Ledger
  readonly results: readonly BatchResult[]
  readonly each: readonly Each[]
}

export function Outcomes({ ledger, results, each }: OutcomesProps) {
  const { say } = useSpeech()
  const done = results.filter(({ record }) => record).length
  return (
    <Paper className="card" component="section" role="status">
      <Title order={2} size="h4">
        {say(wording.recordedMany, { count: done })}
      </Title>
      <ul className="outcomes">
        {results.map(({ record, problem }, at) => (
          <li key={at} data-refused={problem !== undefined || undefined}>
            <Icon name={problem ? 'alert' : 'check'} size={18} />
            {record && (
              <Link to={`/${ledger.name}/${record.id}`}>
                <span className="code">{record.number}</span> {record.title}
              </Link>
            )}
            {problem && (
              <span>
                <Text span className="code">
                  {Object.values(each[at]?.fields ?? {}).join(' ')}
                </Text>{' '}
                {problem.title} {problem.faults?.map(({ says }) => says).join(' ')}
              </span>
            )}
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <LabelLink ledger={ledger} ids={results.flatMap(({ record }) => record?.id ?? [])} />
        <Button component={Link} to={`/${ledger.name}`} size="lg">
          {say(ledger.label)}
        </Button>
      </Group>
    </Paper>
  )
}
