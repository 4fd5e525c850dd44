/**
 * Says above the board that the set-up is not finished, and leads on where it was left. It goes
 * when the last step is done, or when somebody says that this device need not know.
 */
import { ActionIcon, Button, Paper, Progress, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from '../way.tsx'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { setup } from '../wording/setup.ts'
import { addressOf, stepsInAll } from './address.ts'
import { useSteps } from './steps.ts'
import './setup.css'

const dismissedAs = 'daicho.setup-dismissed'

export function Reminder() {
  const { say } = useSpeech()
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(dismissedAs) !== null)
  const { steps = [] } = useSteps()
  const open = steps.filter(({ isDone }) => !isDone)
  const [first] = open
  if (dismissed || !first) return null
  const done = stepsInAll - open.length
  const title = say(setup.card, { done, all: stepsInAll })
  const dismiss = () => {
    localStorage.setItem(dismissedAs, new Date().toISOString())
    setDismissed(true)
  }
  return (
    <Paper component="section" className="setup-card" aria-label={title}>
      <div className="grow">
        <Text fw={650}>{title}</Text>
        <Progress
          value={(done / stepsInAll) * 100}
          my={8}
          className="setup-progress"
          aria-label={title}
        />
        <Text size="sm" c="dimmed">
          {say(setup.cardNext, { title: say(first.title) })}
        </Text>
      </div>
      <Button component={Link} to={addressOf(first)}>
        {say(setup.goOn)}
      </Button>
      <ActionIcon aria-label={say(setup.dismiss)} title={say(setup.dismiss)} onClick={dismiss}>
        <Icon name="close" />
      </ActionIcon>
    </Paper>
  )
}
