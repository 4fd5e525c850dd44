/** What the server tells of time from outside, asked for once for a whole page. */
import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'

interface SeenAt {
  readonly size: number
  /** ISO. */
  readonly time: string
}

/** The answer of `/log/times`. */
export interface Times {
  /** Entries under the latest checkpoint. */
  readonly size: number
  readonly stamping: boolean
  readonly stamp?: SeenAt & { readonly tsa: string }
  readonly witnesses: readonly SeenBy[]
}

/** A witness; without a line when it has not signed yet. */
export interface SeenBy extends Partial<SeenAt> {
  readonly name: string
  readonly vkey?: string
  readonly line?: string
}

/** What came of looking at a stamp; `told` is what the server says and nobody could check here. */
export type Stamped =
  | (SeenAt & { readonly kind: 'held' | 'told'; readonly tsa?: string })
  | { readonly kind: 'failed'; readonly why: string }

/** How often is asked again while something is on its way, in milliseconds. */
const againMs = 10_000

function isWaiting({ size, stamping, stamp, witnesses }: Times): boolean {
  return (stamping && (stamp?.size ?? 0) < size) || witnesses.some((one) => one.size !== size)
}

/** When the outside last saw the journal; undefined as long as nothing is known. */
export function useTimes(): Times | undefined {
  const { data } = useQuery({
    queryKey: ['times'],
    queryFn: () => call<Times>('GET', '/log/times'),
    refetchInterval: ({ state }) => (state.data && isWaiting(state.data) ? againMs : false),
    staleTime: againMs,
    retry: false,
  })
  return data
}
