/**
 * A text that is read and signed: the version in force, in the reader's language, with the
 * signature below it. What was shown, to the letter, becomes part of what was signed. Which act
 * and which text that is, is read from the declarations.
 */
import { Input, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { creates } from '../../models/ledger.ts'
import type { Filling } from '../acting.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import type { Facts } from '../../models/record.ts'
import { EditField } from '../fields/Field.tsx'
import { greeting } from '../wording/kiosk.ts'
import { useNewest } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { shownAs } from '../pledge.ts'
import type { Pledging } from '../pledge.ts'
import { faultsAt, same } from '../values.ts'
import type { Faults } from '../values.ts'
import { Failure, Loading, Warning } from './Says.tsx'

/** The text in force: the newest in the state that publishing leads to. */
export function useText({ texts }: Pick<Pledging, 'texts'>) {
  const published = Object.values(texts.acts).find(creates)?.to
  const state = typeof published === 'string' ? published : ''
  const query = queryOf({ 'filter[state]': state, sort: '-changed', limit: '1' })
  return useQuery({
    queryKey: ['list', texts.name, 'in force'],
    queryFn: () => call<Page>('GET', `/${texts.name}${query}`),
    select: (page) => page.records[0],
  })
}

interface PledgeProps {
  readonly pledge: Pledging
  readonly filling: Filling
  readonly faults: Faults
}

export function Pledge({ pledge, filling, faults }: PledgeProps) {
  const { language, say } = useSpeech()
  const { data: text, error, isPending, refetch } = useText(pledge)
  const { set, values } = filling
  const show = useNewest((shown: Facts) => {
    // A signature belongs to the words it was drawn under, as when a refused one is corrected.
    const signed = values[pledge.group]
    if (signed !== undefined && !same(signed, shown)) set(pledge.signature, undefined)
    set(pledge.group, shown)
  })
  useEffect(() => {
    if (text) show(shownAs(pledge, text, language))
  }, [pledge, text, language, show])
  const field = pledge.ledger.fields[pledge.signature]
  if (isPending) return <Loading />
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!text || !field) return <Warning title={say(greeting.noPledge)} tone="yellow" />
  return (
    <>
      <PledgeText text={text} />
      {faultsAt(faults, pledge.group) > 0 && (
        <Input.Error>{Object.values(faults).join(' ')}</Input.Error>
      )}
      <EditField
        // Anew with the words it is drawn under: ink of others must not stay on the sheet.
        key={JSON.stringify(values[pledge.group] ?? null)}
        field={field}
        path={pledge.signature}
        value={values[pledge.signature]}
        onChange={(value) => set(pledge.signature, value)}
        needed
        faults={faults}
        linked={{}}
      />
    </>
  )
}

/** The text itself, as it stands in the register. */
export function PledgeText({ text }: { readonly text: RecordView }) {
  const { language, say } = useSpeech()
  const { version, [language]: worded } = text.facts
  return (
    <Paper
      className="pledge-text"
      lang={language}
      tabIndex={0}
      role="region"
      aria-label={say(greeting.pledgeText)}
    >
      <Text size="sm" c="dimmed">
        {say(greeting.pledgeVersion, { version })}
      </Text>
      <div className="lines">{typeof worded === 'string' ? worded : ''}</div>
    </Paper>
  )
}
