/**
 * Taking a file in: it is checked, kept on the device and named by its content at once, and
 * uploaded meanwhile. Whoever asked goes on with the reference and never waits for the network.
 */
import type { Field, FileReference } from '../../models/fields.ts'
import { limits } from '../../models/limits.ts'
import type { Words } from '../../models/words.ts'
import { Refused } from '../api.ts'
import { attach, typeOf, uploadKept } from '../offline/attach.ts'
import { wording } from '../wording/house.ts'

const megabyte = 1024 * 1024

/** What is wrong with a file, with the values its sentence names; undefined when nothing is. */
export async function faultOf(
  field: Field,
  file: File,
): Promise<
  { readonly says: Words; readonly values?: Readonly<Record<string, unknown>> } | undefined
> {
  const max = limits.attachmentBytesMax / megabyte
  if (file.size === 0) return { says: wording.fileEmpty }
  if (file.size > limits.attachmentBytesMax) return { says: wording.fileTooLarge, values: { max } }
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer())
  const fits = !field.accept || field.accept.includes(typeOf(head, file.type))
  return fits ? undefined : { says: wording.fileRefused }
}

/** What became of an upload. */
export type Uploaded =
  | { readonly kind: 'uploaded' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly says: string }

/** Keeps a file; the reference names it from now on. Undefined when the device is full. */
export async function keep(file: File): Promise<FileReference | undefined> {
  return await attach(file, file.name).catch(() => undefined)
}

/** Uploads a kept file, telling how far it has come. */
export async function send(
  { sha256 }: FileReference,
  onProgress?: (part: number) => void,
): Promise<Uploaded> {
  try {
    await uploadKept(sha256, onProgress)
    return { kind: 'uploaded' }
  } catch (error) {
    return error instanceof Refused
      ? { kind: 'refused', says: error.problem.title }
      : { kind: 'kept' }
  }
}

/** The part of a list's rows that is a file, if the list is one of files. */
export function filePartOf(field: Field | undefined): readonly [string, Field] | undefined {
  if (field?.kind !== 'list') return undefined
  return Object.entries(field.parts ?? {}).find(([, part]) => part.kind === 'file' && part.required)
}
