/** Where the rows that were read end: the next ones are on their way, or did not come. */
import { Button } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { tableWords } from '../wording/table.ts'
import { wording } from '../wording/house.ts'

interface FurtherProps {
  readonly failed: boolean
  readonly more: () => void
}

export function Further({ failed, more }: FurtherProps) {
  const { say } = useSpeech()
  if (!failed) return <p className="grid-more">{say(tableWords.loadingMore)}</p>
  return (
    <div className="grid-more" role="alert">
      <span>{say(tableWords.notMore)}</span>
      <Button variant="default" onClick={more}>
        {say(wording.tryAgain)}
      </Button>
    </div>
  )
}
