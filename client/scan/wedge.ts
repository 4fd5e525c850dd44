/**
 * A scanner on the USB port types what it reads. This hears it wherever the focus is, hands the
 * code to whichever part of the page asked last, and leaves alone what is typed into a control
 * that is meant to take a scan itself.
 */
import { useEffect } from 'react'
import { useNewest } from '../fields/shape.ts'
import { Burst } from './burst.ts'

type Listener = (text: string) => void

interface Asked {
  readonly tell: Listener
  readonly over: boolean
}

/** Marks a control that takes a scan itself, as an attribute of the element. */
export const takesScan = { 'data-takes-scan': true } as const

const listening: Asked[] = []
const burst = new Burst()
/** A text control and what stood in it before the first character of what may be a scan. */
let before: { readonly control: TextControl; readonly value: string } | undefined

type TextControl = HTMLInputElement | HTMLTextAreaElement

const untyped = new Set(['checkbox', 'radio', 'button', 'submit', 'file', 'range', 'color'])

function textControl(target: EventTarget | null): TextControl | undefined {
  if (target instanceof HTMLTextAreaElement) return target
  return target instanceof HTMLInputElement && !untyped.has(target.type) ? target : undefined
}

/** Puts back what stood in a control, so that React hears of it too. */
function restore({ control, value }: NonNullable<typeof before>): void {
  // React overlays the element's own `value`; the prototype's setter is the browser's.
  Reflect.set(Object.getPrototypeOf(control) as object, 'value', value, control)
  control.dispatchEvent(new Event('input', { bubbles: true }))
}

function hear(event: KeyboardEvent): void {
  // A page made for scanning is told before the scan that is on every page, whichever came first.
  const asked = listening.filter(({ over }) => over).at(-1) ?? listening.at(-1)
  if (!asked || event.ctrlKey || event.metaKey || event.altKey) return
  const control = textControl(event.target)
  if (control && (!asked.over || control.dataset['takesScan'])) return
  const step = burst.press(event, event.timeStamp)
  if (step.kind === 'first') before = control && { control, value: control.value }
  if (step.kind === 'none' || step.kind === 'first') return
  // From the second character on no shortcut and no button may take it for its own.
  event.stopImmediatePropagation()
  if (!control || step.kind === 'scan') event.preventDefault()
  if (step.kind !== 'scan') return
  if (before && before.control === control) restore(before)
  asked.tell(step.text)
}

interface WedgeOptions {
  /** Takes scans out of ordinary text controls, too, and puts back what stood there. */
  readonly over?: boolean
}

/** Tells what a scanner typed, for as long as the caller is shown; the newest caller is told. */
export function useWedge(onScan: Listener, { over = false }: WedgeOptions = {}): void {
  const tell = useNewest(onScan)
  useEffect(() => {
    const asked = { tell, over }
    if (listening.length === 0) addEventListener('keydown', hear, { capture: true })
    listening.push(asked)
    return () => {
      listening.splice(listening.indexOf(asked), 1)
      if (listening.length === 0) removeEventListener('keydown', hear, { capture: true })
    }
  }, [tell, over])
}
