/**
 * A roll call on this device: the list, fetched while there is a network and remembered while
 * there is none, and who has been found. Every tick is kept before it shows.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { inCallOrder } from '../../models/derive/rollcall.ts'
import type { CallRow, RollCallView } from '../../models/figures.ts'
import { call, Unreachable } from '../api.ts'
import { serverNow } from '../offline/clock.ts'
import { useZone } from '../places.tsx'
import { useSession } from '../session.tsx'
import { keepCalling, keepList, keptCalling, keptList, lasts } from './keeping.ts'
import type { Calling } from './keeping.ts'

const againMs = 15_000

/** One line of the roll call. */
export interface Called {
  readonly row: CallRow
  readonly foundAt: string | undefined
  /** Came or left since the roll call began. */
  readonly since: 'entered' | 'gone' | undefined
}

async function readList(account: string, zone: string): Promise<RollCallView> {
  try {
    const list = await call<RollCallView>('GET', '/roll-call')
    if (!list.here) await keepList(account, list, zone)
    return list
  } catch (error) {
    // Whoever carries nothing still has the list they were last told.
    const list = error instanceof Unreachable ? await keptList(account) : undefined
    if (!list) throw error
    return { ...list, here: true }
  }
}

/** The roll call and what one can do with it. */
export function useRollCall() {
  const { account } = useSession()
  const { id, name } = account
  const zone = useZone()
  const {
    data: list,
    error,
    refetch,
  } = useQuery({
    queryKey: ['roll-call'],
    queryFn: () => readList(id, zone),
    refetchInterval: againMs,
    retry: false,
  })
  const [calling, setCalling] = useState<Calling>()
  const [known, setKnown] = useState(false)
  const [last, setLast] = useState<string>()
  const newest = useRef<Calling>(undefined)
  const set = useCallback(
    (next: Calling | undefined) => {
      newest.current = next
      // Kept first: a tick that shows has outlived a dead battery.
      void keepCalling(id, next, zone).finally(() => setCalling(newest.current))
    },
    [id, zone],
  )
  useEffect(() => {
    void keptCalling(id).then((was) => {
      newest.current = was
      setCalling(was)
      setKnown(true)
    })
  }, [id])
  useEffect(() => {
    const met = newest.current
    if (!met || met.finishedAt !== undefined || !list || !known) return
    const more = list.rows.filter((row) => !met.known[row.id])
    if (more.length > 0) set({ ...met, known: { ...met.known, ...byId(more) } })
  }, [list, known, set])
  const begun = (): Calling => ({
    startedAt: moment(),
    startedBy: name,
    known: byId(list?.rows ?? []),
    first: (list?.rows ?? []).map((row) => row.id),
    found: {},
  })
  const tick = (record: string) => {
    const was = newest.current ?? begun()
    if (was.finishedAt !== undefined) return
    const { [record]: at, ...others } = was.found
    const found = at === undefined ? { ...others, [record]: moment() } : others
    setLast(record)
    set({ ...was, found })
  }
  return {
    list,
    known,
    kept: list?.here === true,
    error,
    retry: () => void refetch(),
    calling,
    lines: linesOf(list, calling),
    lasts: useLasts(),
    last,
    tick,
    start: () => set(begun()),
    finish: () => {
      const met = newest.current
      if (met) set({ ...met, finishedAt: moment(), finishedBy: name })
    },
    resume: () => {
      const { finishedAt: _, finishedBy: __, ...rest } = newest.current ?? begun()
      set(rest)
    },
    clear: () => {
      setLast(undefined)
      set(undefined)
    },
  }
}

function useLasts(): boolean {
  const [kept, setKept] = useState(true)
  useEffect(() => void lasts().then(setKept), [])
  return kept
}

/** The site's clock is the server's, whatever this device believes. */
function moment(): string {
  return serverNow().toISOString()
}

function byId(rows: readonly CallRow[]): Record<string, CallRow> {
  return Object.fromEntries(rows.map((row) => [row.id, row]))
}

/** Everybody on the list now, and everybody who was since the roll call began. */
export function linesOf(list: RollCallView | undefined, calling: Calling | undefined): Called[] {
  if (!calling) {
    return (list?.rows ?? []).map((row) => ({ row, foundAt: undefined, since: undefined }))
  }
  const over = calling.finishedAt !== undefined
  const here = over ? calling.known : { ...calling.known, ...byId(list?.rows ?? []) }
  const now = new Set((list?.rows ?? []).map(({ id }) => id))
  const first = new Set(calling.first)
  return Object.values(here)
    .sort(inCallOrder)
    .map((row) => {
      const gone = list !== undefined && !over && !now.has(row.id)
      const since = gone ? 'gone' : first.has(row.id) ? undefined : 'entered'
      return { row, foundAt: calling.found[row.id], since }
    })
}

/** Lines by the first group of each, groups in the order of the alphabet, those without last. */
export function grouped(lines: readonly Called[]): (readonly [string, readonly Called[]])[] {
  const groups = new Map<string, Called[]>()
  for (const line of lines) {
    const name = line.row.groups[0] ?? ''
    groups.set(name, [...(groups.get(name) ?? []), line])
  }
  return [...groups].sort(([one], [other]) =>
    one === '' || other === '' ? other.length - one.length : one.localeCompare(other, 'ja'),
  )
}
