/**
 * A tool's report on its way into a form: kept and sent like any attachment, but through the door
 * that reads it, and what it says given to the form it was chosen in.
 */
import type { Field, FileReference } from '../../models/fields.ts'
import type { Proposed } from '../../models/toolreport/proposing.ts'
import { Refused } from '../api.ts'
import type { ProblemBody } from '../api.ts'
import { attach, uploadKept } from '../offline/attach.ts'

/** What the server read in a report. */
export interface ReportRead {
  readonly file: FileReference
  readonly disks: readonly Proposed[]
}

/** What became of a report. */
export type Came =
  | { readonly kind: 'read'; readonly read: ReportRead }
  | { readonly kind: 'document'; readonly file: FileReference }
  | { readonly kind: 'kept'; readonly file: FileReference }
  | { readonly kind: 'refused'; readonly problem: ProblemBody }
  | { readonly kind: 'full' }

/** The file as the house names its kind: by what it begins with, since devices name logs freely. */
export async function typed(file: File): Promise<File> {
  const head = new Uint8Array(await file.slice(0, 64).arrayBuffer())
  const text = new TextDecoder().decode(head)
  const known = /^(?:image\/|application\/pdf)/.test(file.type)
  if (text.startsWith('%PDF') || known) return file
  const type = text.trimStart().startsWith('<') ? 'application/xml' : 'text/plain'
  return new File([file], file.name, { type })
}

/** Keeps a report and has it read. A PDF that is no report is attached as the document it is. */
export async function bring(file: File, door: string): Promise<Came> {
  const isDocument = !/^(?:text|application\/xml)/.test(file.type)
  const toDoor = file.type.startsWith('image/') ? undefined : door
  const reference = await attach(file, file.name, toDoor).catch(() => undefined)
  if (!reference) return { kind: 'full' }
  try {
    const answer = await uploadKept(reference.sha256)
    if (toDoor === undefined) return { kind: 'document', file: reference }
    return { kind: 'read', read: answer as ReportRead }
  } catch (error) {
    if (!(error instanceof Refused)) return { kind: 'kept', file: reference }
    const unread = error.problem.code === 'report-unreadable'
    if (!isDocument || !unread || toDoor === undefined) {
      return { kind: 'refused', problem: error.problem }
    }
  }
  await attach(file, file.name)
  const sent = await uploadKept(reference.sha256).catch(() => undefined)
  return { kind: sent === undefined ? 'kept' : 'document', file: reference }
}

/** The fields a report may fill in, each once. */
export function filledBy({ report }: Field): readonly string[] {
  return [...new Set(Object.keys(report?.fills ?? {}).map((path) => path.split('.')[0] ?? ''))]
}
