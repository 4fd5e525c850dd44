/** What was entered before and kept: taken up again, or thrown away. */
import { Button, Group, Paper } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { checks } from '../wording/checks.ts'

interface DraftedProps {
  readonly restore: () => void
  readonly discard: () => void
}

export function Drafted({ restore, discard }: DraftedProps) {
  const { say } = useSpeech()
  return (
    <Paper className="card drafted" role="status">
      <strong>{say(checks.drafted)}</strong>
      <Group gap="sm">
        <Button onClick={restore}>{say(checks.restore)}</Button>
        <Button variant="default" onClick={discard}>
          {say(checks.discard)}
        </Button>
      </Group>
    </Paper>
  )
}
