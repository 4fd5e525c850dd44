/** Takes the files out of a PDF that were embedded in it, with a library that draws PDFs too. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { Unreadable } from './findings.ts'

/** Embedded files by name. @throws Unreadable when it is no PDF */
export async function embeddedFiles(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const loading = getDocument({ data: bytes.slice(), verbosity: 0, isEvalSupported: false })
  try {
    const document = await loading.promise
    const attached = (await document.getAttachments()) as Record<
      string,
      { readonly filename: string; readonly content: Uint8Array }
    > | null
    return new Map(
      Object.values(attached ?? {}).map(({ filename, content }) => [filename, content]),
    )
  } catch {
    throw new Unreadable('PDFとして読み取れません。', 'It cannot be read as a PDF.')
  } finally {
    await loading.destroy()
  }
}
