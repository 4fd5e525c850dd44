/** One of a few as large tiles: radio buttons, so that keys and screen readers know them. */
import { Input } from '@mantine/core'
import { useId } from 'react'

interface TilesProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: unknown
  readonly onChange: (value: string) => void
  readonly fault?: string | undefined
}

export function Tiles({ label, options, value, onChange, fault }: TilesProps) {
  const name = useId()
  return (
    <fieldset className="kiosk-tiles">
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} data-chosen={option.value === value || undefined}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {fault && <Input.Error role="alert">{fault}</Input.Error>}
    </fieldset>
  )
}
