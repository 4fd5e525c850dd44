/**
 * One tab at a time by a lock that all tabs of a device ask for. Whoever waits gives the holder up
 * only when it gives no sign of life, because a file on a slow line takes as long as it takes.
 */

/** A tab that gave no sign of life for so long has hung. */
export const hangMs = 45_000

/** Asks for the lock, and runs with it; as `LockManager.request` does for a name. */
export type Request = (
  how: { readonly signal?: AbortSignal; readonly steal?: boolean },
  run: () => Promise<boolean>,
) => Promise<boolean>

/**
 * A turn by a lock of the platform's.
 *
 * @param request asks for the lock
 * @param signs where messages arrive while whoever has the turn still moves
 */
export async function lockedTurn(
  request: Request,
  run: () => Promise<boolean>,
  signs: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined,
): Promise<boolean> {
  const given = new AbortController()
  const giveUp = () => given.abort()
  let timer = setTimeout(giveUp, hangMs)
  const moved = () => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, hangMs)
  }
  const stopWaiting = () => {
    clearTimeout(timer)
    signs?.removeEventListener('message', moved)
  }
  let running: Promise<boolean> | undefined
  const once = () => {
    stopWaiting()
    running = run()
    return running
  }
  signs?.addEventListener('message', moved)
  try {
    return await request({ signal: given.signal }, once)
  } catch (error) {
    // Whoever took the lock away thought that this tab had hung; what it began, it finishes.
    if (running) return await running
    if (!given.signal.aborted) throw error
    return await request({ steal: true }, run)
  } finally {
    stopWaiting()
  }
}
