/** The last page of the set-up: what is still open, and what helps to start the day. */
import { Button, Code, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from '../way.tsx'
import type { Words } from '../../models/words.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/Icon.tsx'
import { Warning } from '../parts/Says.tsx'
import { demo } from '../wording/demo.ts'
import { navigation } from '../wording/navigation.ts'
import { setup } from '../wording/setup.ts'
import { Foot } from './Changing.tsx'
import { addressOf } from './address.ts'
import { useDemo } from './demo.ts'
import type { Step } from './steps.ts'

interface NextProps {
  readonly steps: readonly Step[]
  readonly before: string | undefined
}

export function Next({ steps, before }: NextProps) {
  const { say } = useSpeech()
  const { data: told } = useDemo()
  const open = steps.filter(({ isDone }) => !isDone)
  const [first] = open
  return (
    <Stack gap="lg">
      {first ? (
        <Warning
          title={say(setup.leftOver, {
            titles: open.map(({ title }) => say(title)).join(say({ ja: '、', en: ', ' })),
          })}
          tone="indigo"
        >
          <Button component={Link} to={addressOf(first)} variant="default" mt="xs">
            {say(setup.goOn)}
          </Button>
        </Warning>
      ) : (
        <Warning title={say(setup.allDone)} tone="green" />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Further icon="tablet" title={setup.tablets} text={setup.tabletsText}>
          <Button component={Link} to="/tablets" variant="default">
            {say(setup.tablets)}
          </Button>
        </Further>
        <Further icon="seal" title={setup.trust} text={setup.trustText}>
          <Button component="a" href="/trust" variant="default">
            {say(setup.open)}
          </Button>
        </Further>
        {told?.state === 'none' && told.refused === undefined && (
          <Further icon="eye" title={navigation.demo} text={demo.what}>
            <Button component={Link} to="/demo" variant="default">
              {say(navigation.demo)}
            </Button>
          </Further>
        )}
        <Further icon="book" title={setup.reference} text={setup.referenceText}>
          <Code block>npm run import-reference</Code>
        </Further>
        <Further icon="down" title={setup.backup} text={setup.backupText}>
          <Code block>npm run backup</Code>
        </Further>
      </SimpleGrid>
      <Foot before={before}>
        <Button component={Link} to="/" size="lg" className="primary">
          {say(setup.finish)}
        </Button>
      </Foot>
    </Stack>
  )
}

interface FurtherProps {
  readonly icon: IconName
  readonly title: Words
  readonly text: Words
  readonly children: ReactNode
}

/** One thing to do next: what it is good for, and the way there. */
function Further({ icon, title, text, children }: FurtherProps) {
  const { say } = useSpeech()
  return (
    <Paper component="section" className="setup-next">
      <Title order={2} size="h5">
        <Icon name={icon} />
        {say(title)}
      </Title>
      <Text size="sm" c="dimmed" className="grow">
        {say(text)}
      </Text>
      <div>{children}</div>
    </Paper>
  )
}
