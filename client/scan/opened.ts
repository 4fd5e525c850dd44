/**
 * The form that is open on the page. A scan that nothing on the page asked for goes to it first,
 * because a scan must never lead away from what somebody has entered.
 */
import { useEffect } from 'react'

export interface OpenForm {
  /** Whether somebody entered anything that is not sent. */
  readonly entered: () => boolean
  /** Puts a scan into the field it fits, and says so; undefined when it fits none. */
  readonly take: (scanned: string) => Promise<string | undefined>
  /** Keeps what was entered for the next time the form is opened. */
  readonly keep: () => Promise<void>
}

let open: OpenForm | undefined

/** The form on the page in which something was entered. */
export function enteredForm(): OpenForm | undefined {
  return open?.entered() ? open : undefined
}

/** Makes a form known for as long as it is shown. */
export function useOpenForm(form: OpenForm): void {
  useEffect(() => {
    open = form
    return () => {
      if (open === form) open = undefined
    }
  })
}
