/**
 * The wall's figures on this device, and how far they may be believed: a screen whose figures
 * stopped looks exactly like a quiet day, so it must say that they did, and since when.
 */
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { WallView } from '../../models/figures.ts'
import { call } from '../api.ts'
import { useLine } from '../live.ts'
import { useNow } from './watch.ts'

/** Asked again even while nothing happens, because things become late by themselves. */
const againMs = 15_000
/** Figures older than this are said to be. */
const oldMs = 60_000
const tickMs = 1_000

interface Fresh {
  /** The server's moment of the figures, and this device's when it first met them. */
  readonly now: string | undefined
  readonly metAt: number
}

/** The figures, the server's time, and since when they are not current. */
export function useFigures() {
  const { data, error, refetch } = useQuery({
    queryKey: ['wall'],
    queryFn: () => call<WallView>('GET', '/wall'),
    refetchInterval: againMs,
    refetchIntervalInBackground: true,
  })
  const { connected, begun } = useLine()
  const device = useNow(tickMs)
  const [fresh, setFresh] = useState<Fresh>({ now: undefined, metAt: 0 })
  // An answer that is merely repeated, as one kept on the device is, is no news.
  if (fresh.now !== data?.now) setFresh({ now: data?.now, metAt: device })
  const old = fresh.now !== undefined && device - fresh.metAt > oldMs
  const stale = data !== undefined && ((begun && !connected) || error !== null || old)
  // The site's clock is the server's: a device that hangs on a wall may run wrong.
  const ahead = fresh.now === undefined ? 0 : Date.parse(fresh.now) - fresh.metAt
  return {
    data,
    error,
    retry: () => void refetch(),
    now: device + ahead,
    staleSince: stale ? data.now : undefined,
  }
}
