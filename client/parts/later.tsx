/** Pieces that come once the page stands, and that it does well without on a bad network. */
import { lazy } from 'react'
import type { ComponentType } from 'react'

function Nothing() {
  return null
}

/** A piece that is loaded when it is first shown; where it cannot be had, nothing stands there. */
export function later<P extends object = object>(load: () => Promise<ComponentType<P>>) {
  return lazy<ComponentType<P>>(async () => ({ default: await load().catch(() => Nothing) }))
}
