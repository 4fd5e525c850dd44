/**
 * Whether an entry is really in the journal, found out on this device while the page is read. One
 * entry is checked after the other, so that a long history does not crowd out what people do.
 */
import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import type { EntryView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { recordWording } from '../wording/record.ts'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'
import { later } from './later.tsx'
import type { Verdict } from './verify.ts'

const Stamp = later(async () => (await import('../times/Stamp.tsx')).Stamp)

let queue: Promise<unknown> = Promise.resolve()

/** Starts a check when those before it are over, whatever came of them. */
async function inTurn(entry: EntryView): Promise<Verdict> {
  const checked = queue.then(async () => (await import('./verify.ts')).verifyEntry(entry))
  queue = checked.catch(() => undefined)
  return await checked
}

export function ProofBadge({ entry }: { readonly entry: EntryView }) {
  const { say } = useSpeech()
  const { data, isPending } = useQuery({
    queryKey: ['verdict', entry.seq, JSON.stringify(entry)],
    queryFn: () => inTurn(entry),
    staleTime: Infinity,
    retry: false,
  })
  const shown = shownOf(data, isPending)
  const why = data?.kind === 'failed' ? data.why : ''
  return (
    <span className="proof-mark">
      <span
        className={`proof-verdict proof-${data?.kind ?? 'pending'}`}
        title={shown.help && say(shown.help, { why })}
      >
        <Icon name={shown.icon} size={16} />
        {say(shown.label)}
      </span>
      <Anchor
        href={`/api/v1/journal/${entry.seq}/proof`}
        download
        className="proof"
        aria-label={say(wording.proofLabel, { seq: entry.seq })}
      >
        <Icon name="down" size={16} />
        {say(recordWording.downloadProof)}
      </Anchor>
      {data?.kind === 'verified' && (
        <Suspense fallback={null}>
          <Stamp seq={entry.seq} />
        </Suspense>
      )}
      {data?.kind === 'failed' && (
        <span role="alert" className="proof-why">
          {say(recordWording.failedHelp, { why })}
        </span>
      )}
    </span>
  )
}

function shownOf(verdict: Verdict | undefined, pending: boolean) {
  if (verdict?.kind === 'verified') {
    const { verified: label, verifiedHelp: help } = recordWording
    return { label, help, icon: 'seal' } as const
  }
  if (verdict?.kind === 'failed') {
    const { failed: label, failedHelp: help } = recordWording
    return { label, help, icon: 'alert' } as const
  }
  if (pending) return { label: recordWording.checking, help: undefined, icon: 'clock' } as const
  const { unchecked: label, uncheckedHelp: help } = recordWording
  return { label, help, icon: 'dots' } as const
}
