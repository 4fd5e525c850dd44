/** A new password, with the length it needs said before it is typed rather than after. */
import { PasswordInput } from '@mantine/core'
import { limits } from '../../models/limits.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'

interface PasswordProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly fault?: string | undefined
  /** Said instead of nothing when the field may stay empty. */
  readonly optional?: string
}

export function NewPassword({ value, onChange, fault, optional }: PasswordProps) {
  const { say } = useSpeech()
  const help = say(wording.passwordHelp, { min: limits.passwordCharactersMin })
  return (
    <PasswordInput
      label={say(optional === undefined ? wording.newPassword : wording.password)}
      description={optional === undefined ? help : `${help} ${optional}`}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fault}
      minLength={limits.passwordCharactersMin}
      maxLength={limits.passwordCharactersMax}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': say(wording.showPassword) }}
      required={optional === undefined}
      withAsterisk={false}
    />
  )
}
