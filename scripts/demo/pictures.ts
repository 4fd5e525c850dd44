/**
 * Small pictures for a house nobody photographs: shapes that differ from each other instead of
 * photos, and drawn lines instead of signatures. They are real PNG files, because the house looks
 * at the bytes of what it is given.
 */
import { crc32, deflateSync } from 'node:zlib'
import { Chance } from './calendar.ts'

type Colour = readonly [red: number, green: number, blue: number]

const photoSize = { width: 160, height: 120 }
const signatureSize = { width: 240, height: 90 }
const ink: Colour = [20, 30, 90]
const paper: Colour = [255, 255, 255]

/** A picture of a box on a bench, in colours and places of its own. */
export function photo(seed: number): Buffer {
  const chance = new Chance(seed)
  const colour = (): Colour => [
    chance.between(60, 220),
    chance.between(60, 220),
    chance.between(60, 220),
  ]
  const [wall, box, label] = [colour(), colour(), colour()]
  const left = chance.between(20, 50)
  const top = chance.between(20, 40)
  return png(photoSize.width, photoSize.height, (x, y) => {
    if (x > left + 12 && x < left + 50 && y > top + 10 && y < top + 26) return label
    return x > left && x < left + 80 && y > top && y < top + 60 ? box : wall
  })
}

/** A signature: its picture, and the strokes it was drawn with as x, y, x, y … */
export function signature(seed: number): { png: Buffer; strokes: number[][] } {
  const chance = new Chance(seed)
  const { width, height } = signatureSize
  const strokes = Array.from({ length: 3 }, (_, n) => stroke(chance, 20 + n * 70))
  const dots = new Set<number>()
  for (const line of strokes) {
    for (let at = 0; at + 1 < line.length; at += 2) {
      const [x = 0, y = 0] = [line[at], line[at + 1]]
      for (const near of [0, 1, width, width + 1]) dots.add(y * width + x + near)
    }
  }
  return { png: png(width, height, (x, y) => (dots.has(y * width + x) ? ink : paper)), strokes }
}

function stroke(chance: Chance, left: number): number[] {
  const [height, turns, lean] = [chance.between(14, 30), chance.between(1, 4), chance.next()]
  const points: number[] = []
  for (let at = 0; at <= 120; at += 1) {
    const x = left + at * 0.5 + lean * 8 * Math.sin(at / 9)
    const y = 45 + height * Math.sin((at / 120) * Math.PI * turns + lean)
    points.push(Math.round(x), Math.round(y))
  }
  return points
}

/** Encodes a picture as PNG (ISO/IEC 15948), eight bits a channel, without alpha. */
function png(width: number, height: number, paint: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set(paint(x, y), y * (1 + width * 3) + 1 + x * 3)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    mark,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
