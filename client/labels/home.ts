/**
 * How other devices reach this house, which is not always the address this page was opened at: on
 * the server itself that may be one no tablet knows.
 */

/** What the server says of its addresses. */
export interface Reach {
  /** Whether the server itself serves HTTPS. */
  readonly open: boolean
  readonly addresses: readonly string[]
  /** Where a new tablet begins. */
  readonly trust?: string
  readonly publicUrl?: string
  readonly authority?: { readonly name: string; readonly fingerprint: string }
}

/** Names under which a machine knows only itself. */
const ownHost = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i

/** An address of the house, and whether others than this machine find it there. */
export interface Home {
  readonly origin: string
  readonly shared: boolean
}

/**
 * The address to print and to hand on: the one the operator chose; else the one this page has,
 * when it would serve a tablet; else the one tablets use.
 *
 * @param reach undefined when the server could not be asked
 */
export function homeOf(reach: Reach | undefined, here: Pick<URL, 'origin' | 'hostname'>): Home {
  if (reach?.publicUrl !== undefined) return { origin: reach.publicUrl, shared: true }
  const alone = ownHost.test(here.hostname)
  if (!alone && here.origin.startsWith('https:')) return { origin: here.origin, shared: true }
  const [address] = reach?.addresses ?? []
  const origin = address ?? here.origin
  return { origin, shared: !ownHost.test(new URL(origin).hostname) }
}
