/**
 * What a scan opens when nothing on the page asked for it: the record of a label, the one record
 * a number or serial finds, or the choice among several.
 */
import { useCallback, useState } from 'react'
import { useNavigate } from '../way.tsx'
import { call, queryOf, Refused } from '../api.ts'
import type { LinkLabel } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { useAnnounce } from '../parts/Notice.tsx'
import { queries } from '../session.tsx'
import { scanning } from '../wording/scan.ts'
import { enteredForm } from './opened.ts'
import { readScan } from './read.ts'
import { signal } from './signal.ts'

/** Records among which a person chooses what a scan meant. */
export interface Choices {
  readonly text: string
  readonly records: readonly LinkLabel[]
}

/** Records a text finds, as the search over all ledgers finds them. */
export async function findAll(text: string): Promise<readonly LinkLabel[]> {
  const { records } = await queries.fetchQuery({
    queryKey: ['search', text],
    queryFn: () => call<{ records: readonly LinkLabel[] }>('GET', `/search${queryOf({ q: text })}`),
  })
  return records
}

/** The one record that is meant, if there can be no doubt. */
export function onlyOf(records: readonly LinkLabel[], text: string): LinkLabel | undefined {
  if (records.length === 1) return records[0]
  return records.find(({ number }) => number === text.toUpperCase())
}

export function useScanned() {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [choices, setChoices] = useState<Choices>()
  const [leaving, setLeaving] = useState<string>()
  const open = useCallback(
    (ledger: string, id: string) => {
      setChoices(undefined)
      navigate(`/${ledger}/${id}`)
    },
    [navigate],
  )
  const find = async (text: string) => {
    try {
      const records = await findAll(text)
      const only = onlyOf(records, text)
      if (only) return open(only.ledger, only.id)
      if (records.length > 0) return setChoices({ text, records })
      signal('bad')
      const title = say(scanning.nothingFound, { text })
      announce({ title, text: say(scanning.nothingFoundText), tone: 'kept' })
    } catch (error) {
      signal('bad')
      const title = error instanceof Refused ? error.problem.title : say(scanning.unreachable)
      announce({ title, tone: 'kept' })
    }
  }
  const lead = (scanned: string) => {
    const read = readScan(scanned)
    if (read.kind === 'record') return open(read.ledger, read.id)
    if (read.text !== '') void find(read.text)
  }
  const take = (scanned: string) => {
    const form = enteredForm()
    if (!form) return lead(scanned)
    void form.take(scanned).then((title) => {
      if (title === undefined) return setLeaving(scanned)
      signal('good')
      announce({ title, tone: 'done' })
    })
  }
  /** Goes where a scan leads after all; what was entered is kept. */
  const leave = async (scanned: string) => {
    setLeaving(undefined)
    await enteredForm()?.keep()
    lead(scanned)
  }
  return {
    take,
    choices,
    open,
    clear: () => setChoices(undefined),
    leaving,
    stay: () => setLeaving(undefined),
    leave: (scanned: string) => void leave(scanned),
  }
}
