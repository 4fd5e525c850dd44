/**
 * What those who answer for the records look after: that no number is missing, that no tablet
 * sits on unsent acts, and that the journal's head is signed. Said as well when all is in order.
 */
import { Paper, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { DeskView, Series } from '../../models/desk.ts'
import { call, Refused } from '../api.ts'
import type { DeviceView } from '../api.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Time } from '../parts/Time.tsx'
import { deskWords } from '../wording/desk.ts'

/** The newest entries, such as the note of this very reading, are signed within this time. */
const signingMs = 60_000

export function Oversight({ view }: { readonly view: DeskView }) {
  const { numbers, journal } = view
  const { say } = useSpeech()
  if (!numbers || !journal) return null
  const behind = Date.parse(view.now) - Date.parse(journal.signedAt ?? '')
  const signed = journal.signed >= journal.size || behind < signingMs
  return (
    <div className="desk-grid">
      <Paper className="card" component="section">
        <Title order={3} size="h4">
          {say(deskWords.numbers)}
        </Title>
        {numbers.series.length === 0 && <p className="desk-none">{say(deskWords.noNumbers)}</p>}
        <ul className="desk-checks">
          {numbers.series.map((one) => (
            <Numbered key={one.series} one={one} />
          ))}
        </ul>
        <p className="desk-none">
          <Said words={deskWords.countedAt} at={numbers.countedAt} />
        </p>
      </Paper>
      <Paper className="card" component="section">
        <Title order={3} size="h4">
          {say(deskWords.journal)}
        </Title>
        <ul className="desk-checks">
          <Check fine={signed}>
            {say(signed ? deskWords.signedAll : deskWords.signedSome, { ...journal })}
            {journal.signedAt !== undefined && (
              <small>
                <Said words={deskWords.signedAt} at={journal.signedAt} />
              </small>
            )}
          </Check>
        </ul>
        <Devices />
      </Paper>
    </div>
  )
}

interface SaidProps {
  readonly words: { readonly ja: string; readonly en: string }
  readonly at: string
}

/** A sentence with a moment in it. */
function Said({ words, at }: SaidProps) {
  const { say } = useSpeech()
  const [before = '', after = ''] = say(words).split('{at}')
  return (
    <>
      {before}
      <Time at={at} />
      {after}
    </>
  )
}

function Numbered({ one }: { readonly one: Series }) {
  const { say } = useSpeech()
  const { series, first, last, count, gaps } = one
  const list = gaps.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
  const label = ledgerNamed(one.ledger)?.label
  return (
    <Check fine={gaps.length === 0}>
      <span>
        {label && say(label)}{' '}
        <span className="code">{say(deskWords.range, { series, first, last })}</span>
      </span>
      <small>
        {gaps.length === 0
          ? say(deskWords.noGaps)
          : say(deskWords.gap, { count: last - count, list })}
      </small>
    </Check>
  )
}

function Check({ fine, children }: { readonly fine: boolean; readonly children: ReactNode }) {
  return (
    <li data-fine={fine || undefined}>
      <Icon name={fine ? 'check' : 'alert'} size={18} />
      <div>{children}</div>
    </li>
  )
}

/** Tablets as they last reported themselves. */
function Devices() {
  const { say } = useSpeech()
  const { data } = useQuery({
    queryKey: ['desk', 'devices'],
    queryFn: async () => {
      try {
        return await call<{ devices: readonly DeviceView[] }>('GET', '/devices')
      } catch (error) {
        // Not everyone who reads the journal is told of devices.
        if (error instanceof Refused) return null
        throw error
      }
    },
  })
  if (!data?.devices) return null
  const holding = data.devices.filter(({ waiting }) => waiting > 0)
  return (
    <>
      <Title order={3} size="h4" mt="md">
        {say(deskWords.devices)}
      </Title>
      <ul className="desk-checks">
        {holding.length === 0 && <Check fine>{say(deskWords.noDevices)}</Check>}
        {holding.map((device) => (
          <Check key={device.id} fine={false}>
            {say(deskWords.unsentOn, {
              name: [device.name, device.account].filter(Boolean).join(' · '),
              count: device.waiting,
            })}
            {device.refused > 0 && ` · ${say(deskWords.refusedOn, { count: device.refused })}`}
            <small>
              <Said words={deskWords.heardAt} at={device.seenAt} />
            </small>
          </Check>
        ))}
      </ul>
    </>
  )
}
