/**
 * Beside an entry's proof: when the outside saw the journal with this entry in it, checked on this
 * device, or that this is still on its way. Nothing is said in a house that asks nobody.
 */
import { useQuery } from '@tanstack/react-query'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Time } from '../parts/Time.tsx'
import { timesWords } from '../wording/times.ts'
import { useTimes } from './seen.ts'
import type { Stamped } from './seen.ts'
import './times.css'

let queue: Promise<unknown> = Promise.resolve()

/** One entry after the other, so that a long history does not crowd out what people do. */
async function inTurn(seq: number): Promise<Stamped | undefined> {
  const checked = queue.then(async () => (await import('./checking.ts')).checkEntry(seq))
  queue = checked.catch(() => undefined)
  return await checked
}

interface StampProps {
  /** The entry's number. */
  readonly seq: number
}

export function Stamp({ seq }: StampProps) {
  const times = useTimes()
  const { say } = useSpeech()
  if (!times) return null
  if (times.stamp && times.stamp.size > seq) return <Covered seq={seq} />
  if (!times.stamping) return null
  return (
    <span className="stamp">
      <Icon name="clock" size={16} />
      {say(timesWords.waiting)}
    </span>
  )
}

function Covered({ seq }: StampProps) {
  const { say } = useSpeech()
  const { data } = useQuery({
    queryKey: ['times', seq],
    queryFn: () => inTurn(seq),
    staleTime: Infinity,
    retry: false,
  })
  if (!data) return null
  if (data.kind === 'failed') {
    return (
      <>
        <span className="stamp proof-failed">
          <Icon name="alert" size={16} />
          {say(timesWords.failed)}
        </span>
        <span role="alert" className="proof-why">
          {say(timesWords.failedHelp, { why: data.why })}
        </span>
      </>
    )
  }
  const { kind, tsa = '', time } = data
  return (
    <span
      className="stamp"
      title={say(kind === 'held' ? timesWords.stampedHelp : timesWords.unchecked, { tsa })}
    >
      <Icon name={kind === 'held' ? 'seal' : 'dots'} size={16} />
      {say(timesWords.stamped)} <Time at={time} />
    </span>
  )
}
