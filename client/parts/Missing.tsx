/** What stands at an address where there is nothing, or nothing for this person. */
import { Button, Stack, Title } from '@mantine/core'
import { Link } from '../way.tsx'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'

export function Missing() {
  const { say } = useSpeech()
  return (
    <Stack align="center" gap="sm" py="xl" px="md">
      {/* A page without a heading tells a screen reader nothing of where it is. */}
      <Title order={1} size="h4" ta="center">
        {say(wording.notFound)}
      </Title>
      <Button component={Link} to="/" variant="default">
        {say(wording.board)}
      </Button>
    </Stack>
  )
}
