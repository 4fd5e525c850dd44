/**
 * What was kept on paper before the house was, as records: one act for every ledger that ever was
 * a book, which takes any of its fields, says which state the row was in, and names the file and
 * the line it was copied from. Nothing signed comes this way: a signature cannot be copied.
 */
import { choice, group, number, text } from './fields.ts'
import type { Field, Parts } from './fields.ts'
import type { Act } from './ledger.ts'
import { words } from './words.ts'
import type { Words } from './words.ts'

/** The act's short name, and the field that says where a record was copied from. */
export const transcribe = 'transcribe'
export const transcribed = 'transcribed'

/** Where a record was copied from. */
export interface Transcribed {
  /** The number it had on paper. */
  readonly number?: string
  readonly state: string
  /** The file's name, its SHA-256, and the line in it, the heading's being 1 in most. */
  readonly name: string
  readonly file: string
  readonly line: number
}

const needed = { required: true }

/** The field every ledger has that things are transcribed into. */
export function transcribedField(states: Readonly<Record<string, Words>>): Field {
  const parts = {
    number: text(words('元の番号', 'Number on paper')),
    state: choice(words('元の状態', 'State on paper'), states, needed),
    name: text(words('ファイル名', 'File name'), needed),
    file: text(words('ファイルのSHA-256', 'SHA-256 of the file'), { max: 64, ...needed }),
    line: number(words('行', 'Line'), { min: 1, ...needed }),
  }
  return group(words('転記元', 'Transcribed from'), parts) as Field
}

/** Fields a cell of a sheet can say; a file or a signature is not among them. */
export function transcribable(fields: Parts): readonly string[] {
  return Object.keys(fields).filter((key) => key !== transcribed && sayable(fields[key]))
}

function sayable(field: Field | undefined): boolean {
  if (!field || field.kind === 'file' || field.kind === 'signature') return false
  const parts = Object.values(field.parts ?? {})
  return parts.every((part) => sayable(part) || !part.required)
}

/** The act by which a row becomes a record. */
export function transcribing(fields: Parts, states: Readonly<Record<string, Words>>): Act {
  return {
    label: words('紙の台帳から転記する（事後入力）', 'Transcribe from paper (entered later)'),
    from: null,
    to: {
      may: Object.keys(states),
      by: (facts) => ((facts as Record<string, unknown>)[transcribed] as Transcribed).state,
    },
    by: ['iso'],
    needs: [transcribed],
    takes: transcribable(fields),
    apart: true,
    tone: 'aside',
  }
}

/** Whether an act is the one by which rows of the past come in. */
export function isTranscribing(act: Pick<Act, 'apart' | 'from'>): boolean {
  return act.apart === true && act.from === null
}
