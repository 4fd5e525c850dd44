/**
 * Where the keyboard is while a form is filled in. A scanner ends what it reads with Enter, so
 * Enter goes on to the next control; only the button, or Ctrl+Enter, sends.
 */
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { Facts } from '../../models/record.ts'
import { controlId } from '../fields/shape.ts'
import type { Faults } from '../values.ts'

const controls = 'input:not([type=hidden]), select, textarea, button[type=submit]'

/** Handles Enter within the form the result is put on. */
export function useEnter(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const element = form.current
    if (!element) return undefined
    const listener = (event: KeyboardEvent) => goOn(element, event)
    element.addEventListener('keydown', listener)
    return () => element.removeEventListener('keydown', listener)
  })
  return form
}

function goOn(form: HTMLFormElement, event: KeyboardEvent): void {
  const { target } = event
  if (event.key !== 'Enter' || event.isComposing) return
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    form.requestSubmit()
    return
  }
  if (!(target instanceof HTMLInputElement) || event.defaultPrevented) return
  event.preventDefault()
  const all = [...form.querySelectorAll<HTMLElement>(controls)]
  all[all.indexOf(target) + 1]?.focus()
}

/** Shows the first control that has something to say, and puts the keyboard there. */
export function bringIntoView(faults: Faults): void {
  // The faults are drawn first, so that what comes into view already says what is wrong.
  requestAnimationFrame(() => {
    const found = Object.keys(faults).flatMap((path) => elementAt(path) ?? [])
    const [first] = found.sort((one, other) =>
      one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    )
    if (!first) return scrollTo({ top: 0, behavior: 'smooth' })
    first.scrollIntoView({ block: 'center', behavior: 'smooth' })
    const control = first.matches(controls) ? first : first.querySelector<HTMLElement>(controls)
    ;(control ?? first).focus({ preventScroll: true })
  })
}

/** The control of a path, or of the nearest group or list around it. */
function elementAt(path: string): HTMLElement | undefined {
  const steps = path.split('.')
  for (let length = steps.length; length > 0; length -= 1) {
    const element = document.getElementById(controlId(steps.slice(0, length).join('.')))
    if (element) return element
  }
  return undefined
}

/** Whether a signature is still being turned into a picture. */
export function isPending(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return 'pending' in value || Object.values(value).some(isPending)
}

/** Values without signatures still being turned into pictures: nothing would ever end that. */
export function keepable(values: Facts): Facts {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isPending(value)))
}
