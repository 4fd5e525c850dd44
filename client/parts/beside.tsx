/** Puts a button beside a control, within its label, help and fault. */
import type { ReactNode } from 'react'

/** What Mantine asks for as `inputContainer`. */
export function beside(button: ReactNode): (input: ReactNode) => ReactNode {
  return (input) => (
    <div className="with-button">
      {input}
      {button}
    </div>
  )
}
