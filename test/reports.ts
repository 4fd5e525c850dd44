/**
 * Reports as erasing tools write them, made here after the form of each: an nwipe log of two
 * drives, the page nwipe prints for one, and the XML of Blancco with named entries.
 */
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createDeflate } from 'node:zlib'
import PdfDocument from 'pdfkit'
import { limits } from '../models/limits.ts'

export interface Told {
  readonly serial?: string
  readonly status?: 'Erased' | 'FAILED'
  readonly errors?: number
  readonly hidden?: boolean
  readonly finished?: string
}

/** A log in which `sda` is a spinning disk of which more is told, and `sdb` another that failed. */
export function nwipeLog(told: Told = {}, other = 'ZZ-OTHER-9'): Buffer {
  const { serial = 'WD-1', status = 'Erased', errors = 0, hidden = false } = told
  const { finished = '2026/03/01 12:11:12' } = told
  const device = `TD 4000, 4000 GB, S/N=${serial}`
  return Buffer.from(
    [
      '[2026/03/01 10:00:00]    info: nwipe 0.39',
      '[2026/03/01 10:00:00]    info: Linux version 6.6.1 (build@host)',
      '[2026/03/01 10:00:01]  notice: Found /dev/sda,  ATA, ' + device,
      '[2026/03/01 10:00:01]  notice: Found /dev/sdb,  ATA, XY 1, 500 GB, S/N=' + other,
      '[2026/03/01 10:00:02]    info:   verify   = 1 (last pass)',
      ...(hidden ? ['[2026/03/01 10:00:02] warning: Hidden sectors found on /dev/sda'] : []),
      "[2026/03/01 10:11:12]  notice: Invoking method 'DoD Short' on /dev/sda",
      "[2026/03/01 10:11:12]  notice: Invoking method 'DoD Short' on /dev/sdb",
      '[2026/03/01 10:11:12]  notice: Starting pass 1 of 3, round 1 of 1, on /dev/sda',
      '[2026/03/01 10:15:12]   error: Write error on /dev/sdb',
      `[${finished}]  notice: Finished final round 1 of 1 on /dev/sda`,
      '',
      '******************************** Error Summary *********************************',
      '!   Device | Pass Errors | Verifications Errors | Fdatasync I\\O Errors',
      '--------------------------------------------------------------------------------',
      `       sda |  ${String(errors).padStart(10)} |           ${String(errors).padStart(10)} |                    0`,
      '!      sdb |           4 |                    0 |                    1',
      '********************************************************************************',
      '',
      '********************************* Drive Status *********************************',
      '!   Device | Status | Thru-put | HH:MM:SS | Model/Serial Number',
      '--------------------------------------------------------------------------------',
      `       sda |${status === 'Erased' ? ' Erased ' : '-FAILED-'}|  120MB/s | 02:00:00 | TD 4000/${serial.slice(0, 20)}`,
      `!      sdb |-FAILED-|   10MB/s | 00:10:00 | XY 1/${other}`,
      '********************************************************************************',
      '[2026/03/01 12:11:13]    info: Nwipe completed',
    ].join('\n'),
  )
}

