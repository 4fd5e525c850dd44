/**
 * Reads the page nwipe prints for one disk, from its words in the order they stand on the page.
 * A label ends in a colon and its value stands to the right of it; labels that came or went with
 * a version change nothing for the others.
 */
import { consistent, counted, filled, known, methodNamed, toldTime, unreadable } from './report.ts'
import type { DiskReport, ToolReport } from './report.ts'

/** The words of a page: lines from the top, pieces from the left. */
export type Rows = readonly (readonly string[])[]

/** How often a method writes over everything, where the page does not say. */
const passesOf: readonly (readonly [RegExp, number])[] = [
  [/gutmann/i, 35],
  [/dod short/i, 3],
  [/dod/i, 7],
  [/ops-?ii/i, 8],
  [/is5.*enhanced|bmb/i, 3],
  [/schneier/i, 7],
  [/zero|one|prng|random/i, 1],
]

/**
 * Reads a page.
 *
 * @throws Problem report-unreadable when it is not such a page, report-contradicts
 */
export function readNwipePdf(rows: Rows): ToolReport {
  const words = rows.map((row) => row.join(' ')).join('\n')
  const said = labelled(rows)
  const status = said('Status')?.split(/\s/)[0]?.toUpperCase()
  if (!/\bnwipe\b|dis[ck] erasure report/i.test(words) || status === undefined) throw unreadable()
  const errors = faults(said, words)
  const method = said('Method')
  return consistent({
    format: 'nwipe-pdf',
    tool: 'nwipe',
    ...known('version', /nwipe\s+(?:version\s+)?v?(\d[\w.+-]*)/i.exec(words)?.[1]),
    ...known('operator', said('Name/ID')),
    disks: [
      {
        ...known('serial', said('Serial')),
        ...known('model', said('Make/Model')),
        ...known('bytes', counted(/(\d+) bytes/.exec(said('Size(Apparent)') ?? '')?.[1])),
        ...(method !== undefined && methodNamed(method)),
        ...known('passes', passes(method, said('Rounds'))),
        ...known('started', toldTime(said('Start time') ?? '')),
        ...known('finished', toldTime(said('End time') ?? '')),
        result: resultOf(status, errors.counted, errors.notes),
        ...known('verified', said('Verify Pass')),
        errors: [...errors.counted, ...errors.notes],
      },
    ],
  })
}

/** What stands to the right of a label; a note in brackets behind its name is left out. */
function labelled(rows: Rows): (label: string) => string | undefined {
  const found = new Map<string, string>()
  for (const row of rows) {
    let label: string | undefined
    for (const piece of row) {
      const text = piece.trim()
      const [, name] = /^\*?(.+?)\s*:$/.exec(text) ?? []
      if (name !== undefined) label = name
      else if (label !== undefined && text !== '') {
        // The first of a name is the disk's own; pages of raw data follow.
        const key = label
        label = undefined
        if (!found.has(key)) found.set(key, text)
      }
    }
  }
  return (label) => {
    const exact = found.get(label)
    if (exact !== undefined) return filled(exact)
    const key = [...found.keys()].find((one) => one.startsWith(`${label}(`))
    return key === undefined ? undefined : filled(found.get(key))
  }
}

function passes(method: string | undefined, rounds: string | undefined): number | undefined {
  const each = passesOf.find(([name]) => method !== undefined && name.test(method))?.[1]
  const done = counted(/^\d+/.exec(rounds ?? '')?.[0])
  return each === undefined || done === 0 ? undefined : each * (done ?? 1)
}

function faults(said: (label: string) => string | undefined, words: string) {
  const errors = said('Errors')
  const wrong = errors?.split('/').some((count) => (counted(count) ?? 0) > 0) ?? false
  const hidden = /hidden sectors NOT erased|can ?not determine hidden sector status/i.exec(words)
  return {
    counted: wrong ? [`errors (pass/sync/verify): ${errors}`] : [],
    notes: hidden ? [hidden[0]] : [],
  }
}

function resultOf(
  status: string,
  errors: readonly string[],
  notes: readonly string[],
): NonNullable<DiskReport['result']> {
  if (status !== 'ERASED') return 'failed'
  return notes.length > 0 && errors.length === 0 ? 'exceptions' : 'completed'
}
