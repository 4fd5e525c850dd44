/**
 * Pictures as papers can hold them: turned upright, no larger than they are printed, JPEG or PNG.
 * The original stays with the record under its hash; what is drawn is only its likeness.
 */
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import type { Sharp } from 'sharp'
import type { FileReference } from '../../models/fields.ts'
import { limits } from '../../models/limits.ts'
import type { House } from '../house.ts'

/** A photo as JPEG. */
export async function pictureOf(house: House, file: FileReference): Promise<Uint8Array> {
  return await opened(
    await buffer(house.database.files.open(file.sha256)),
    limits.paperPicturePixels,
  )
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .toBuffer()
}

/** A drawn signature as PNG on white. */
export async function signOf(house: House, file: FileReference): Promise<Uint8Array> {
  return await opened(await buffer(house.database.files.open(file.sha256)), limits.paperSignPixels)
    .flatten({ background: '#ffffff' })
    .png({ palette: false })
    .toBuffer()
}

function opened(bytes: Buffer, pixels: number): Sharp {
  return sharp(bytes, { limitInputPixels: limits.picturePixelsMax })
    .rotate()
    .resize({ width: pixels, height: pixels, fit: 'inside', withoutEnlargement: true })
}
