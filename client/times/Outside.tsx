/**
 * Who outside the house vouches for the journal, and since when: the last time-stamp, checked on
 * this device, with what it takes to check it elsewhere, and the witnesses.
 */
import { Anchor, Paper, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Words } from '../../models/words.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Time } from '../parts/Time.tsx'
import { timesWords } from '../wording/times.ts'
import { useTimes } from './seen.ts'
import type { SeenBy, Stamped, Times } from './seen.ts'
import './times.css'

export function Outside() {
  const times = useTimes()
  const { say } = useSpeech()
  if (!times || (!times.stamping && !times.stamp && times.witnesses.length === 0)) return null
  const waiting = times.size - (times.stamp?.size ?? 0)
  return (
    <Paper className="card" component="section">
      <Title order={2} size="h4">
        {say(timesWords.title)}
      </Title>
      <Text size="sm" c="dimmed" maw="60rem" mt={4}>
        {say(timesWords.text)}
      </Text>
      <ul className="times">
        {times.stamp && <Stamp stamp={times.stamp} />}
        {times.stamping && waiting > 0 && (
          <Row icon="clock">
            <b>{say(timesWords.waiting)}</b>
            <small>{say(timesWords.waitingSome, { count: waiting })}</small>
          </Row>
        )}
        {times.witnesses.map((one) => (
          <Witness key={one.name} witness={one} />
        ))}
      </ul>
    </Paper>
  )
}

interface RowProps {
  readonly icon: 'clock' | 'seal' | 'dots' | 'alert'
  readonly failed?: boolean
  readonly children: ReactNode
}

function Row({ icon, failed, children }: RowProps) {
  return (
    <li data-failed={failed || undefined} data-waiting={icon === 'clock' || undefined}>
      <Icon name={icon} size={20} />
      <div role={failed ? 'alert' : undefined}>{children}</div>
    </li>
  )
}

interface ShownProps {
  readonly told: { readonly size: number; readonly time: string }
  readonly label: Words
  /** Checks it on this device. */
  readonly check: () => Promise<Stamped>
  /** What tells one from another. */
  readonly id: string
  readonly by: string
  readonly children?: ReactNode
}

/** Something the outside said, with what came of checking it here. */
function Shown({ told, label, check, id, by, children }: ShownProps) {
  const { say } = useSpeech()
  const { data } = useQuery({
    queryKey: ['times', 'check', id, told.size],
    queryFn: check,
    staleTime: Infinity,
    retry: false,
  })
  if (data?.kind === 'failed') {
    return (
      <Row icon="alert" failed>
        <b>{say(timesWords.failed)}</b>
        <small>{say(timesWords.failedHelp, { why: data.why })}</small>
      </Row>
    )
  }
  return (
    <Row icon={data?.kind === 'held' ? 'seal' : 'dots'}>
      <b>
        {say(label)} <Time at={data?.time ?? told.time} />
      </b>
      <small>
        {by}
        {data && ` · ${say(data.kind === 'held' ? timesWords.checked : timesWords.unchecked)}`}
      </small>
      {children}
    </Row>
  )
}

function Stamp({ stamp }: { readonly stamp: NonNullable<Times['stamp']> }) {
  const { say } = useSpeech()
  const { size, tsa } = stamp
  const check = async () => (await import('./checking.ts')).checkStamp(stamp)
  const by = say(timesWords.stampedBy, { tsa, size })
  return (
    <Shown told={stamp} label={timesWords.stamped} id="stamp" {...{ check, by }}>
      <span className="times-files">
        <Anchor href={`/log/timestamp/${size}.tsr`} download className="proof">
          <Icon name="down" size={16} />
          {say(timesWords.reply)}
        </Anchor>
        <Anchor href={`/log/checkpoint/${size}`} download={`${size}.note`} className="proof">
          <Icon name="down" size={16} />
          {say(timesWords.note)}
        </Anchor>
      </span>
    </Shown>
  )
}

function Witness({ witness }: { readonly witness: SeenBy }) {
  const { say } = useSpeech()
  const { name, size, time, line, vkey } = witness
  if (size === undefined || time === undefined || line === undefined) {
    return (
      <Row icon="clock">
        <b>{say(timesWords.cosignWaiting, { name })}</b>
      </Row>
    )
  }
  const told = { name, size, time, line, ...(vkey !== undefined && { vkey }) }
  const check = async () => (await import('./checking.ts')).checkLine(told)
  const by = say(timesWords.cosignedBy, { name, size })
  return <Shown {...{ told, check, by }} label={timesWords.cosigned} id={name} />
}
