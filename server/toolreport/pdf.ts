/**
 * The words of a PDF, read in a process of its own that is given up when it takes too long or too
 * much memory: a PDF is a program somebody else wrote.
 */
import { limits } from '../../models/limits.ts'
import type { Rows } from '../../models/toolreport/nwipepdf.ts'
import { unreadable } from '../../models/toolreport/report.ts'
import { Reader } from '../apart/reader.ts'

const reader = new Reader<Uint8Array, Rows>(new URL('./pdfthread.js', import.meta.url), {
  ms: limits.reportReadMs,
  mb: limits.reportReadMb,
  waitingMax: limits.readingsWaitingMax,
})

/**
 * The words of the first pages, in lines from the top.
 *
 * @throws Problem report-unreadable when it is broken or locked, busy when too many wait; and
 *   Unfinished when it cannot be told what it is
 */
export async function rowsOf(bytes: Uint8Array): Promise<Rows> {
  const [rows] = await reader.read(bytes)
  if (!rows) throw unreadable()
  return rows
}