/** The page nwipe prints for one disk: grey labels, and what is known to the right of each. */
export async function nwipePdf({
  serial = 'WD-1',
  status = 'Erased',
  finished = '2026/03/01 12:11:12',
}: Told = {}): Promise<Buffer> {
  const page = new PdfDocument({ size: 'A4', margin: 0 })
  const rows: readonly (readonly [number, readonly (readonly [number, string])[]])[] = [
    [40, [[200, 'Disk Erasure Report']]],
    [
      60,
      [
        [60, 'Name:'],
        [300, 'Contact Phone:'],
      ],
    ],
    [
      410,
      [
        [60, 'Make/Model:'],
        [135, 'TD 4000'],
        [340, 'Serial:'],
        ...(serial === '' ? [] : [[380, serial] as const]),
      ],
    ],
    [
      430,
      [
        [60, 'Size(Apparent): '],
        [145, '4 TB, 4000787030016 bytes'],
      ],
    ],
    [
      450,
      [
        [60, 'Start time:'],
        [120, '2026/03/01 10:11:12'],
        [300, 'End time:'],
        [360, finished],
      ],
    ],
    [
      470,
      [
        [60, 'Duration:'],
        [115, '02:00:00'],
        [300, 'Status:'],
        [365, status.toUpperCase()],
      ],
    ],
    [
      490,
      [
        [60, 'Method:'],
        [110, 'DoD Short'],
        [300, 'PRNG algorithm:'],
        [395, 'Xoroshiro-256'],
      ],
    ],
    [
      510,
      [
        [60, 'Final Pass(Zeros/Ones/None):'],
        [230, 'Zeros'],
        [300, 'Verify Pass(Last/All/None):'],
        [450, 'Verify Last'],
      ],
    ],
    [
      530,
      [
        [300, 'Rounds(completed/requested):'],
        [470, '1/1'],
      ],
    ],
    [
      550,
      [
        [60, 'Errors(pass/sync/verify):'],
        [195, status === 'Erased' ? '0/0/0' : '3/0/1'],
      ],
    ],
    [
      570,
      [
        [60, 'Name/ID:'],
        [120, 'Op 7'],
      ],
    ],
    [800, [[60, 'Disc Erasure by NWIPE version 0.39']]],
  ]
  for (const [y, pieces] of rows) {
    for (const [x, text] of pieces) page.fontSize(10).text(text, x, y, { lineBreak: false })
  }
  page.end()
  return await buffer(page)
}

/** A Blancco report of one drive. */
export function blancco(serial: string, more: Readonly<Record<string, string>> = {}): Buffer {
  const said = {
    timestamp: '2026-03-01T12:11:13+0900',
    start_time: '2026-03-01T10:11:12+0900',
    end_time: '2026-03-01T12:11:12+0900',
    state: 'Successful',
    erasure_standard_name: 'NIST 800-88 Purge',
    overwriting_rounds: '0',
    firmware_rounds: '1',
    failed_sectors: '0',
    total_errors: '0',
    ...more,
  }
  const entries = Object.entries(said).map(
    ([name, text]) => `<entry name="${name}" type="string">${text}</entry>`,
  )
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<root><report><blancco_data>
<description><document_log><log_entry><author>
<product_name id="1">Blancco Drive Eraser</product_name><product_version>7.9.0</product_version>
</author></log_entry></document_log></description>
<blancco_hardware_report><entries name="system">
<entry name="serial">MACHINE</entry>
</entries></blancco_hardware_report>
<blancco_erasure_report><entries name="erasures"><entries name="erasure">
${entries.join('\n')}
<entries name="target"><entry name="vendor">東西電子</entry>
<entry name="model">TD 4000</entry><entry name="serial">${serial}</entry></entries>
</entries></entries></blancco_erasure_report>
</blancco_data><user_data><entries name="fields"/></user_data></report></root>`)
}

/** A PDF that is no report: a page of somebody's manual. */
export async function document(text: string): Promise<Buffer> {
  const page = new PdfDocument({ size: 'A4' })
  page.text(`Manual ${text.length}`)
  page.end()
  return await buffer(page)
}

/**
 * A PDF whose one page is packed small and is far larger than the memory it may be read in. It is
 * packed bit by bit, because the house under test lives in this process and has to go on.
 */
export async function pdfBomb(): Promise<Buffer> {
  const chunk = Buffer.alloc(2 ** 20, ' ')
  const blanks = Readable.from(Array.from({ length: limits.reportReadMb }, () => chunk))
  const whole = await buffer(blanks.pipe(createDeflate()))
  const head = Buffer.from(
    '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n' +
      '2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n' +
      '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n' +
      `4 0 obj\n<</Filter/FlateDecode/Length ${whole.length}>>\nstream\n`,
  )
  const foot = Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n')
  return Buffer.concat([head, whole, foot])
}
