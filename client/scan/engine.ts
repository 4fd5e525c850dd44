/**
 * Reads codes out of pictures. The reader is ZXing compiled to WebAssembly, served by our own
 * house like every other file of the page, and loaded when a camera is first opened.
 */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { ReaderOptions } from 'zxing-wasm/reader'
import address from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** What labels, disks and their boxes carry. */
const options: ReaderOptions = {
  formats: ['QRCode', 'MicroQRCode', 'DataMatrix', 'Code128', 'Code39', 'EAN13', 'EAN8', 'UPCA'],
  maxNumberOfSymbols: 1,
  tryHarder: true,
}

let prepared: Promise<unknown> | undefined

/** Loads the reader; the first picture would otherwise wait for it. */
export async function prepare(): Promise<void> {
  prepared ??= prepareZXingModule({
    overrides: { locateFile: (): string => address },
    fireImmediately: true,
  })
  try {
    await prepared
  } catch (error) {
    // The line may be back the next time somebody opens the camera.
    prepared = undefined
    throw error
  }
}

/** A code as it was read. */
export interface Code {
  readonly text: string
  readonly format: string
}

/** The code in a picture, if there is one. */
export async function codeIn(picture: ImageData): Promise<Code | undefined> {
  const [found] = await readBarcodes(picture, options)
  if (!found || !found.isValid || found.text === '') return undefined
  return { text: found.text, format: found.format }
}
