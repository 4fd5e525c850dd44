/**
 * The wall's panels, each drawn from what a ledger declares: who or what is there now, what is
 * late, how it went, and whether everything is accounted for.
 */
import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { datedIn } from '../../models/derive/calendar.ts'
import type { WallBar, WallLedger, WallView } from '../../models/figures.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { WallChart } from '../../models/wall.ts'
import { ledgerNamed, stateTone } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { span, wall } from '../wording/wall.ts'
import { Bars } from './Bars.tsx'
import { Rows } from './Rows.tsx'
import { useFit } from './watch.ts'

const Columns = lazy(async () => ({ default: (await import('./Columns.tsx')).Columns }))

interface PanelProps {
  readonly kind: string
  readonly title: string
  readonly beside?: string
  /** Something on it is late, and the whole of it shows that. */
  readonly late?: boolean
  readonly children: ReactNode
}

export function Panel({ kind, title, beside, late = false, children }: PanelProps) {
  return (
    <section className={`wall-panel wall-${kind}`} data-late={late || undefined}>
      <h2>
        <span>{title}</span>
        {beside && <small>{beside}</small>}
      </h2>
      {children}
    </section>
  )
}

export interface LedgerProps {
  readonly ledger: Ledger
  readonly figures: WallLedger
  /** The server's time, in milliseconds. */
  readonly now: number
  readonly timeZone: string
}

/** Areas told on the wall, those with most people; the roll call tells all of them. */
const groupsShown = 5

/** How many are there now, where, and each of them. */
export function NowPanel(props: LedgerProps) {
  const { ledger, figures } = props
  const { say } = useSpeech()
  const declared = ledger.wall
  const groups = figures.groups
    .slice(0, groupsShown)
    .map(({ key, count }) => ({ name: key || say(wall.nowhere), count }))
  const area = declared?.groups && ledger.fields[declared.groups]?.label
  return (
    <Panel kind={declared?.groups ? 'here' : 'out'} title={say(ledger.label)}>
      <div className="wall-head-count">
        <p className="wall-counts">
          {(declared?.now ?? []).map((state, at) => (
            <StateCount
              key={state}
              ledger={ledger}
              state={state}
              count={figures.states[state] ?? 0}
              first={at === 0}
            />
          ))}
        </p>
        {groups.length > 0 && area && <Bars label={say(area)} bars={groups} />}
      </div>
      <Rows {...props} />
    </Panel>
  )
}

interface StateCountProps {
  readonly ledger: Ledger
  readonly state: string
  readonly count: number
  readonly first: boolean
}

function StateCount({ ledger, state, count, first }: StateCountProps) {
  const { say } = useSpeech()
  const label = ledger.states[state]
  const bad = count > 0 && stateTone(ledger, state) === 'ended'
  if (!label || (!first && count === 0)) return null
  return (
    <span className={first ? 'wall-huge' : 'wall-beside'} data-bad={bad || undefined}>
      {bad && <Icon name="alert" size={28} />}
      <b data-testid={`${ledger.name}-${state}`}>{count}</b> {say(label)}
    </span>
  )
}

