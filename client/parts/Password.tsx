/** A new password, with the length it needs said before it is typed rather than after. */
import { PasswordInput } from '@mantine/core'
import { limits } from '../../models/limits.ts'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { door } from '../wording/setup.ts'

interface PasswordProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly fault?: string | undefined
  /** Said instead of nothing when the field may stay empty. */
  readonly optional?: string
}

export function NewPassword({ value, onChange, fault, optional }: PasswordProps) {
  const { say } = useSpeech()
  const caps = useCapsLock()
  const help = say(wording.passwordHelp, { min: limits.passwordCharactersMin })
  return (
    <PasswordInput
      {...caps}
      label={say(optional === undefined ? wording.newPassword : wording.password)}
      description={caps.description ?? (optional === undefined ? help : `${help} ${optional}`)}
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

/**
 * Says below a hidden password that Caps Lock is on, which is why many a right one is refused. The
 * help gives way to it and comes back.
 */
export function useCapsLock() {
  const { say } = useSpeech()
  const [on, setOn] = useState(false)
  const look = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'))
  return {
    onKeyDown: look,
    onKeyUp: look,
    ...(on && { description: say(door.capsLock) }),
  }
}
