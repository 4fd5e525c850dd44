/**
 * Deciding without leaving the page: an act without fields goes straight to the outbox, one alone
 * or several in one submission, and whatever the server says against it stands beside its record.
 */
import { useState } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import type { RecordView } from '../api.ts'
import { newId } from '../identifier.ts'
import { useSpeech } from '../language.tsx'
import { outbox } from '../offline/outbox.ts'
import type { Outcome } from '../offline/queue.ts'
import { useAnnounce } from '../parts/Notice.tsx'
import { queries, useSession } from '../session.tsx'
import { deskWords } from '../wording/desk.ts'
import { wording } from '../wording/house.ts'

/** Sentences by record id. */
export type Told = Readonly<Record<string, string>>

export function useDeciding(ledger: Ledger) {
  const { account } = useSession()
  const { say } = useSpeech()
  const announce = useAnnounce()
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told>({})

  const decide = async (act: string, records: readonly RecordView[], because?: string) => {
    setBusy(true)
    const id = newId()
    const [only] = records
    const outcome = await outbox.add({
      id,
      account: account.id,
      ledger: ledger.name,
      act,
      fields: {},
      keptAt: new Date().toISOString(),
      tries: 0,
      ...(because !== undefined && { because }),
      ...(records.length === 1 && only
        ? { record: only.id, revision: only.revision, title: `${only.title} ${only.number}` }
        : { each: records.map(({ id: record, revision }) => ({ record, revision })) }),
    })
    // What was refused is said here, beside its record; the outbox need not keep it as well.
    if (outcome.kind === 'refused') await outbox.withdraw(id)
    setTold(sentences(outcome, records, say(deskWords.kept)))
    const done = countDone(outcome)
    if (done === 1 && only && records.length === 1) {
      announce({ title: say(wording.recorded, { number: only.number }), tone: 'done' })
    } else if (done > 0) {
      announce({ title: say(wording.recordedMany, { count: done }), tone: 'done' })
    } else if (outcome.kind === 'kept') {
      announce({ title: say(wording.keptTitle), text: say(wording.keptText), tone: 'kept' })
    }
    await queries.invalidateQueries({ queryKey: ['desk'] })
    setBusy(false)
  }
  return { busy, told, decide }
}

export type Deciding = ReturnType<typeof useDeciding>

function countDone(outcome: Outcome): number {
  if (outcome.kind !== 'done') return 0
  if ('view' in outcome.answer) return 1
  return outcome.answer.results.filter(({ record }) => record).length
}

function sentences(outcome: Outcome, records: readonly RecordView[], kept: string): Told {
  const told = (says: (at: number) => string | undefined) =>
    Object.fromEntries(
      records.flatMap(({ id }, at) => {
        const sentence = says(at)
        return sentence === undefined ? [] : [[id, sentence]]
      }),
    )
  if (outcome.kind === 'kept') return told(() => kept)
  if (outcome.kind === 'refused') return told(() => outcome.problem.title)
  const { answer } = outcome
  return 'results' in answer ? told((at) => answer.results[at]?.problem?.title) : {}
}
