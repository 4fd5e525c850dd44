/**
 * Reads the XML report of Blancco Drive Eraser from its elements. Older versions name their
 * elements, newer ones write `entries` and `entry` with a name; both come here as the same tree.
 * Its signature can only be checked in the maker's console, and nothing here pretends otherwise.
 */
import { consistent, counted, filled, known, methodNamed, toldTime, unreadable } from './report.ts'
import type { DiskReport, ToolReport } from './report.ts'

/** An element by its name, or by the name an `entry` gives itself. */
export interface Node {
  readonly name: string
  readonly text: string
  readonly children: readonly Node[]
}

/**
 * Reads a report, or an export of several.
 *
 * @throws Problem report-unreadable when it holds no erasure, report-contradicts
 */
export function readBlancco(root: Node): ToolReport {
  const data = all(root, 'blancco_data')
  const erasures = data.flatMap((one) =>
    all(one, 'blancco_erasure_report').flatMap((report) => all(report, 'erasure')),
  )
  if (erasures.length === 0) throw unreadable()
  const author = data.flatMap((one) => all(one, 'author'))[0]
  const software = data.flatMap((one) => all(one, 'blancco_software_report'))[0]
  const product = said(author, 'product_name')
  const version = said(author, 'product_version') ?? said(software, 'version')
  const operator = all(root, 'user_data').map((one) => said(one, 'operator'))[0]
  return consistent({
    format: 'blancco-xml',
    tool: product === undefined ? 'Blancco' : blancco(product),
    ...known('version', version),
    ...known('operator', operator),
    disks: erasures.map(diskOf),
  })
}

function blancco(product: string): string {
  return /blancco/i.test(product) ? product : `Blancco ${product}`
}

function diskOf(erasure: Node): DiskReport {
  const target = all(erasure, 'target')[0]
  const standard = said(erasure, 'erasure_standard_name')
  const overwritten = counted(said(erasure, 'overwriting_rounds')) ?? 0
  const commanded = counted(said(erasure, 'firmware_rounds')) ?? 0
  const errors = ['failed_sectors', 'total_errors'].flatMap((name) => {
    const count = counted(said(erasure, name)) ?? 0
    return count > 0 ? [`${name}: ${count}`] : []
  })
  const state = said(erasure, 'state')
  return {
    ...known('serial', said(target, 'serial')),
    ...known('model', filled(`${said(target, 'vendor') ?? ''} ${said(target, 'model') ?? ''}`)),
    ...known('bytes', counted(said(target, 'capacity'))),
    ...(standard !== undefined && methodNamed(standard)),
    ...(standard !== undefined && { standard }),
    // What was counted says more of what was done than a name does.
    ...(commanded > 0 && overwritten === 0 && firmware(standard ?? '')),
    ...known('passes', overwritten > 0 ? overwritten : undefined),
    ...known('started', toldTime(said(erasure, 'start_time') ?? '')),
    ...known(
      'finished',
      toldTime(said(erasure, 'end_time') ?? '') ?? toldTime(said(erasure, 'timestamp') ?? ''),
    ),
    ...known('result', state === undefined ? undefined : resultOf(state)),
    ...known('verified', said(erasure, 'verification')),
    errors,
  }
}

function firmware(standard: string): Pick<DiskReport, 'technique' | 'method'> {
  return { technique: /crypto/i.test(standard) ? 'crypto_erase' : 'block_erase', method: 'purge' }
}

function resultOf(state: string): NonNullable<DiskReport['result']> {
  if (/exception|warning/i.test(state)) return 'exceptions'
  return /^(?:successful|erased|completed?)$/i.test(state) ? 'completed' : 'failed'
}

/** Every element of a name below one, not looking further into those found. */
function all(node: Node, name: string): Node[] {
  if (node.name === name) return [node]
  return node.children.flatMap((child) => all(child, name))
}

/** The text of the first element of a name below one. */
function said(node: Node | undefined, name: string): string | undefined {
  return node && filled(all(node, name)[0]?.text)
}
