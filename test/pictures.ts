/**
 * Small files of real formats for tests to attach. Each seed gives other bytes, so that two
 * pictures are two files, and the bytes are what a sniffer takes them for.
 */
import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG of eight by eight pixels whose colour follows from the seed. */
export function picture(seed: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(8, 0)
  header.writeUInt32BE(8, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const colour = [seed & 0xff, (seed >> 8) & 0xff, (seed >> 16) & 0xff]
  const row = [0, ...Array.from({ length: 8 }, () => colour).flat()]
  const pixels = Buffer.from(Array.from({ length: 8 }, () => row).flat())
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
