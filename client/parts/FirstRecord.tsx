/**
 * An empty list says what will stand in it and offers the act that begins it, or names whom to
 * ask where somebody else holds that act.
 */
import { Button, Group, Stack, Text } from '@mantine/core'
import { creates } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { roles } from '../../models/roles.ts'
import { useExplained } from '../explain.ts'
import { creatingActs } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { emptiness } from '../wording/emptiness.ts'
import { wording } from '../wording/house.ts'
import { Link } from '../way.tsx'
import { Icon } from './Icon.tsx'

export function FirstRecord({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const says = useExplained(ledger)
  return (
    <Stack align="center" gap="sm" py="xl" px="md" maw={620} mx="auto">
      <Text fw={600}>{say(wording.noRecords)}</Text>
      {says && (
        <Text c="dimmed" ta="center">
          {say(says)}
        </Text>
      )}
      <Beginning ledger={ledger} />
    </Stack>
  )
}

function Beginning({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const session = useSession()
  const acts = creatingActs(ledger, session)
  if (acts.length > 0) {
    return (
      <Group gap="xs" justify="center">
        {acts.map((act, at) => (
          <Button
            key={act}
            component={Link}
            to={`/${ledger.name}/acts/${act}`}
            variant={at === 0 ? 'filled' : 'default'}
            leftSection={<Icon name="plus" />}
          >
            {say(ledger.acts[act]?.label ?? wording.create)}
          </Button>
        ))}
      </Group>
    )
  }
  const beginning = Object.values(ledger.acts).find((act) => creates(act) && !act.apart)
  const asked = beginning?.by.filter((role) => !roles[role].device) ?? []
  if (!beginning || asked.length === 0) return null
  return (
    <Text size="sm" c="dimmed" ta="center">
      {say(emptiness.ask, {
        act: say(beginning.label),
        roles: asked.map((role) => say(roles[role].label)).join(say(emptiness.or)),
      })}
    </Text>
  )
}
