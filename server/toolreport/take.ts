/**
 * Takes the report of a tool in: reads it, keeps the original by its hash, and answers what a form
 * may be filled in with. What cannot be read, or is about something else, is not kept at all.
 */
import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FileReference } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { disksOf, lastOf, proposedBy } from '../../models/toolreport/proposing.ts'
import type { Proposed } from '../../models/toolreport/proposing.ts'
import type { DiskReport, ReportFormat, ToolReport } from '../../models/toolreport/report.ts'
import type { Language } from '../../models/words.ts'
import { fitName } from '../files.ts'
import { settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import type { Upload } from '../http/endpoint.ts'
import { aboutOf, readReport } from './read.ts'

/** What a report came to. */
export interface TakenReport {
  readonly file: FileReference
  readonly format: ReportFormat
  /** What it says of each disk; of one only when it was asked about one. */
  readonly disks: readonly Proposed[]
}

/** Which field of which ledger a report is for, and whose. */
export interface Wanted {
  readonly ledger: Ledger
  readonly field: string
  readonly record?: LedgerRecord | undefined
  readonly language: Language
}

/**
 * Takes a report in and removes the temporary file.
 *
 * @throws Problem report-unreadable, report-contradicts, report-about-other, file-too-large
 */
export async function takeReport(
  house: House,
  upload: Upload,
  { ledger, field, record, language }: Wanted,
): Promise<TakenReport> {
  const declared = ledger.fields[field]?.report
  if (!declared) throw new Problem('unknown-route')
  try {
    const max = limits.reportBytesMax
    if ((await stat(upload.path)).size > max) throw new Problem('file-too-large', { max })
    const bytes = await readFile(upload.path)
    const { report, type } = await readReport(bytes)
    const code = record?.facts[declared.about]
    const disks = typeof code === 'string' ? meant(report, code) : eachOnce(report)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { files } = house.database
    await files.store(sha256, type, () => Readable.from([bytes]))
    await files.tell(sha256, { about: aboutOf(report) })
    const timeZone = zoneOf(house, await settingsOf(house))
    const reading = { ledger, report: declared, timeZone, language }
    return {
      file: { sha256, size: upload.size, type, name: fitName(upload.name) },
      format: report.format,
      disks: disks.map((disk) => proposedBy(report, disk, reading)),
    }
  } finally {
    await rm(upload.path, { force: true })
  }
}

/** The disk of a code; one that the report leaves nameless may be any. */
function meant(report: ToolReport, code: string): DiskReport[] {
  const about = aboutOf(report)
  const disk = about.length === 0 ? report.disks[0] : lastOf(disksOf(report, code))
  if (disk && (about.length > 0 || report.disks.length === 1)) return [disk]
  throw new Problem('report-about-other', {
    serials: about.slice(0, 3).join(', ') || '—',
    serial: code,
  })
}

function eachOnce(report: ToolReport): DiskReport[] {
  return aboutOf(report).flatMap((serial) => lastOf(disksOf(report, serial)) ?? [])
}
