/**
 * What staff send or hand to a visitor: when and where, the reception code and its picture, in
 * both languages. It is shown where a record has a code that a counter finds it by.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import type { Language } from '../../models/words.ts'
import { languages } from '../../models/words.ts'
import type { RecordView } from '../api.ts'
import { Qr } from '../labels/Qr.tsx'
import { useSpeech } from '../language.tsx'
import { useZone } from '../places.tsx'
import { greeting } from '../wording/kiosk.ts'
import { addressOfCode } from './finding.ts'

interface InvitationProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

/** The code a counter finds this record by, while it may. */
function codeOf(ledger: Ledger, { facts, state }: RecordView): string | undefined {
  for (const grant of Object.values(ledger.reads)) {
    if (typeof grant !== 'object' || !('by' in grant) || !grant.states.includes(state)) continue
    const code = facts[grant.by]
    if (typeof code === 'string') return code
  }
  return undefined
}

const qrSize = 168

export function Invitation({ ledger, record }: InvitationProps) {
  const { say } = useSpeech()
  const zone = useZone()
  const [copied, setCopied] = useState(false)
  const code = codeOf(ledger, record)
  if (code === undefined) return null
  const text = languages.map((one) => invitationIn(one, ledger, record, zone)).join('\n\n')
  const subject = languages.map((one) => greeting.invitation[one]).join(' / ')
  const mail = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Paper className="card invitation" component="section">
      <Title order={2} size="h4">
        {say(greeting.invitation)}
      </Title>
      <Group align="flex-start" gap="xl">
        <Qr text={addressOfCode(code)} size={qrSize} label={say(greeting.invitationQr, { code })} />
        <Stack gap="sm" className="grow">
          <Text size="sm" c="dimmed" className="unprinted">
            {say(greeting.invitationHelp)}
          </Text>
          <pre className="invitation-text">{text}</pre>
          <Group gap="sm" className="unprinted">
            <Button variant="default" onClick={() => void copy()}>
              {say(copied ? greeting.copied : greeting.copy)}
            </Button>
            <Button variant="default" component="a" href={mail}>
              {say(greeting.mail)}
            </Button>
            <Button variant="default" onClick={() => print()}>
              {say(greeting.print)}
            </Button>
          </Group>
        </Stack>
      </Group>
    </Paper>
  )
}

/** When and where, by what the record says and a visitor may be told. */
function invitationIn(language: Language, ledger: Ledger, record: RecordView, zone: string) {
  const grants = Object.values(ledger.reads)
  const grant = grants.find((one) => typeof one === 'object' && 'by' in one)
  const shown = typeof grant === 'object' && 'by' in grant ? grant.shows : []
  const context = {
    language,
    timeZone: zone,
    labelOf: (id: string) => record.linked[id]?.title,
  }
  const lines = shown.flatMap((key) => {
    const field = ledger.fields[key]
    const value = record.facts[key]
    if (!field || value === undefined || field.kind === 'list') return []
    return [`${field.label[language]}: ${field.print(value, context)}`]
  })
  return [greeting.invitation[language], ...lines].join('\n')
}
