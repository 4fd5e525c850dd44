/**
 * The frame of the few pages that stand before the house: one card in the middle, the product's
 * name, and the switch of languages, because one may not read the other.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Brand } from './Brand.tsx'
import { Icon } from './Icon.tsx'

interface GateProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
  /** What stands in the corner instead of the product's name alone. */
  readonly brand?: ReactNode
}

export function Gate({ title, text, children, brand = <Brand /> }: GateProps) {
  return (
    <main className="gate">
      <Stack gap="lg" className="gate-card">
        <Group justify="space-between">
          {brand}
          <LanguageSwitch />
        </Group>
        <Paper p="xl" shadow="sm">
          <Stack gap="md">
            <div>
              <Title order={1} size="h2">
                {title}
              </Title>
              {text && (
                <Text c="dimmed" mt={6}>
                  {text}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
      </Stack>
    </main>
  )
}

/** Speaks the other language from here on, without a reload. */
export function LanguageSwitch() {
  const { language, speak, say } = useSpeech()
  const other = language === 'ja' ? 'en' : 'ja'
  return (
    <Button
      variant="subtle"
      color="gray"
      lang={other}
      leftSection={<Icon name="globe" />}
      onClick={() => speak(other)}
    >
      {say(wording.switchLanguage)}
    </Button>
  )
}
