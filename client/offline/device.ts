/**
 * This browser as a device among others: an id it gives itself, a short name people call it by,
 * and a sign of life with what it keeps that has not reached the server.
 */
import { useSyncExternalStore } from 'react'
import { ask, sayDevice } from '../api.ts'
import { newId } from '../identifier.ts'
import { deviceOf } from '../parts/device.ts'
import { keep, kept } from './cabinet.ts'
import type { Outgoing } from './outgoing.ts'
import { lasting } from './shelf.ts'

/** A device as it calls itself. */
export interface Device {
  readonly id: string
  readonly name: string
}

const beatMs = 4 * 60_000
const gatherMs = 2_000

let known: Device | undefined
const listeners = new Set<() => void>()

function tell(next: Device): void {
  known = next
  // The name is for people, the start of the id tells two devices of one name apart.
  sayDevice(`${next.name} ${next.id.slice(0, 4)}`)
  for (const listener of listeners) listener()
}

/** Who this device is; it names itself the first time it is asked. */
export async function thisDevice(): Promise<Device> {
  if (known) return known
  const unnamed = { id: newId(), name: deviceOf(navigator.userAgent) }
  // A device whose store fails has a name for as long as the page.
  const device = await recalled(unnamed).catch(() => unnamed)
  if (!known) tell(device)
  return known ?? device
}

async function recalled(unnamed: Device): Promise<Device> {
  const was = await kept<Device>('device')
  if (!was) await keep('device', unnamed)
  return was ?? unnamed
}

/** Calls this device something else. */
export async function renameDevice(name: string): Promise<void> {
  const next = { ...(await thisDevice()), name }
  await keep('device', next)
  tell(next)
}

export function useDevice(): Device | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => known,
  )
}

interface Held {
  readonly held: readonly Outgoing[]
  listen(listener: () => void): () => void
}

/** Reports what the outbox keeps when that changes, and every few minutes; the result stops it. */
export function reportHeld(outbox: Held): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let reported = ''
  const report = async () => {
    timer = undefined
    const { held } = outbox
    reported = keyOf(held)
    const { id, name } = await thisDevice()
    const oldest = held[0]?.keptAt
    await ask('POST', '/devices/current', {
      id,
      name,
      waiting: held.length,
      refused: held.filter(({ refused }) => refused).length,
      ...(oldest !== undefined && { oldestAt: oldest }),
      version: appVersion(),
      lasting: await staysKept(),
    })
  }
  // What was not heard is said again with the next beat.
  const beat = () => void report().catch(() => undefined)
  const unlisten = outbox.listen(() => {
    if (keyOf(outbox.held) !== reported) timer ??= setTimeout(beat, gatherMs)
  })
  const again = setInterval(beat, beatMs)
  timer = setTimeout(beat, gatherMs)
  return () => {
    clearTimeout(timer)
    clearInterval(again)
    unlisten()
  }
}

function keyOf(held: readonly Outgoing[]): string {
  return held.map(({ id, refused }) => `${id}${refused ? '!' : ''}`).join()
}

/** Whether the browser promised not to clear what it keeps. */
export async function staysKept(): Promise<boolean> {
  const { storage } = navigator as { storage?: StorageManager }
  // Nobody promised anything of a store that fails.
  const here = await lasting().catch(() => false)
  return here && (await storage?.persisted?.().catch(() => false)) === true
}

/** The build of the app that runs, as its main piece is named. */
export function appVersion(): string {
  const source = document.querySelector('script[type="module"]')?.getAttribute('src') ?? ''
  return /-([\w-]+)\.js$/.exec(source)?.[1] ?? 'dev'
}
