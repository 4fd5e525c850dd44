/**
 * Has the service worker keep the page on this device, and tells when a newer version of it is
 * ready. A newer version waits until somebody says so, because a reload under a half-filled form
 * would lose what was typed; only a device at the counter renews itself, once nobody is there.
 */
import { useEffect, useSyncExternalStore } from 'react'
import type { Workbox } from 'workbox-window'
import { whenCalm } from '../calm.ts'

const lookEveryMs = 30 * 60_000

let keeper: Workbox | undefined
let ready = false
let asked = false
const listeners = new Set<() => void>()

function setReady(): void {
  ready = true
  for (const listener of listeners) listener()
}

/** Registers the service worker; does nothing where the browser has none, as over plain HTTP. */
export function keepPage(): void {
  if (!('serviceWorker' in navigator)) return
  // Without it the page still works wherever there is a network.
  whenCalm(() => {
    import('workbox-window').then(({ Workbox: Keeper }) => keepWith(new Keeper('/sw.js')), ignored)
  })
}

function ignored(): void {
  // There is nothing to be done about it, and nothing is lost by it.
}

function keepWith(workbox: Workbox): void {
  workbox.addEventListener('waiting', setReady)
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (asked) location.reload()
    // Another tab renewed the app: pieces this page has not loaded yet are gone.
    else if (isUpdate) setReady()
  })
  workbox.register().then(
    () => {
      keeper = workbox
      const look = () => void workbox.update().catch(() => undefined)
      setInterval(look, lookEveryMs)
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') look()
      })
    },
    () => undefined,
  )
}

/** Whether a newer version of the app is ready. */
export function useRenewal(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ready,
  )
}

/** Starts the newer version; every form on this page is lost. */
export async function renew(): Promise<void> {
  asked = true
  const registration = await navigator.serviceWorker.getRegistration()
  // Where another tab has started it already, nothing is left but to load the page again.
  if (registration?.waiting && keeper) keeper.messageSkipWaiting()
  else location.reload()
}

const idleMs = 2 * 60_000

/** Has a device nobody is signed in to as a person renew itself, once nobody touched it a while. */
export function useSelfRenewal(isDevice: boolean): void {
  const due = useRenewal() && isDevice
  useEffect(() => {
    if (!due) return undefined
    let timer = setTimeout(() => void renew(), idleMs)
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void renew(), idleMs)
    }
    const signs = ['pointerdown', 'keydown', 'input'] as const
    for (const sign of signs) addEventListener(sign, touched, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const sign of signs) removeEventListener(sign, touched)
    }
  }, [due])
}
