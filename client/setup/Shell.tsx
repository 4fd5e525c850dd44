/**
 * The frame of the set-up: where one is among its steps, the page itself, and a way out that loses
 * nothing. There is no navigation around it, so that the first minutes are one path.
 */
import { Paper, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Link } from '../way.tsx'
import { stepTitles } from '../../models/ledgers/steps.ts'
import type { Words } from '../../models/words.ts'
import { useSpeech } from '../language.tsx'
import { Brand } from '../parts/Brand.tsx'
import { LanguageSwitch } from '../parts/Gate.tsx'
import { Icon } from '../parts/Icon.tsx'
import { setup } from '../wording/setup.ts'
import { wording } from '../wording/house.ts'
import { addressOf, nextAddress, stepsInAll } from './address.ts'
import type { Step } from './steps.ts'
import './setup.css'

interface ShellProps {
  readonly title: string
  readonly text: string
  /** Absent before the first person has come: nothing leads on yet. */
  readonly steps?: readonly Step[]
  /** The step of this page; absent on the first page and on the last. */
  readonly step?: Step | undefined
  readonly children: ReactNode
}

export function Shell({ title, text, steps, step, children }: ShellProps) {
  const { say } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Behind the door the house calls its window itself.
    if (!steps) document.title = `${title} - ${say(wording.product)}`
  }, [steps, title, say])
  const place = step?.ledger.name ?? (steps ? 'next' : 'you')
  useEffect(() => {
    // Whoever hears the page hears that it is another one; the first page has its own focus.
    if (place !== 'you') heading.current?.focus({ preventScroll: true })
    scrollTo({ top: 0 })
  }, [place])
  return (
    <div className="setup">
      <header className="setup-head">
        <Brand />
        <span className="grow" />
        <LanguageSwitch />
        {steps && step && (
          <Link to="/" className="setup-later">
            {say(setup.later)}
          </Link>
        )}
      </header>
      <StepList steps={steps} place={place} />
      <main>
        <Title order={1} size="h2" ref={heading} tabIndex={-1}>
          {title}
        </Title>
        <Text c="dimmed" mt={6} mb="lg">
          {text}
        </Text>
        {children}
      </main>
    </div>
  )
}

interface StepListProps {
  readonly steps: readonly Step[] | undefined
  readonly place: string
}

function StepList({ steps, place }: StepListProps) {
  const { say } = useSpeech()
  const rows =
    steps?.map((step) => ({
      name: step.ledger.name,
      title: step.title,
      done: step.isDone,
      to: addressOf(step),
    })) ?? Object.entries(stepTitles).map(([name, title]) => ({ name, title, done: false }))
  const at = rows.findIndex(({ name }) => name === place)
  return (
    <nav aria-label={say(setup.steps)} className="setup-nav">
      {place !== 'next' && (
        <Text className="setup-count">{say(setup.stepOf, { n: at + 2, all: stepsInAll })}</Text>
      )}
      <ol>
        <Entry n={1} title={setup.you} done={steps !== undefined} here={place === 'you'} />
        {rows.map(({ name, ...row }, index) => (
          <Entry key={name} n={index + 2} {...row} here={place === name} />
        ))}
        <Entry title={setup.next} to={steps && nextAddress} done={false} here={place === 'next'} />
      </ol>
    </nav>
  )
}

interface EntryProps {
  readonly n?: number
  readonly title: Words
  readonly to?: string | undefined
  readonly done: boolean
  readonly here: boolean
}

function Entry({ n, title, to, done, here }: EntryProps) {
  const { say } = useSpeech()
  const inner = (
    <>
      <span className="setup-mark">
        {done ? <Icon name="check" size={16} /> : (n ?? <Icon name="right" size={16} />)}
      </span>
      <span className="setup-name">
        {say(title)}
        {done && <span className="visually-hidden">（{say(setup.done)}）</span>}
      </span>
    </>
  )
  const current = here ? 'step' : undefined
  return (
    <li data-done={done || undefined} data-here={here || undefined}>
      {to === undefined ? (
        <span aria-current={current}>{inner}</span>
      ) : (
        <Link to={to} aria-current={current}>
          {inner}
        </Link>
      )}
    </li>
  )
}

/** The card around a page's form. */
export function Sheet({ children }: { readonly children: ReactNode }) {
  return <Paper className="card setup-sheet">{children}</Paper>
}
