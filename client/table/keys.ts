/**
 * The keyboard in a table: arrows or j and k move from row to row, Enter opens, Space selects,
 * Shift takes everything in between, `/` goes to the search and Escape lets go.
 */
import { useState } from 'react'

/** Rows a page key moves by. */
const pageRows = 10

interface KeysOptions {
  readonly count: number
  /** Whether rows can be selected at all. */
  readonly selectable: boolean
  readonly open: (row: number) => void
  readonly toggle: (row: number) => void
  readonly range: (from: number, to: number) => void
  readonly clear: () => void
  readonly preview: () => void
  /** Brings a row into view and the focus to it. */
  readonly reveal: (row: number) => void
}

export function useKeys(options: KeysOptions) {
  const { count, reveal } = options
  const [active, setActive] = useState(0)
  const at = Math.min(active, Math.max(0, count - 1))
  const move = (to: number, spanning: boolean) => {
    const row = Math.max(0, Math.min(count - 1, to))
    if (spanning && options.selectable) options.range(at, row)
    setActive(row)
    reveal(row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { target, shiftKey, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return
    // What stands in a row, such as its box, has keys of its own.
    if (!target.matches('[data-row]')) return
    const step = stepOf(event.key, at, count)
    if (step !== undefined) move(step, shiftKey)
    else if (!doneBy(event.key, at, options)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return { active: at, setActive, onKeyDown }
}

/** Where a key leads, from the row one is on. */
function stepOf(key: string, at: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    j: at + 1,
    J: at + 1,
    ArrowUp: at - 1,
    k: at - 1,
    K: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: count - 1,
  }
  return Object.hasOwn(steps, key) ? steps[key] : undefined
}

function doneBy(key: string, at: number, options: KeysOptions): boolean {
  if (key === 'Enter') options.open(at)
  else if (key === ' ' && options.selectable) options.toggle(at)
  else if (key === 'Escape') options.clear()
  else if (key === 'p') options.preview()
  else if (key === '/') document.querySelector<HTMLInputElement>('.search-in input')?.focus()
  else return false
  return true
}
