/** Where one goes when an act was done, or kept for later, and what is said on the way. */
import { useNavigate } from '../way.tsx'
import type { Subject } from '../acting.ts'
import { call } from '../api.ts'
import { useSpeech } from '../language.tsx'
import type { Outcome } from '../offline/queue.ts'
import { queries } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { useAnnounce } from './Notice.tsx'

/** @param id the act's own, which a record it makes is named by */
export function useAfter({ ledger, record, target }: Subject, id: string) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const announce = useAnnounce()
  return async (outcome: Outcome) => {
    if (outcome.kind === 'kept') {
      announce({ title: say(wording.keptTitle), text: say(wording.keptText), tone: 'kept' })
      const shown = record?.id ?? target ?? id
      const here = await canShow(ledger.name, shown)
      navigate(here ? `/${ledger.name}/${shown}` : `/${ledger.name}`, { replace: true })
    } else if (outcome.kind === 'done' && 'view' in outcome.answer) {
      const { view } = outcome.answer
      queries.setQueryData(['record', ledger.name, view.id], view)
      void queries.invalidateQueries({ queryKey: ['history', ledger.name, view.id] })
      void queries.invalidateQueries({ queryKey: ['list', ledger.name] })
      announce({ title: say(wording.recorded, { number: view.number }), tone: 'done' })
      navigate(`/${ledger.name}/${view.id}`, { replace: true })
    }
  }
}

/** Whether a record can be shown now, from the server or from this device. */
async function canShow(ledger: string, id: string): Promise<boolean> {
  try {
    await call('GET', `/${ledger}/${id}`)
    return true
  } catch {
    return false
  }
}
