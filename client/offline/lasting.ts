/**
 * Whether what this device keeps is safe from the browser's own tidying. The browser is asked
 * once, when there is something to keep, and the answer is remembered so that nobody is asked
 * twice; it is always read anew, because installing the app may change it.
 */

const key = 'daicho.lasting'

/** What is known of this device's storage; figures in bytes. */
export interface Lasting {
  /** Undefined where the browser does not say. */
  readonly lasts: boolean | undefined
  readonly usage: number | undefined
  readonly quota: number | undefined
}

function storage(): StorageManager | undefined {
  // Outside of a secure context there is none, whatever the types say.
  return (navigator as { storage?: StorageManager }).storage
}

/** Asks the browser to keep what is here; answers whether it will. */
export async function askToLast(): Promise<boolean | undefined> {
  const kept = await storage()
    ?.persist?.()
    .catch(() => undefined)
  localStorage.setItem(key, String(kept))
  return kept
}

/** Asks once on a device; later calls change nothing. */
export async function askOnceToLast(): Promise<void> {
  if (localStorage.getItem(key) === null) await askToLast()
}

/** What the browser says now. */
export async function readLasting(): Promise<Lasting> {
  const [lasts, space] = await Promise.all([
    storage()
      ?.persisted?.()
      .catch(() => undefined),
    storage()
      ?.estimate?.()
      .catch(() => undefined),
  ])
  return { lasts, usage: space?.usage, quota: space?.quota }
}

/** An amount of bytes as people say it. */
export function inMegabytes(bytes: number): string {
  const mega = bytes / 1_000_000
  if (mega >= 1_000) return `${(mega / 1_000).toFixed(1)} GB`
  return `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} MB`
}
