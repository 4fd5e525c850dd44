/**
 * The roll call on paper: A4, a box for each person, ticked already where somebody was found, and
 * a line to sign on. It is drawn for the printer alone.
 */
import type { RollCallView } from '../../models/figures.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { useZone } from '../places.tsx'
import { calling as wording, wall } from '../wording/wall.ts'
import { wallTime } from '../zone.ts'
import { useShown } from './CallLine.tsx'
import { grouped } from './calling.ts'
import type { Called } from './calling.ts'
import type { Calling } from './keeping.ts'
import { useNow } from './watch.ts'

interface CallSheetProps {
  readonly list: RollCallView
  readonly calling: Calling | undefined
  readonly lines: readonly Called[]
}

const minuteMs = 60_000

export function CallSheet({ list, calling, lines }: CallSheetProps) {
  const { say, language } = useSpeech()
  const zone = useZone()
  const now = useNow(minuteMs)
  const clock = (iso: string) => wallTime(iso, zone).replace('T', ' ')
  const here = lines.filter(({ since }) => since !== 'gone')
  const found = here.filter(({ foundAt }) => foundAt !== undefined).length
  const ledger = ledgerNamed(lines[0]?.row.ledger)
  const columns = ledger?.rollCall?.shows ?? []
  return (
    <div className="callsheet">
      <header>
        <h1>{say(wall.rollCall)}</h1>
        <p>{list.company[language]}</p>
      </header>
      <p>
        {say(wording.asOf, { at: clock(list.now) })}
        {' · '}
        {say(wording.printedAt, { at: clock(new Date(now).toISOString()) })}
      </p>
      <p>
        {say(wording.count, { total: here.length, found })}
        {calling && ` · ${say(wording.startedBy, startOf(calling, clock))}`}
        {calling?.finishedAt &&
          ` · ${say(wording.finishedBy, { at: clock(calling.finishedAt), by: calling.finishedBy })}`}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say(wording.tick)}</th>
            <th scope="col">{say(wording.name)}</th>
            {columns.map((key) => (
              <th key={key} scope="col">
                {ledger?.fields[key] && say(ledger.fields[key].label)}
              </th>
            ))}
            <th scope="col">{say(wording.since)}</th>
          </tr>
        </thead>
        {grouped(lines).map(([name, members]) => (
          <tbody key={name}>
            <tr className="callsheet-area">
              <th scope="rowgroup" colSpan={columns.length + 3}>
                {say(wording.inArea, { name: name || say(wall.nowhere), count: members.length })}
              </th>
            </tr>
            {members.map((line) => (
              <SheetRow key={line.row.id} line={line} list={list} clock={clock} />
            ))}
          </tbody>
        ))}
      </table>
      <p className="callsheet-sign">
        <span>{say(wording.signature)}</span>
      </p>
    </div>
  )
}

interface SheetRowProps {
  readonly line: Called
  readonly list: RollCallView
  readonly clock: (iso: string) => string
}

function SheetRow({ line, list, clock }: SheetRowProps) {
  const { say } = useSpeech()
  const { row, foundAt, since } = line
  const shown = new Map(useShown(row, list.linked).map(({ key, value }) => [key, value]))
  const columns = ledgerNamed(row.ledger)?.rollCall?.shows ?? []
  return (
    <tr>
      <td className="callsheet-tick">
        <i data-found={foundAt !== undefined || undefined} />
        {foundAt && clock(foundAt).slice(11)}
      </td>
      <td>
        <b>{row.title}</b> <small>{row.number}</small>
        {row.groups.length > 1 && <small> {row.groups.join(say(wording.between))}</small>}
        {since && <small> {say(since === 'gone' ? wording.gone : wording.entered)}</small>}
      </td>
      {columns.map((key) => (
        <td key={key}>{shown.get(key)}</td>
      ))}
      <td>{row.since && clock(row.since).slice(5)}</td>
    </tr>
  )
}

function startOf({ startedAt, startedBy }: Calling, clock: (iso: string) => string) {
  return { at: clock(startedAt), by: startedBy }
}
