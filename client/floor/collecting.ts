/**
 * Putting a batch together by scanning: each code is looked up once, said to be good, double,
 * unknown or not to be acted on in sound and words, and kept as a row until it is sent.
 */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { takenBy } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { Words } from '../../models/words.ts'
import { call, Refused } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { filePartOf } from '../fields/taking.ts'
import { newId } from '../identifier.ts'
import { asCode, carries, meantBy } from '../scan/meant.ts'
import { readScan } from '../scan/read.ts'
import { signal } from '../scan/signal.ts'
import { floor } from '../wording/floor.ts'
import { changed, rowOfCode, standingOf } from './rows.ts'
import type { Row } from './rows.ts'

/** Keys of an act's fields that are said of each record: what shows it, which nobody shares. */
export function ownFields(ledger: Ledger, act: Act): readonly string[] {
  return takenBy(act).filter((key) => filePartOf(ledger.fields[key]))
}

/** The last thing that was said of a scan. */
export interface Heard {
  readonly text: string
  readonly says: Words
  readonly tone: 'good' | 'again' | 'bad'
}

const heardAs: Readonly<Record<string, Omit<Heard, 'text'>>> = {
  ready: { says: floor.added, tone: 'good' },
  unknown: { says: floor.unknown, tone: 'bad' },
  barred: { says: floor.barred, tone: 'bad' },
  several: { says: floor.severalMeant, tone: 'bad' },
  unreachable: { says: floor.notLookedUp, tone: 'bad' },
}

/**
 * Records one may scan while nobody can be asked: those that changed last, read once when the
 * page opens.
 */
function useNearby(ledger: Ledger): readonly RecordView[] {
  const { data } = useQuery({
    queryKey: ['nearby', ledger.name],
    queryFn: () => call<Page>('GET', `/${ledger.name}?sort=-changed&limit=${limits.pageRowsMax}`),
    staleTime: Infinity,
  })
  return data?.records ?? []
}

export function useCollecting(ledger: Ledger, name: string, kept: readonly Row[] = []) {
  const [rows, change] = useReducer(changed, kept, (before) =>
    changed([], { kind: 'restore', rows: before }),
  )
  const [heard, setHeard] = useState<Heard>()
  const nearby = useNearby(ledger)
  const now = useRef({ rows, nearby })
  useEffect(() => {
    now.current = { rows, nearby }
  })
  const hear = useCallback((text: string, standing: string) => {
    const { says, tone } = heardAs[standing] ?? { says: floor.twice, tone: 'again' as const }
    signal(tone)
    setHeard({ text, says, tone })
  }, [])
  const look = useCallback(
    async (key: string, code: string, scanned: string) => {
      change({ kind: 'set', key, row: { standing: 'looking' } })
      const row = await looked(ledger, name, scanned, now.current.nearby)
      const id = row.record?.id
      const twice = id !== undefined && now.current.rows.some((one) => one.record?.id === id)
      change({ kind: 'set', key, row })
      hear(code, twice ? 'twice' : (row.standing ?? 'unknown'))
    },
    [ledger, name, hear],
  )
  const scan = useCallback(
    (scanned: string) => {
      const read = readScan(scanned)
      const code = read.kind === 'record' ? read.id : asCode(read.text)
      if (code === '') return
      if (rowOfCode(now.current.rows, code)) return hear(code, 'twice')
      const key = newId()
      const row: Row = { key, code, scanned, standing: 'looking', fields: {} }
      // Two scans may come before the page has drawn the first.
      now.current = { ...now.current, rows: [row, ...now.current.rows] }
      change({ kind: 'add', row })
      void look(key, code, scanned)
    },
    [look, hear],
  )
  return { rows, change, scan, look, heard }
}

/** What a scan comes to; without a line, what was read when the page opened has to do. */
async function looked(
  ledger: Ledger,
  act: string,
  scanned: string,
  nearby: readonly RecordView[],
): Promise<Partial<Row>> {
  try {
    return standingOf(await meantBy(ledger, scanned), act)
  } catch (error) {
    if (error instanceof Refused) return { standing: 'unknown' }
    const read = readScan(scanned)
    const near = nearby.filter((record) =>
      read.kind === 'record' ? record.id === read.id : carries(ledger, record, asCode(read.text)),
    )
    return near.length > 0 ? standingOf(near, act) : { standing: 'unreachable' }
  }
}
