/** The page on which an administrator loads the demo house; everyone else learns whom to ask. */
import { Paper, Stack, Title } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { Warning } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { Demo as Offer } from '../setup/Demo.tsx'
import { demo } from '../wording/demo.ts'
import { navigation } from '../wording/navigation.ts'

export function Demo() {
  const { say } = useSpeech()
  const { account } = useSession()
  return (
    <Stack gap="md" className="acting">
      <Title order={1} size="h2">
        {say(navigation.demo)}
      </Title>
      <Paper className="card">
        {account.roles.includes('admin') ? (
          <Offer />
        ) : (
          <Warning title={say(demo.adminOnly)} tone="indigo" />
        )}
      </Paper>
    </Stack>
  )
}
