/** A code that was told or printed, typed large, and one button that uses it. */
import { Button, Stack, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { Failure } from './Says.tsx'

interface CodeFormProps {
  readonly label: string
  readonly help?: string
  readonly button: string
  readonly code: string
  readonly change: (code: string) => void
  readonly asking: boolean
  readonly error: unknown
  readonly submit: () => void
}

/** How long what is typed may be; codes are shorter, links pasted by mistake are not. */
const charactersMax = 40

export function CodeForm(props: CodeFormProps) {
  const { label, help, button, code, change, asking, error, submit } = props
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (code.trim() !== '') submit()
  }
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        {error !== undefined && <Failure error={error} retry={() => send()} />}
        <TextInput
          label={label}
          description={help}
          value={code}
          onChange={(event) => change(event.currentTarget.value)}
          size="lg"
          className="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={charactersMax}
          required
          withAsterisk={false}
        />
        <Button type="submit" size="lg" loading={asking} fullWidth>
          {button}
        </Button>
      </Stack>
    </form>
  )
}
