/**
 * The words of a PDF, read in a thread of its own that is given up when it takes too long or too
 * much memory: a PDF is a program somebody else wrote.
 */
import { Worker } from 'node:worker_threads'
import { limits } from '../../models/limits.ts'
import type { Rows } from '../../models/toolreport/nwipepdf.ts'
import { unreadable } from '../../models/toolreport/report.ts'

/** Memory the thread may take, in MiB. */
const memoryMb = 256

/**
 * The words of the first pages, in lines from the top.
 *
 * @throws Problem report-unreadable when it is broken, locked, too large or too slow
 */
export async function rowsOf(bytes: Uint8Array): Promise<Rows> {
  const worker = new Worker(new URL('./pdfworker.js', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  })
  let late: NodeJS.Timeout | undefined
  try {
    return await new Promise<Rows>((resolve, reject) => {
      const fail = () => reject(unreadable())
      late = setTimeout(fail, limits.reportReadMs)
      worker.on('message', (rows: Rows | undefined) => (rows ? resolve(rows) : fail()))
      worker.on('error', fail)
      worker.on('exit', fail)
    })
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
