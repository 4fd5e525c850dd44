/**
 * What stands above every printed page and nowhere on screen: whose record it is, when it was
 * printed and by whom, so that a sheet found on a desk can be told from the record itself.
 */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useCompany } from '../labels/company.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { labelling } from '../wording/labels.ts'
import { wording } from '../wording/house.ts'
import { printMoment } from '../../models/fields.ts'
import { useZone } from '../places.tsx'

export function PrintHead() {
  const { say } = useSpeech()
  const { account } = useSession()
  const company = useCompany()
  const timeZone = useZone()
  const [at, setAt] = useState(() => new Date().toISOString())
  useEffect(() => {
    // The browser takes its picture of the page as soon as this event has been heard.
    const before = () => flushSync(() => setAt(new Date().toISOString()))
    addEventListener('beforeprint', before)
    return () => removeEventListener('beforeprint', before)
  }, [])
  return (
    <div className="print-head" aria-hidden>
      <strong>{[company, say(wording.product)].filter(Boolean).join(' · ')}</strong>
      <span>{say(labelling.printedAt, { at: printMoment(at, { timeZone }) })}</span>
      <span>{say(labelling.printedBy, { name: account.name })}</span>
    </div>
  )
}
