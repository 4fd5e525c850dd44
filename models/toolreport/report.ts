/**
 * What the report of an erasing tool says, whichever tool wrote it: one shape for logs, PDFs and
 * XML. A report is somebody else's text, so every part of it may be missing; what is there must not
 * contradict itself, because a record will point at it as evidence.
 */
import { Problem } from '../problems.ts'

export type ReportFormat = 'nwipe-log' | 'nwipe-pdf' | 'blancco-xml'

/** What such reports are written in beside PDF. */
export const reportTypes = ['text/plain', 'application/xml'] as const

/** A time as the report wrote it: on somebody's wall, or with its offset. */
export interface Told {
  /** `YYYY-MM-DDTHH:MM:SS`. */
  readonly wall: string
  /** `+09:00` or `Z`; absent when the report names no zone. */
  readonly offset?: string
}

/** What a report says of one disk. The choices are those of NIST SP 800-88. */
export interface DiskReport {
  readonly serial?: string
  readonly model?: string
  readonly bytes?: number
  readonly method?: 'clear' | 'purge'
  readonly technique?: 'overwrite' | 'block_erase' | 'crypto_erase'
  /** The method by the tool's own name. */
  readonly named?: string
  /** The norm the method's name refers to. */
  readonly standard?: string
  /** How often the whole medium was overwritten. */
  readonly passes?: number
  readonly started?: Told
  readonly finished?: Told
  readonly result?: 'completed' | 'exceptions' | 'failed'
  /** What went wrong, in the tool's words, and areas it could not reach. */
  readonly errors: readonly string[]
  /** How the tool verified its own work, in its words. */
  readonly verified?: string
}

export interface ToolReport {
  readonly format: ReportFormat
  readonly tool: string
  readonly version?: string
  /** Whoever the report says did it. */
  readonly operator?: string
  readonly disks: readonly DiskReport[]
}

const norms = /\b(?:dod|nist|rcmp|ops-?ii|hmg|infosec|is5|bmb|bsi|gutmann|ieee|afssi|navso)\b/i

/** What is known of a method by its name: its norm, and what it does to the medium. */
export function methodNamed(
  name: string,
): Pick<DiskReport, 'named' | 'standard' | 'technique' | 'method'> {
  const standard = norms.test(name) ? { standard: name } : {}
  if (/crypto/i.test(name)) {
    return { named: name, ...standard, technique: 'crypto_erase', method: 'purge' }
  }
  if (/block erase|secure erase|sanitize|firmware/i.test(name)) {
    return { named: name, ...standard, technique: 'block_erase', method: 'purge' }
  }
  // Looking whether a disk is empty does not make it so.
  if (/^verify\b/i.test(name)) return { named: name }
  return {
    named: name,
    ...standard,
    technique: 'overwrite',
    method: /purge/i.test(name) ? 'purge' : 'clear',
  }
}

const written = new RegExp(
  String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ]+(\d{1,2}):(\d\d):(\d\d)(?:\.\d+)?` +
    String.raw`\s*(Z|[+-]\d\d:?\d\d)?$`,
)

/**
 * A time in any of the forms tools write: `2026/03/01 10:11:12`, ISO with or without a zone, and
 * offsets without a colon. Undefined for anything else.
 */
export function toldTime(text: string): Told | undefined {
  const found = written.exec(text.trim())
  if (!found) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', zone] = found
  const two = (part: string) => part.padStart(2, '0')
  const wall = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}`
  const at = new Date(`${wall}Z`)
  // Some dates have the form of one and never were.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== wall) return undefined
  if (zone === undefined) return { wall }
  return { wall, offset: zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone }
}

/** A count as written; undefined unless it is one. */
export function counted(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined
}

/** The text, if there is any. */
export function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === undefined || trimmed === '' ? undefined : trimmed
}

/** A member, unless its value is not known. */
export function known<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}

/**
 * A report whose disks make sense.
 *
 * @throws Problem report-contradicts when one was finished before it began, or was erased without
 *   a fault and has errors counted
 */
export function consistent(report: ToolReport): ToolReport {
  for (const { serial, started, finished, result, errors } of report.disks) {
    const sameZone = started?.offset === finished?.offset
    const backwards = started && finished && sameZone && finished.wall < started.wall
    if (backwards) throw new Problem('report-contradicts', { serial: serial ?? '—' })
    if (result === 'completed' && errors.length > 0) {
      throw new Problem('report-contradicts', { serial: serial ?? '—' })
    }
  }
  return report
}

/** What a reader throws at what it cannot make sense of. */
export function unreadable(): Problem {
  return new Problem('report-unreadable')
}
