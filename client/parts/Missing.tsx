/** What stands at an address where there is nothing, or nothing for this person. */
import { Button } from '@mantine/core'
import { Link } from '../way.tsx'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Empty } from './Says.tsx'

export function Missing() {
  const { say } = useSpeech()
  return (
    <Empty
      action={
        <Button component={Link} to="/" variant="default">
          {say(wording.board)}
        </Button>
      }
    >
      {say(wording.notFound)}
    </Empty>
  )
}
