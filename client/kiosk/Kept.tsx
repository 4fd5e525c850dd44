/**
 * What the counter keeps, as strangers may see it: how much is on its way, and whether something
 * waits for staff. Numbers only, never whose it is.
 */
import { Button } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { outbox, useHeld } from '../offline/outbox.ts'
import type { Outgoing } from '../offline/outgoing.ts'
import { Icon } from '../parts/Icon.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { greeting } from '../wording/kiosk.ts'

interface Kept {
  /** On its way, as soon as somebody hears it. */
  readonly waiting: readonly Outgoing[]
  /** Refused, or made on top of what was: nothing moves it but a person. */
  readonly stuck: readonly Outgoing[]
}

/** What was made at this counter and has not reached the ledger. */
export function useKept(): Kept {
  const { account } = useSession()
  const held = useHeld().filter((one) => one.account === account.id)
  const ids = new Set(
    held
      .filter(({ refused }) => refused)
      .flatMap(({ id }) => [id, ...outbox.behind(id).map((one) => one.id)]),
  )
  const isStuck = ({ id }: Outgoing) => ids.has(id)
  return { waiting: held.filter((one) => !isStuck(one)), stuck: held.filter(isStuck) }
}

export function Unsent() {
  const { say } = useSpeech()
  const count = useKept().waiting.length
  if (count === 0) return null
  return <span className="kiosk-unsent">{say(wording.unsent, { count })}</span>
}

/** The way in for staff, which is there only while something needs them. */
export function AwaitingStaff({ open }: { readonly open: () => void }) {
  const { say } = useSpeech()
  const count = useKept().stuck.length
  if (count === 0) return null
  return (
    <Button variant="default" leftSection={<Icon name="alert" size={18} />} onClick={open}>
      {say(greeting.forStaff, { count })}
    </Button>
  )
}
