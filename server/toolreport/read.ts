/**
 * The reports of tools: which kind a file is by its bytes, what it says, and which disks it is
 * about. The bytes themselves are kept under their hash like any attachment.
 */
import { buffer } from 'node:stream/consumers'
import type { FileReference } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Facts, FoundReport } from '../../models/record.ts'
import type { Files } from '../../models/stored/files.ts'
import { readBlancco } from '../../models/toolreport/blancco.ts'
import { readNwipeLog } from '../../models/toolreport/nwipelog.ts'
import { readNwipePdf } from '../../models/toolreport/nwipepdf.ts'
import { unreadable } from '../../models/toolreport/report.ts'
import type { ToolReport } from '../../models/toolreport/report.ts'
import { Unfinished } from '../apart/reader.ts'
import { rowsOf } from './pdf.ts'
import { readXml } from './xml.ts'

/** A report with the kind of file it is. */
export interface ReadReport {
  readonly report: ToolReport
  readonly type: string
}

/**
 * Reads a report of any kind that is known.
 *
 * @throws Problem report-unreadable, report-contradicts, file-too-large, or busy
 */
export async function readReport(bytes: Buffer): Promise<ReadReport> {
  const max = limits.reportBytesMax
  if (bytes.length > max) throw new Problem('file-too-large', { max })
  try {
    const read = await readAs(bytes)
    if (read.report.disks.length > limits.reportDisksMax) throw unreadable()
    return read
  } catch (error) {
    throw error instanceof Unfinished ? unreadable() : error
  }
}

async function readAs(bytes: Buffer): Promise<ReadReport> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    return { type: 'application/pdf', report: readNwipePdf(await rowsOf(bytes)) }
  }
  const text = textOf(bytes)
  if (text.trimStart().startsWith('<')) {
    return { type: 'application/xml', report: readBlancco(readXml(text)) }
  }
  return { type: 'text/plain', report: readNwipeLog(text) }
}

/** Text in UTF-8, or in UTF-16 where it says so. */
function textOf(bytes: Buffer): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes)
}

/** The disks a report names, each once. */
export function aboutOf({ disks }: ToolReport): string[] {
  return [...new Set(disks.flatMap(({ serial }) => (serial === undefined ? [] : [serial])))]
}

/**
 * Finds out what the files of an act are where nobody read them yet: a report may have come in as
 * a plain attachment, and still must not stand for another disk. What could not be read to its end
 * stays unknown, so that it is neither taken for a document nor remembered as one.
 *
 * @throws Problem busy when too many wait to be read
 */
export async function learnReports(files: Files, ledger: Ledger, given: Facts): Promise<void> {
  const named = Object.entries(ledger.fields).flatMap(([key, { report }]) => {
    const file = given[key] as FileReference | undefined
    return report && file ? [file.sha256] : []
  })
  for (const { sha256, report, type } of (await files.find(named)).values()) {
    if (report !== undefined || type.startsWith('image/')) continue
    const found = await reportIn(await buffer(files.open(sha256)))
    if (found) await files.tell(sha256, found)
  }
}

async function reportIn(bytes: Buffer): Promise<FoundReport | undefined> {
  try {
    return { about: aboutOf((await readAs(bytes)).report) }
  } catch (error) {
    if (error instanceof Unfinished) return undefined
    if (!(error instanceof Problem)) throw error
    if (error.code === 'report-contradicts') {
      return { about: [], contradicts: String(error.details['serial']) }
    }
    // Whatever is no report, or locked against reading, is a document like any other.
    if (error.code === 'report-unreadable') return { about: [] }
    throw error
  }
}
