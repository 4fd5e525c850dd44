/** What the row one is on says, beside the table, without leaving it. */
import { Button, Paper, Text, Title } from '@mantine/core'
import { Link } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { DueMark } from '../parts/DueMark.tsx'
import { Facts } from '../parts/Facts.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { tableWords } from '../wording/table.ts'

interface PreviewProps {
  readonly ledger: Ledger
  readonly record: RecordView | undefined
}

export function Preview({ ledger, record }: PreviewProps) {
  const { say } = useSpeech()
  return (
    <Paper className="card preview" component="aside" aria-label={say(tableWords.preview)}>
      {!record && <Text c="dimmed">{say(tableWords.previewNone)}</Text>}
      {record && (
        <>
          <p className="eyebrow code">{record.number}</p>
          <Title order={2} size="h4">
            {record.title}
          </Title>
          <p className="preview-state">
            <StateBadge ledger={ledger} state={record.state} />
            <DueMark ledger={ledger} dues={record.dues} full />
          </p>
          <Button component={Link} to={`/${ledger.name}/${record.id}`} variant="default" fullWidth>
            {say(tableWords.open)}
          </Button>
          <Facts ledger={ledger} record={record} />
        </>
      )}
    </Paper>
  )
}
