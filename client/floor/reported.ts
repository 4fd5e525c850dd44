/**
 * What a tool's report says, given to a form: to the one record it is about, or to each of a batch
 * what is said of it alone and to all of them what is said of all.
 */
import { useCallback, useEffect, useRef } from 'react'
import type { Dispatch } from 'react'
import type { Field } from '../../models/field.ts'
import { codeText } from '../../models/kana.ts'
import { takenBy } from '../../models/ledger.ts'
import type { Act } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import type { Proposed } from '../../models/toolreport/proposing.ts'
import { corrects } from '../house.ts'
import { same } from '../values.ts'
import type { Spread } from './about.ts'
import { sendable } from './rows.ts'
import type { Change, Row } from './rows.ts'
import type { Origin } from './usual.ts'

type Propose = (facts: Facts, origin: Origin) => void

/** The fields of an act a report fills in, empty where it says nothing. */
function factsOf(field: Field, act: Act, said: Facts): Facts {
  const taken = takenBy(act)
  const keys = Object.keys(field.report?.fills ?? {}).map((path) => path.split('.')[0] ?? '')
  return Object.fromEntries(
    keys.filter((key) => taken.includes(key)).map((key) => [key, said[key]]),
  )
}

/** The disk of a report that carries a code. */
function diskOf(disks: readonly Proposed[], code: unknown): Proposed | undefined {
  if (typeof code !== 'string') return undefined
  return disks.find(({ serial }) => serial !== undefined && codeText(serial) === codeText(code))
}

/** What is the same for all of several disks; everything else is said of each alone. */
function sharedBy(disks: readonly Proposed[]): Facts {
  const [first, ...rest] = disks
  const alike = Object.entries(first?.proposes ?? {}).filter(([key, value]) =>
    rest.every(({ proposes }) => same(proposes[key], value)),
  )
  return Object.fromEntries(alike)
}

/** For the form of one record; a correction is proposed nothing. */
export function useReported(act: Act, propose: Propose) {
  return useCallback(
    (field: Field, [disk]: readonly Proposed[]): undefined => {
      if (disk && !corrects(act)) propose(factsOf(field, act, disk.proposes), 'report')
    },
    [act, propose],
  )
}

interface Rows {
  readonly rows: readonly Row[]
  readonly change: Dispatch<Change>
}

/** For a batch: each record gets its own disk's. */
export function useSpread(act: Act, { rows, change }: Rows, propose: Propose) {
  const newest = useRef(rows)
  useEffect(() => {
    newest.current = rows
  }, [rows])
  return useCallback(
    (field: Field, disks: readonly Proposed[]): Spread | undefined => {
      if (!field.report) return undefined
      const { about } = field.report
      const met = sendable(newest.current).map((row) => ({
        row,
        disk: diskOf(disks, row.record.facts[about]),
      }))
      const found = met.flatMap(({ disk }) => disk ?? [])
      const shared = sharedBy(found)
      propose(factsOf(field, act, shared), 'report')
      for (const { row, disk } of met) {
        const said = factsOf(field, act, disk?.proposes ?? {})
        // What an earlier report filled in goes; what is said of all would be hidden by a blank.
        const kept = Object.entries(row.fields).filter(([key]) => !(key in said))
        const own = Object.entries(said).filter(
          ([key, value]) => value !== undefined && !(key in shared),
        )
        const fields = Object.fromEntries([...kept, ...own])
        change({ kind: 'set', key: row.key, row: { fields } })
      }
      const without = met.filter(({ disk }) => !disk).map(({ row }) => row.record.title)
      return { rows: found.length, without }
    },
    [act, change, propose],
  )
}
