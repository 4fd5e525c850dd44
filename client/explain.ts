/** Finds what explains a field or a ledger, once it is loaded; until then there is nothing. */
import { useSyncExternalStore } from 'react'
import { spots } from '../models/derive/explaining.ts'
import type { Explainable } from '../models/derive/explaining.ts'
import { ledgers } from '../models/ledgers.ts'
import type { Words } from '../models/words.ts'
import { whenCalm } from './calm.ts'

let known: ReadonlyMap<Explainable, Words> | undefined
let asked = false
const listeners = new Set<() => void>()

async function load(): Promise<void> {
  const { explained } = await import('./explained.ts')
  const found = new Map<Explainable, Words>()
  for (const [spot, name] of spots(ledgers)) {
    const says = explained[name]
    if (says) found.set(spot, says)
  }
  known = found
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  if (!asked) {
    asked = true
    // A page does well without it, so it is asked for again when it is next needed.
    const again = () => void (asked = false)
    whenCalm(() => void load().catch(again))
  }
  return () => listeners.delete(listener)
}

/** What explains a field or the empty list of a ledger; undefined while it is not known. */
export function useExplained(spot: Explainable): Words | undefined {
  return useSyncExternalStore(listen, () => known?.get(spot))
}