/** Everything that is late, of every ledger, each way of being late on one line. */
export function LatePanel({ view, now }: { readonly view: WallView; readonly now: number }) {
  const { say } = useSpeech()
  const { box, lines } = useFit(2.9)
  const late = view.ledgers.flatMap(({ name, dues }) => {
    const ledger = ledgerNamed(name)
    return dues.flatMap((due) => {
      const label = ledger?.dues?.[due.name]?.label
      return label ? [{ ...due, key: `${name}.${due.name}`, label }] : []
    })
  })
  const all = late.reduce((sum, { count }) => sum + count, 0)
  const fitting = late.length > lines ? Math.max(1, lines - 1) : lines
  return (
    <Panel kind="late" title={say(wall.overdue)} late={all > 0}>
      {all === 0 ? (
        <p className="wall-fine">
          <Icon name="check" size={32} />
          {say(wall.nothingLate)}
        </p>
      ) : (
        <p className="wall-counts">
          <span className="wall-huge" data-bad>
            <Icon name="alert" size={44} />
            <b>{all}</b>
          </span>
        </p>
      )}
      <div className="wall-fit" ref={box}>
        <ul className="wall-dues">
          {late.slice(0, fitting).map(({ key, label, count, oldest }) => (
            <li key={key}>
              <span>
                {say(label)}
                <small>{say(wall.longest, { span: say(span(now - Date.parse(oldest))) })}</small>
              </span>
              <b>{count}</b>
            </li>
          ))}
          {late.length > fitting && (
            <li className="wall-more">{say(wall.more, { count: late.length - fitting })}</li>
          )}
        </ul>
      </div>
    </Panel>
  )
}

/** The charts of one ledger. */
export function ChartPanels(props: LedgerProps) {
  const { ledger, figures } = props
  return (ledger.wall?.charts ?? []).map((chart, at) => (
    <ChartPanel key={chart.label.en} {...props} chart={chart} bars={figures.charts[at] ?? []} />
  ))
}

interface ChartProps extends LedgerProps {
  readonly chart: WallChart
  readonly bars: readonly WallBar[]
}

function ChartPanel({ ledger, figures, chart, bars, now, timeZone }: ChartProps) {
  const { say } = useSpeech()
  const title = say(chart.label)
  const sum = bars.reduce((all, { count }) => all + count, 0)
  const beside = say(wall.total, { count: sum })
  if (chart.per === 'month') {
    const choices = (chart.by && ledger.fields[chart.by]?.choices) || {}
    const named = bars.map(({ key, count }) => {
      const label = choices[key]
      return { name: label ? say(label) : key, count }
    })
    return (
      <Panel kind="month" title={title} beside={beside}>
        <Bars label={title} bars={named} />
        <Standing ledger={ledger} figures={figures} />
      </Panel>
    )
  }
  const today = datedIn(now, timeZone)
  const current = (chart.per === 'day' ? today?.day : String(today?.hour)) ?? ''
  return (
    <Panel kind={chart.per} title={title} beside={beside}>
      <Suspense fallback={<div className="wall-columns" />}>
        <Columns label={title} per={chart.per} bars={bars} current={current} />
      </Suspense>
    </Panel>
  )
}

/** How many are in each state that is now, small, for a ledger whose records are not listed. */
function Standing({ ledger, figures }: Pick<LedgerProps, 'ledger' | 'figures'>) {
  const { say } = useSpeech()
  if (ledger.wall?.since !== undefined || !ledger.wall?.now.length) return null
  return (
    <ul className="wall-states" aria-label={say(wall.standing)}>
      {ledger.wall.now.map((state) => {
        const label = ledger.states[state]
        return (
          <li key={state}>
            {label && say(label)} <b>{figures.states[state] ?? 0}</b>
          </li>
        )
      })}
    </ul>
  )
}

/** Whether everything ever taken in is in some state, and how many in which. */
export function BalancePanel({ ledger, figures }: Pick<LedgerProps, 'ledger' | 'figures'>) {
  const { say } = useSpeech()
  const { total = 0, states } = figures
  const sum = Object.values(states).reduce((all, one) => all + one, 0)
  const holds = sum === total
  const bars = Object.entries(ledger.states).map(([state, label]) => ({
    name: say(label),
    count: states[state] ?? 0,
  }))
  return (
    <Panel kind="balance" title={say(ledger.label)}>
      <Bars label={say(ledger.label)} bars={bars} />
      <p className="wall-balanced" data-bad={!holds || undefined}>
        <Icon name={holds ? 'check' : 'alert'} size={22} />
        {say(holds ? wall.adds : wall.broken, { total, sum })}
      </p>
    </Panel>
  )
}
