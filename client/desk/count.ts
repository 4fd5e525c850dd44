/** How much waits for the reader: a figure beside the way to the desk, without what it is. */
import { useQuery } from '@tanstack/react-query'
import { readGrant } from '../../models/derive/permissions.ts'
import type { DeskCounts } from '../../models/desk.ts'
import { call } from '../api.ts'
import type { Account } from '../api.ts'
import { actorOf, ledgers } from '../house.ts'

/** Things fall due by themselves, so it is asked again even while nobody acts. */
const againMs = 30_000

/** Whether there is a desk for an account: it sees at least one ledger as a whole. */
export function hasDesk(account: Account): boolean {
  return ledgers.some((one) => !one.register && readGrant(one, actorOf(account)) === 'all')
}

/** How much waits for the account; nothing while that is not known. */
export function useDeskCount(account: Account): number {
  const { data } = useQuery({
    queryKey: ['desk', 'counts', account.id],
    queryFn: () => call<DeskCounts>('GET', '/desk/counts'),
    enabled: hasDesk(account),
    refetchInterval: againMs,
  })
  return data?.total ?? 0
}

/** Whether these acts decide what others apply for. */
export function decides(acts: readonly string[]): boolean {
  return ledgers.some((one) => one.decides && acts.includes(`${one.name}.${one.decides.approve}`))
}
