/**
 * Sending a batch through the outbox, as one act over many records. What came of each row is
 * written to the row: a refused one keeps its reason and is sent again alone, under a name of its
 * own, so that nothing is recorded twice.
 */
import { useState } from 'react'
import type { Dispatch } from 'react'
import { faultsIn, momentKept } from '../acting.ts'
import type { Subject, Telling } from '../acting.ts'
import type { ProblemBody } from '../api.ts'
import type { Facts } from '../../models/record.ts'
import { newId } from '../identifier.ts'
import { useSpeech } from '../language.tsx'
import { outbox } from '../offline/outbox.ts'
import type { Each } from '../offline/queue.ts'
import { useSession } from '../session.tsx'
import { tidy } from '../values.ts'
import { floor } from '../wording/floor.ts'
import { found } from './rows.ts'
import type { Change, Found, Row } from './rows.ts'

interface Sent {
  readonly given: Facts
  readonly telling: Telling
  readonly rows: readonly (Row & { readonly record: Found })[]
}

export function useBatchSending(
  { ledger, name, resumed }: Pick<Subject, 'ledger' | 'name' | 'resumed'>,
  change: Dispatch<Change>,
) {
  const { account } = useSession()
  const { say } = useSpeech()
  const [sending, setSending] = useState(false)
  const [kept, setKept] = useState(false)
  const [problem, setProblem] = useState(() => told(resumed?.refused))
  // A batch that is corrected is the same act, so that what it may have recorded stays recorded
  // once; what is sent after it is another.
  const [again, setAgain] = useState(resumed)
  const send = async ({ given, telling, rows }: Sent) => {
    setSending(true)
    setProblem(undefined)
    const id = again?.id ?? newId()
    const each: readonly Each[] = rows.map(({ record, fields }) => ({
      record: record.id,
      ...(record.revision !== undefined && { revision: record.revision }),
      fields: (tidy(fields) ?? {}) as Facts,
    }))
    const outcome = await outbox.add({
      id,
      account: account.id,
      ledger: ledger.name,
      act: name,
      fields: given,
      each,
      title: say(floor.counted, { count: rows.length }),
      ...momentKept(again),
      tries: 0,
      ...(telling.because.trim() !== '' && { because: telling.because.trim() }),
      ...(telling.statedAt !== undefined && { statedAt: telling.statedAt }),
    })
    setSending(false)
    if (outcome.kind === 'kept') setKept(true)
    if (outcome.kind === 'refused') {
      setProblem(told(outcome.problem))
      // The page keeps it all; what was refused is put right here and sent anew.
      if (!again) await outbox.withdraw(id)
    }
    if (outcome.kind === 'done') setAgain(undefined)
    if (outcome.kind === 'done' && 'results' in outcome.answer) {
      for (const [at, result] of outcome.answer.results.entries()) {
        const row = rows[at]
        if (!row) continue
        const { record, problem: refusal } = result
        if (record) {
          change({ kind: 'set', key: row.key, row: { standing: 'done', record: found(record) } })
        } else if (refusal) {
          await takeBack(name, row.record.id)
          change({ kind: 'set', key: row.key, row: { standing: 'refused', problem: refusal } })
        }
      }
    }
    return outcome.kind
  }
  return { sending, problem, kept, send }
}

function told(body: ProblemBody | undefined) {
  return body && { body, faults: faultsIn(body) }
}

/** The row keeps what was refused and sends it anew; the outbox need not keep it as well. */
async function takeBack(act: string, record: string): Promise<void> {
  const held = outbox.held.filter(
    (one) => one.refused && one.act === act && one.record === record && !one.each,
  )
  for (const { id } of held) await outbox.withdraw(id)
}
