/**
 * Turns what a tool's report says of a disk into values for a ledger's form, by what the ledger's
 * file field declares. What the ledger's own fields would not take is left out, and what the report
 * does not say is told, so that nobody believes a form to be complete that is not.
 */
import type { Field, Parts, Reporting, Saying } from '../field.ts'
import { fieldAt } from '../field.ts'
import { codeText } from '../kana.ts'
import type { Facts } from '../record.ts'
import { fill, words } from '../words.ts'
import type { Language, Words } from '../words.ts'
import { momentOf } from '../zone.ts'
import type { DiskReport, Told, ToolReport } from './report.ts'

/** What a report says of one disk, as a form takes it. */
export interface Proposed {
  /** The disk's number as the report writes it. */
  readonly serial?: string
  readonly model?: string
  readonly proposes: Facts
  /** What has to be known besides. */
  readonly tells: readonly Words[]
}

/** Whom a proposal is for. */
export interface Reading {
  readonly ledger: { readonly fields: Parts }
  readonly report: Reporting
  /** The zone of times the report gives none for. */
  readonly timeZone: string
  /** The language of text that is made up of what the report says. */
  readonly language: Language
}

const says = {
  missing: words('報告書にありません：{labels}', 'Not in the report: {labels}'),
  zone: words(
    '報告書に時差の記載がないため、{zone} の時刻として読みました。',
    'The report names no time zone; its times were read as {zone}.',
  ),
  anonymous: words(
    '報告書に製造番号がありません。媒体のものか確かめてください。',
    'The report names no serial number. Please check that it is about this medium.',
  ),
  operator: words('報告書の作業者：{name}', 'Operator in the report: {name}'),
  verified: words('検証：{how}', 'verified: {how}'),
  passes: words('{count} 回', 'passes: {count}'),
  another: words(
    'この媒体の処理が複数あり、最後のものを読みました。',
    'It was treated more than once; the last time was read.',
  ),
} as const

/** The disks of a report that carry a code, as the house compares codes. */
export function disksOf(report: ToolReport, code: string): readonly DiskReport[] {
  const wanted = codeText(code)
  return report.disks.filter(({ serial }) => serial !== undefined && codeText(serial) === wanted)
}

/** The last of several treatments of one disk. */
export function lastOf(disks: readonly DiskReport[]): DiskReport | undefined {
  const at = ({ finished, started }: DiskReport) => finished?.wall ?? started?.wall ?? ''
  return disks.reduce<DiskReport | undefined>(
    (last, disk) => (last && at(last) > at(disk) ? last : disk),
    undefined,
  )
}

/** What a form is proposed by one disk of a report. */
export function proposedBy(report: ToolReport, disk: DiskReport, reading: Reading): Proposed {
  const { ledger, report: declared, timeZone } = reading
  const proposes: Record<string, unknown> = {}
  const missing: Field[] = []
  for (const [path, saying] of Object.entries(declared.fills)) {
    const field = fieldAt(ledger.fields, path)
    const parsed = field?.schema.safeParse(sayingOf(saying, report, disk, reading))
    if (parsed?.success) put(proposes, path, parsed.data)
    else if (field && saying !== 'errors') missing.push(field)
  }
  const { serial, model } = disk
  const zoneless = [disk.started, disk.finished].some((told) => told && !told.offset)
  const several = serial !== undefined && disksOf(report, serial).length > 1
  return {
    ...(serial !== undefined && { serial }),
    ...(model !== undefined && { model }),
    proposes,
    tells: [
      ...(serial === undefined ? [says.anonymous] : []),
      ...(several ? [says.another] : []),
      ...(missing.length > 0 ? [listed(missing)] : []),
      ...(zoneless ? [fill(says.zone, { zone: timeZone })] : []),
      ...(report.operator === undefined
        ? []
        : [fill(says.operator, { name: report.operator.slice(0, 100) })]),
    ],
  }
}

function sayingOf(saying: Saying, report: ToolReport, disk: DiskReport, reading: Reading): unknown {
  switch (saying) {
    case 'tool':
      return report.tool
    case 'version':
      return report.version
    case 'started':
      return momentFrom(disk.started, reading.timeZone)
    case 'finished':
      return momentFrom(disk.finished, reading.timeZone)
    case 'errors':
      return disk.errors.length > 0 ? disk.errors.join('\n').slice(0, 2_000) : undefined
    case 'work':
      return workOf(report, disk, reading.language)
    default:
      return disk[saying]
  }
}

function workOf(report: ToolReport, disk: DiskReport, language: Language): string {
  const { named, passes, verified } = disk
  const parts = [
    report.version === undefined ? report.tool : `${report.tool} ${report.version}`,
    ...(named === undefined ? [] : [named]),
    ...(passes === undefined ? [] : [fill(says.passes, { count: passes })[language]]),
    ...(verified === undefined ? [] : [fill(says.verified, { how: verified })[language]]),
  ]
  return parts.join(language === 'ja' ? '、' : ', ')
}

function momentFrom(told: Told | undefined, timeZone: string): string | undefined {
  if (!told) return undefined
  if (told.offset !== undefined) return new Date(`${told.wall}${told.offset}`).toISOString()
  const minute = momentOf(told.wall, timeZone)
  const seconds = Number(told.wall.slice(17, 19))
  return minute && new Date(Date.parse(minute) + seconds * 1_000).toISOString()
}

function put(facts: Record<string, unknown>, path: string, value: unknown): void {
  const [key = '', part] = path.split('.')
  if (part === undefined) facts[key] = value
  else facts[key] = { ...(facts[key] as Facts | undefined), [part]: value }
}

function listed(fields: readonly Field[]): Words {
  const ja = fields.map(({ label }) => label.ja).join('、')
  const en = fields.map(({ label }) => label.en).join(', ')
  return { ja: fill(says.missing, { labels: ja }).ja, en: fill(says.missing, { labels: en }).en }
}
