/** How much of a list is shown, whether there is news of it, and a way to select all that match. */
import { Button, Group, Text } from '@mantine/core'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { useSpeech } from '../language.tsx'
import { exportWords } from '../wording/exports.ts'
import { tableWords } from '../wording/table.ts'
import { wording } from '../wording/house.ts'
import type { useRows } from './rows.ts'

interface CountedProps {
  readonly ledger: Ledger
  readonly rows: ReturnType<typeof useRows>
  readonly selected: ReadonlySet<string>
  readonly select: (ids: ReadonlySet<string>) => void
}

export function Counted({ ledger, rows, selected, select }: CountedProps) {
  const { say } = useSpeech()
  const { records, first, newer, renew } = rows
  const count = records.length
  const total = first?.total
  const known = first?.atLeast ? wording.shownAtLeast : wording.shown
  const selectable = Object.values(ledger.acts).some(({ batch }) => batch)
  return (
    <Group justify="center" gap="md" className="grid-count">
      <Text size="sm" c="dimmed" role="status">
        {total === undefined ? say(wording.shownSome, { count }) : say(known, { count, total })}
      </Text>
      {(rows.hasMore || count > limits.pagePrintedRowsMax) && (
        <p className="print-only">
          {say(tableWords.printedSome, {
            count: Math.min(count, limits.pagePrintedRowsMax),
            export: say(exportWords.exports),
          })}
        </p>
      )}
      {selectable && selected.size > 0 && total !== undefined && (
        <SelectMatching rows={rows} total={total} selected={selected} select={select} />
      )}
      {newer && (
        <Button variant="light" size="sm" onClick={renew}>
          {say(tableWords.changed)} · {say(tableWords.refresh)}
        </Button>
      )}
    </Group>
  )
}

interface MatchingProps extends Pick<CountedProps, 'rows' | 'selected' | 'select'> {
  readonly total: number
}

/** Selects everything that matches, up to what one submission may name. */
function SelectMatching({ rows, total, selected, select }: MatchingProps) {
  const { say } = useSpeech()
  const most = limits.batchRecordsMax
  const count = Math.min(total, most)
  const choose = async () => {
    const found = await rows.upTo(count)
    select(new Set(found.slice(0, most).map(({ id }) => id)))
  }
  if (selected.size >= count) return null
  const label = total > most ? tableWords.selectFirst : tableWords.selectMatching
  return (
    <>
      <Button variant="default" size="sm" loading={rows.loading} onClick={() => void choose()}>
        {say(label, { count })}
      </Button>
      {total > most && (
        <Text size="sm" c="dimmed">
          {say(tableWords.selectMore, { max: most })}
        </Text>
      )}
    </>
  )
}
