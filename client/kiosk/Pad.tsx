/** The counter's own keys for a code, so that no keyboard rises over the page. */
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { greeting } from '../wording/kiosk.ts'
import { digitsOf } from './finding.ts'

interface PadProps {
  readonly code: string
  readonly onChange: (code: string) => void
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

export function Pad({ code, onChange }: PadProps) {
  const { say } = useSpeech()
  const key = (digit: string) => (
    <button key={digit} type="button" onClick={() => onChange(digitsOf(code + digit))}>
      {digit}
    </button>
  )
  return (
    <div className="kiosk-pad">
      {digits.map(key)}
      <button
        type="button"
        className="quiet"
        aria-label={say(greeting.clear)}
        disabled={code === ''}
        onClick={() => onChange('')}
      >
        <Icon name="close" size={26} />
      </button>
      {key('0')}
      <button
        type="button"
        className="quiet"
        aria-label={say(greeting.erase)}
        disabled={code === ''}
        onClick={() => onChange(code.slice(0, -1))}
      >
        <span aria-hidden>⌫</span>
      </button>
    </div>
  )
}
