/** Says whether what this device keeps will stay, and how much room there is. */
import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSpeech } from '../language.tsx'
import { askToLast, inMegabytes, readLasting } from '../offline/lasting.ts'
import { tablets } from '../wording/tablets.ts'
import { Icon } from './Icon.tsx'
import '../tablets.css'

export function Lasting() {
  const { say } = useSpeech()
  const { data, refetch } = useQuery({ queryKey: ['lasting'], queryFn: readLasting })
  if (!data) return null
  const { lasts, usage, quota } = data
  const [label, text] = {
    true: [tablets.lasts, tablets.lastsText] as const,
    false: [tablets.mayGo, tablets.mayGoText] as const,
    undefined: [tablets.cannotTell, tablets.cannotTellText] as const,
  }[String(lasts) as 'true' | 'false' | 'undefined']
  return (
    <Paper className="card" component="section">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h4">
          {say(tablets.here)}
        </Title>
        <span className={`storage-tone tone tone-${lasts === true ? 'active' : 'open'}`}>
          <Icon name={lasts === true ? 'check' : 'alert'} size={16} /> {say(label)}
        </span>
      </Group>
      <Text mt={6}>{say(text)}</Text>
      {usage !== undefined && quota !== undefined && (
        <Text size="sm" c="dimmed" mt={4}>
          {say(tablets.usage, { usage: inMegabytes(usage), quota: inMegabytes(quota) })}
        </Text>
      )}
      {lasts === false && (
        <Button
          variant="default"
          mt="sm"
          onClick={() => void askToLast().then(async () => await refetch())}
        >
          {say(tablets.askAgain)}
        </Button>
      )}
    </Paper>
  )
}
