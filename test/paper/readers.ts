/**
 * Reads PDFs with programs that had no part in drawing them and that many other readers are built
 * on: Poppler for what a page says and shows, qpdf for what a file is made of.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'

/** Bytes a program may answer with. */
const answerBytesMax = 256 * 1024 * 1024

/** Runs a program over a file in a folder of its own, and gives what `look` finds there. */
function over<T>(bytes: Uint8Array, look: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'daicho-paper-'))
  try {
    const file = path.join(folder, 'paper.pdf')
    writeFileSync(file, bytes)
    return look(file, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(program: string, args: readonly string[], cwd?: string): string {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: answerBytesMax, cwd })
}

/** What the pages say, laid out as they are, without the blanks that only keep columns apart. */
export function textOf(bytes: Uint8Array): string {
  return over(bytes, (file) => run('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-']))
    .replaceAll('\f', '\n')
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s{2,}/g, '  '))
    .filter((line) => line !== '')
    .join('\n')
}

/** A word of a page, and how far from its upper edge it stands, in points. */
export interface Placed {
  readonly word: string
  readonly top: number
}

/** The words of each page. */
export function wordsOn(bytes: Uint8Array): Placed[][] {
  const text = over(bytes, (file) => run('pdftotext', ['-bbox', '-enc', 'UTF-8', file, '-']))
  return text
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(/<word [^>]*yMin="([\d.]+)"[^>]*>([^<]*)</g)].map(([, top, word]) => ({
        word: word ?? '',
        top: Number(top),
      })),
    )
}

/** The files embedded in it, by name. */
export function embeddedIn(bytes: Uint8Array): Map<string, Buffer> {
  return over(bytes, (file, folder) => {
    const out = path.join(folder, 'embedded')
    mkdirSync(out)
    run('pdfdetach', ['-saveall', file], out)
    return new Map(readdirSync(out).map((name) => [name, readFileSync(path.join(out, name))]))
  })
}

/** Pixels of a page. */
export interface Pixels {
  readonly data: Buffer
  readonly width: number
  readonly height: number
}

/** The pages as pictures (PNG). */
export function pagesOf(bytes: Uint8Array, dotsPerInch = 150): Buffer[] {
  return over(bytes, (file, folder) => {
    run('pdftoppm', ['-png', '-r', String(dotsPerInch), file, path.join(folder, 'page')])
    return readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .toSorted()
      .map((name) => readFileSync(path.join(folder, name)))
  })
}

/** The pixels of a picture, three bytes each. */
export async function pixelsOf(png: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** How many pixels have a colour, or one no farther from it than a JPEG may come. */
export function countOf({ data }: Pixels, colour: readonly [number, number, number]): number {
  let count = 0
  for (let at = 0; at < data.length; at += 3) {
    if (colour.every((value, n) => Math.abs((data[at + n] ?? 0) - value) <= 6)) count += 1
  }
  return count
}

/** A value as qpdf tells it: names begin with `/`, texts with `u:`, references end in ` R`. */
export type PdfValue =
  string | number | boolean | null | readonly PdfValue[] | { readonly [key: string]: PdfValue }

/** A dictionary of a PDF. */
export type Dictionary = Readonly<Record<string, PdfValue>>

/** Everything a PDF is made of. */
export class Anatomy {
  readonly #objects: Readonly<Record<string, { value?: PdfValue; stream?: StreamObject }>>
  readonly trailer: Dictionary

  constructor(bytes: Uint8Array) {
    const args = ['--json', '--json-stream-data=inline', '--decode-level=generalized']
    const text = over(bytes, (file) => run('qpdf', [...args, file]))
    const { qpdf } = JSON.parse(text) as {
      qpdf: [unknown, Record<string, { value?: PdfValue; stream?: StreamObject }>]
    }
    this.#objects = qpdf[1]
    this.trailer = qpdf[1]['trailer']?.value as Dictionary
  }

  /** What a reference leads to, or the value itself. */
  at(value: PdfValue | undefined): PdfValue | undefined {
    if (typeof value !== 'string' || !/^\d+ \d+ R$/.test(value)) return value
    const found = this.#objects[`obj:${value}`]
    return found?.stream ? found.stream.dict : found?.value
  }

  /** A dictionary at a path of keys; empty where there is none. */
  dictionary(from: PdfValue | undefined, ...keys: readonly string[]): Dictionary {
    let now = this.at(from)
    for (const key of keys) now = this.at((now as Dictionary | undefined)?.[key])
    const found = typeof now === 'object' && now !== null && !Array.isArray(now)
    return found ? (now as Dictionary) : {}
  }

  /** The values of an array, each followed where it is a reference. */
  list(value: PdfValue | undefined): readonly (PdfValue | undefined)[] {
    const found = this.at(value)
    return Array.isArray(found) ? (found as readonly PdfValue[]).map((one) => this.at(one)) : []
  }

  /** The decoded bytes of a stream; none where the reference leads to no stream. */
  stream(reference: PdfValue | undefined): Buffer | undefined {
    const found = this.#objects[`obj:${String(reference)}`]?.stream
    return found && Buffer.from(found.data ?? '', 'base64')
  }

  /** Every dictionary there is, those of streams among them. */
  dictionaries(): Dictionary[] {
    const found: Dictionary[] = []
    const look = (value: PdfValue | undefined): void => {
      if (typeof value !== 'object' || value === null) return
      if (!Array.isArray(value)) found.push(value as Dictionary)
      for (const one of Object.values(value)) look(one as PdfValue)
    }
    for (const { value, stream } of Object.values(this.#objects)) look(stream?.dict ?? value)
    return found
  }
}

interface StreamObject {
  readonly dict: Dictionary
  readonly data?: string
}
