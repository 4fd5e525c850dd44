/** Where one goes when an act was done, or kept for later, and what is said on the way. */
import { useNavigate } from 'react-router'
import type { Subject } from '../acting.ts'
import { useSpeech } from '../language.tsx'
import type { Outcome } from '../offline/queue.ts'
import { queries } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { useAnnounce } from './Notice.tsx'

export function useAfter({ ledger, record }: Subject) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const announce = useAnnounce()
  return async (outcome: Outcome) => {
    if (outcome.kind === 'kept') {
      announce({ title: say(wording.keptTitle), text: say(wording.keptText), tone: 'kept' })
      await navigate(record ? `/${ledger.name}/${record.id}` : `/${ledger.name}`, { replace: true })
    } else if (outcome.kind === 'done' && 'view' in outcome.answer) {
      const { view } = outcome.answer
      queries.setQueryData(['record', ledger.name, view.id], view)
      void queries.invalidateQueries({ queryKey: ['history', ledger.name, view.id] })
      void queries.invalidateQueries({ queryKey: ['list', ledger.name] })
      announce({ title: say(wording.recorded, { number: view.number }), tone: 'done' })
      await navigate(`/${ledger.name}/${view.id}`, { replace: true })
    }
  }
}
