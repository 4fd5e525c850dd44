/** Leads from a group of the desk to the list that shows all of it. */
import { Link } from '../way.tsx'
import type { Waiting } from '../../models/desk.ts'
import type { Ledger } from '../../models/ledger.ts'
import { queryOf } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { deskWords } from '../wording/desk.ts'

interface SeeAllProps {
  readonly ledger: Ledger
  readonly waiting: Waiting
}

export function SeeAll({ ledger, waiting }: SeeAllProps) {
  const { say } = useSpeech()
  if (waiting.total <= waiting.records.length) return null
  return (
    <Link className="desk-all" to={`/${ledger.name}${queryOf(waiting.query)}`}>
      {say(deskWords.seeAll, { total: waiting.total })}
    </Link>
  )
}
