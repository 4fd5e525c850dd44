/**
 * A ledger as a table of any length: only the rows in view are drawn, further ones are read as one
 * scrolls. The head and the number stay in sight; a click on a heading orders by it.
 */
import { Checkbox } from '@mantine/core'
import { useCallback, useEffect, useRef } from 'react'
import { useNavigate } from '../way.tsx'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { RecordView } from '../api.ts'
import { useNewest } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import type { Column } from './columns.ts'
import { Further } from './Further.tsx'
import { Head } from './Head.tsx'
import { reveal, useInView } from './inview.ts'
import { useKeys } from './keys.ts'
import { usePrinting } from './printing.ts'
import { Row } from './Row.tsx'

export interface TableProps {
  readonly ledger: Ledger
  readonly records: readonly RecordView[]
  readonly columns: readonly Column[]
  readonly dense: boolean
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly onWiden: (key: string, width: number) => void
  /** Absent where nothing can be done to several at once. */
  readonly selected: ReadonlySet<string> | undefined
  readonly select: (ids: ReadonlySet<string>) => void
  readonly hasMore: boolean
  readonly failed: boolean
  readonly more: () => void
  readonly total: number | undefined
  readonly onActive: (record: RecordView | undefined) => void
  readonly togglePreview: () => void
}

/** Heights of a row, in CSS pixels, as the style sheet has them. */
const rowHeights = { dense: 40, roomy: 56 } as const
const headHeight = 44
/** Rows drawn beyond those in view, and how near the end the next ones are read. */
const overscan = 12
const readAhead = 30
/** The box and the number, which stay at the left. */
const pickWidth = 52
const numberWidth = 156
/** The number's part of a sheet's width: enough for it to stand on one line. */
const numberPercent = 8

export function Table(props: TableProps) {
  const { ledger, records, columns, dense, selected, hasMore, failed, more, onActive } = props
  const { say } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  const wanted = useRef<number>(undefined)
  const height = dense ? rowHeights.dense : rowHeights.roomy
  const inView = useInView(box, { count: records.length, height, beyond: overscan })
  const printed = { from: 0, to: Math.min(records.length, limits.pagePrintedRowsMax) }
  const printing = usePrinting()
  const { from, to } = printing ? printed : inView
  const keys = useTableKeys(props, (row) => {
    wanted.current = row
    if (box.current) reveal(box.current, row, height, headHeight)
    focusWanted(box.current, wanted)
  })
  const ahead = records.length - inView.to
  useEffect(() => {
    if (ahead <= readAhead && hasMore && !failed) more()
  }, [ahead, hasMore, failed, more])
  const { onKeyDown } = keys
  useEffect(() => {
    const element = box.current
    element?.addEventListener('keydown', onKeyDown)
    return () => element?.removeEventListener('keydown', onKeyDown)
  }, [onKeyDown])
  // A row that was not drawn when it was wanted is there once it is.
  useEffect(() => focusWanted(box.current, wanted))
  const active = records[keys.active]
  useEffect(() => onActive(active), [active, onActive])
  const all = selected !== undefined && records.every(({ id }) => selected.has(id))
  const width = columns.reduce((sum, one) => sum + one.width, numberWidth)
  // A sheet is as wide as it is: what columns are on the screen says how they divide it.
  const share = (wide: number) => `${((100 - numberPercent) * wide) / (width - numberWidth)}%`
  return (
    <div
      ref={box}
      className="grid-scroll"
      data-dense={dense || undefined}
      role="region"
      aria-label={say(ledger.label)}
      tabIndex={-1}
    >
      <table
        className="grid"
        aria-rowcount={hasMore ? -1 : records.length + 1}
        style={{ width: width + (selected ? pickWidth : 0) }}
      >
        <colgroup>
          {selected && !printing && <col style={{ width: pickWidth }} />}
          <col style={{ width: printing ? `${numberPercent}%` : numberWidth }} />
          {columns.map(({ key, width: wide }) => (
            <col key={key} style={{ width: printing ? share(wide) : wide }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {selected && (
              <th className="pick stays">
                <Checkbox
                  aria-label={say(wording.selectAll)}
                  checked={all}
                  indeterminate={selected.size > 0 && !all}
                  onChange={() =>
                    props.select(all ? new Set() : new Set(records.map(({ id }) => id)))
                  }
                />
              </th>
            )}
            <Head
              column={{
                key: 'number',
                label: wording.number,
                width: 0,
                sort: 'number',
                dated: true,
              }}
              stays
              {...props}
            />
            {columns.map((column) => (
              <Head key={column.key} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={from * height} />
          {records.slice(from, to).map((record, at) => (
            <Row
              key={record.id}
              {...{ ledger, record, columns }}
              index={from + at}
              active={from + at === keys.active}
              selected={selected?.has(record.id)}
              toggle={keys.toggle}
              onFocus={keys.setActive}
            />
          ))}
          <Space height={(records.length - to) * height} />
        </tbody>
      </table>
      {hasMore && <Further failed={failed} more={more} />}
    </div>
  )
}

/** Brings the focus to the row that is wanted, if it is drawn. */
function focusWanted(box: HTMLElement | null, wanted: { current: number | undefined }): void {
  if (wanted.current === undefined) return
  const row = box?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
  if (!row) return
  wanted.current = undefined
  row.focus({ preventScroll: true })
}

/** Stands for the rows that are not drawn. */
function Space({ height }: { readonly height: number }) {
  return height > 0 ? <tr className="grid-space" style={{ height }} aria-hidden /> : null
}

function useTableKeys(props: TableProps, reveal: (row: number) => void) {
  const { ledger, records, selected, select, togglePreview } = props
  const navigate = useNavigate()
  const idAt = (row: number) => records[row]?.id
  /** Where a range begins that a click with Shift ends. */
  const anchor = useRef<number>(undefined)
  const toggle = (row: number, spanning: boolean) => {
    const next = new Set(selected)
    const from = spanning && anchor.current !== undefined ? anchor.current : row
    const ids = records.slice(Math.min(from, row), Math.max(from, row) + 1).map(({ id }) => id)
    const drop = from === row && next.has(idAt(row) ?? '')
    for (const id of ids) {
      if (drop) next.delete(id)
      else next.add(id)
    }
    anchor.current = row
    select(next)
  }
  const keys = useKeys({
    count: records.length,
    selectable: selected !== undefined,
    open: (row) => navigate(`/${ledger.name}/${idAt(row)}`),
    toggle: (row) => toggle(row, false),
    range: (from, to) => {
      anchor.current ??= from
      toggle(to, true)
      anchor.current = to
    },
    clear: () => select(new Set()),
    preview: togglePreview,
    reveal,
  })
  const newest = useNewest(([row, spanning]: readonly [number, boolean]) => toggle(row, spanning))
  // The same function at every drawing, so that rows need not be drawn again.
  const stable = useCallback((row: number, spanning: boolean) => newest([row, spanning]), [newest])
  return { ...keys, toggle: stable }
}
