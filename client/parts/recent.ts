/**
 * Records opened lately on this device, so that one gets back to them without typing. Numbers and
 * ids only, for a day and for one person: a title may be somebody's name.
 */
import { useEffect } from 'react'
import type { RecordView } from '../api.ts'

export type Recent = Pick<RecordView, 'id' | 'ledger' | 'number'>

interface Kept {
  readonly account: string
  readonly at: number
  readonly records: readonly Recent[]
}

const place = 'daicho.recent'
const keptMax = 8
const oneDayMs = 86_400_000

/** What an account opened within the day, the latest first. */
export function recentOf(account: string): readonly Recent[] {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '') as Kept
    return kept.account === account && Date.now() - kept.at < oneDayMs ? kept.records : []
  } catch {
    return []
  }
}

/** Takes note that a record is open; what another person opened here is forgotten. */
export function useRecent(account: string, { id, ledger, number }: Recent): void {
  useEffect(() => {
    const others = recentOf(account).filter((one) => one.id !== id)
    const records = [{ id, ledger, number }, ...others].slice(0, keptMax)
    localStorage.setItem(place, JSON.stringify({ account, at: Date.now(), records }))
  }, [account, id, ledger, number])
}
