/**
 * The ways a page says that something is on its way, missing, refused or broken. One file,
 * because they are the same sentence in the same place with another tone.
 */
import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Refused } from '../api.ts'
import type { ProblemBody } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'

export function Loading() {
  const { say } = useSpeech()
  return (
    <Center mih={160} role="status" aria-label={say(wording.loading)}>
      <Loader type="dots" />
    </Center>
  )
}

interface EmptyProps {
  readonly children: ReactNode
  readonly action?: ReactNode
}

export function Empty({ children, action }: EmptyProps) {
  return (
    <Stack align="center" gap="sm" py="xl" px="md">
      <Text c="dimmed" ta="center">
        {children}
      </Text>
      {action}
    </Stack>
  )
}

interface WarningProps {
  readonly title: string
  readonly children?: ReactNode
  readonly tone?: 'red' | 'yellow' | 'indigo' | 'green'
}

export function Warning({ title, children, tone = 'red' }: WarningProps) {
  return (
    <Alert
      className="says"
      variant="light"
      color={tone}
      title={title}
      icon={<Icon name={tone === 'green' ? 'check' : 'alert'} />}
      role={tone === 'green' ? 'status' : 'alert'}
    >
      {children}
    </Alert>
  )
}

/** A problem as the server worded it. Faults that belong to a field are shown there instead. */
export function ProblemAlert({ problem }: { readonly problem: ProblemBody }) {
  return <Warning title={problem.title} />
}

interface FailureProps {
  readonly error: unknown
  readonly retry: () => void
}

/** A question that got no answer, or "no" for one. */
export function Failure({ error, retry }: FailureProps) {
  const { say } = useSpeech()
  if (error instanceof Refused) return <ProblemAlert problem={error.problem} />
  return (
    <Warning title={say(wording.unreachable)} tone="yellow">
      <Button variant="default" mt="xs" onClick={retry}>
        {say(wording.tryAgain)}
      </Button>
    </Warning>
  )
}
