/** Reads printed codes as a scanner would: from the pixels of a picture, with the same decoder. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import sharp from 'sharp'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** What a scanner sees: a picture file, or pixels as RGBA. */
export type Seen = Parameters<typeof readBarcodes>[0]

let ready: Promise<unknown> | undefined

function prepare(): Promise<unknown> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  const { buffer } = new Uint8Array(readFileSync(file))
  return prepareZXingModule({ overrides: { wasmBinary: buffer }, fireImmediately: true })
}

/** The texts of every QR code in a picture, in no order. */
export async function readCodes(seen: Seen): Promise<string[]> {
  ready ??= prepare()
  await ready
  const found = await readBarcodes(seen, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 255,
    tryHarder: true,
  })
  return found.filter(({ isValid }) => isValid).map(({ text }) => text)
}

/** The texts of the QR code that a page without scripts shows as its one picture. */
export async function codesDrawnIn(html: string): Promise<string[]> {
  const [svg = ''] = /<svg class="qr"[^]*?<\/svg>/.exec(html) ?? []
  const whole = svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="600"')
  return await readCodes(new Uint8Array(await sharp(Buffer.from(whole)).png().toBuffer()))
}
