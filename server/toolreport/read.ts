/**
 * The reports of tools: which kind a file is by its bytes, what it says, and which disks it is
 * about. The bytes themselves are kept under their hash like any attachment.
 */
import { buffer } from 'node:stream/consumers'
import type { FileReference } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Facts } from '../../models/record.ts'
import type { Files } from '../../models/stored/files.ts'
import { readBlancco } from '../../models/toolreport/blancco.ts'
import { readNwipeLog } from '../../models/toolreport/nwipelog.ts'
import { readNwipePdf } from '../../models/toolreport/nwipepdf.ts'
import { unreadable } from '../../models/toolreport/report.ts'
import type { ToolReport } from '../../models/toolreport/report.ts'
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
 * @throws Problem report-unreadable, report-contradicts, or file-too-large
 */
export async function readReport(bytes: Buffer): Promise<ReadReport> {
  const max = limits.reportBytesMax
  if (bytes.length > max) throw new Problem('file-too-large', { max })
  const read = await readAs(bytes)
  if (read.report.disks.length > limits.reportDisksMax) throw unreadable()
  return read
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
 * Finds out what the files of an act are about where nobody read them yet: a report may have come
 * in as a plain attachment, and still must not stand for another disk.
 */
export async function learnReports(files: Files, ledger: Ledger, given: Facts): Promise<void> {
  const named = Object.entries(ledger.fields).flatMap(([key, { report }]) => {
    const file = given[key] as FileReference | undefined
    return report && file ? [file.sha256] : []
  })
  for (const { sha256, about, type, size } of (await files.find(named)).values()) {
    const read = about === undefined && !type.startsWith('image/') && size <= limits.reportBytesMax
    if (read) await files.tell(sha256, await aboutIn(await buffer(files.open(sha256))))
  }
}

async function aboutIn(bytes: Buffer): Promise<string[]> {
  try {
    return aboutOf((await readReport(bytes)).report)
  } catch (error) {
    // Whatever is no report is a document like any other.
    if (error instanceof Problem) return []
    throw error
  }
}
