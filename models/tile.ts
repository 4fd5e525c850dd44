/**
 * Tiles (C2SP tlog-tiles): the whole tree as plain files of up to 256 hashes, so that any client
 * can fetch what it needs and compute every proof itself, and any cache can serve them.
 */
import { concat, parseCount } from './bytes.ts'
import { Fault } from './fault.ts'
import { hashBytes } from './hash.ts'
import type { Tree } from './merkle.ts'

/** Hashes of a full tile, and entries of a full bundle. */
export const tileWidthMax = 256

/** The longest entry a bundle can frame, in bytes. */
export const entryBytesMax = 65_535

const levelMax = 63

/** One tile: its level or `entries`, its index there, and how many hashes or entries it has. */
export interface Tile {
  readonly level: number | 'entries'
  readonly index: number
  /** 256 unless the tile is partial. */
  readonly width: number
}

/** The path below the log's prefix, e.g. `tile/0/x001/x234/067` or `tile/entries/000.p/17`. */
export function tilePath(tile: Tile): string {
  const level = tile.level === 'entries' ? 'entries' : String(tile.level)
  const partial = tile.width === tileWidthMax ? '' : `.p/${tile.width}`
  return `tile/${level}/${tileNumber(tile.index)}${partial}`
}

/** A tile's index in path elements of three digits, all but the last marked with `x`. */
function tileNumber(index: number): string {
  const digits = String(index)
  const whole = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  return whole.replace(/\d{3}(?!$)/g, 'x$&/')
}

/**
 * The tile of a path below the log's prefix; only the one spelling of each tile is taken.
 * @throws Fault `malformed-tile`
 */
export function parseTilePath(path: string): Tile {
  const shape = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  const [, levelText = '', indexText = '', widthText] = shape ?? []
  const tile: Tile = {
    level: levelText === 'entries' ? 'entries' : (parseCount(levelText) ?? levelMax + 1),
    index: parseCount(indexText.replace(/[x/]/g, '').replace(/^0+(?=\d)/, '')) ?? 0,
    width: widthText === undefined ? tileWidthMax : Number(widthText),
  }
  if (typeof tile.level === 'number' && tile.level > levelMax) {
    throw new Fault('malformed-tile', `levels are plain counts up to ${levelMax}`)
  }
  if (widthText !== undefined && tile.width >= tileWidthMax) {
    throw new Fault('malformed-tile', `a partial tile has fewer than ${tileWidthMax} hashes`)
  }
  // Writing it again refuses every second spelling of the same tile.
  if (tilePath(tile) !== path) throw new Fault('malformed-tile', `no tile has the path ${path}`)
  return tile
}

/**
 * How many hashes (or entries) a tree of `size` leaves has in one tile: 256 when full, 0 when the
 * tile does not exist.
 */
export function tileWidth(level: number | 'entries', index: number, size: number): number {
  const hashes = Math.floor(size / tileWidthMax ** (level === 'entries' ? 0 : level))
  return Math.max(0, Math.min(tileWidthMax, hashes - index * tileWidthMax))
}

/**
 * The bytes of a hash tile: its hashes, 32 bytes each, one after the other.
 * @throws RangeError for an entry tile, or one the tree does not reach
 */
export function hashTile(tree: Tree, tile: Tile): Uint8Array {
  const { level, index, width } = tile
  if (level === 'entries') throw new RangeError('an entry tile holds entries, not hashes')
  const first = index * tileWidthMax
  return concat(...Array.from({ length: width }, (_, at) => tree.hashAt(level * 8, first + at)))
}

/** The hashes of a hash tile's bytes. @throws Fault `malformed-tile` */
export function parseHashTile(bytes: Uint8Array): Uint8Array[] {
  const width = bytes.length / hashBytes
  if (!Number.isInteger(width) || width < 1 || width > tileWidthMax) {
    throw new Fault('malformed-tile', `${bytes.length} bytes are not 1 to 256 hashes`)
  }
  return Array.from({ length: width }, (_, at) => bytes.slice(at * hashBytes, (at + 1) * hashBytes))
}

/**
 * The bytes of an entry bundle: each entry after its length as a big-endian uint16.
 * @throws RangeError for an entry above 65,535 bytes or a number of entries outside 1 to 256
 */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > tileWidthMax) {
    throw new RangeError(`a bundle has 1 to 256 entries, not ${entries.length}`)
  }
  const framed = entries.flatMap((entry) => {
    if (entry.length > entryBytesMax) throw new RangeError('an entry has at most 65,535 bytes')
    return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
  })
  return concat(...framed)
}

/** The entries of a bundle's bytes. @throws Fault `malformed-tile` */
export function parseEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    const length = high === undefined || low === undefined ? Infinity : high * 256 + low
    if (at + 2 + length > bytes.length) throw new Fault('malformed-tile', 'a bundle is cut short')
    entries.push(bytes.slice(at + 2, at + 2 + length))
    at += 2 + length
  }
  if (entries.length < 1 || entries.length > tileWidthMax) {
    throw new Fault('malformed-tile', `a bundle has 1 to 256 entries, not ${entries.length}`)
  }
  return entries
}
