/** Tiles have to be found at the paths, and have the bytes, that any tlog-tiles client expects. */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { concat, utf8 } from '../../models/bytes.ts'
import { leafHash, rootOf } from '../../models/merkle.ts'
import {
  entryBundle,
  hashTile,
  parseEntryBundle,
  parseHashTile,
  parseTilePath,
  tilePath,
  tileWidth,
} from '../../models/tile.ts'
import type { Tile } from '../../models/tile.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { faultOf, treeOf } from './setting.ts'

describe('tile paths', () => {
  const table: readonly (readonly [string, Tile])[] = [
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/1/999.p/1', { level: 1, index: 999, width: 1 }],
    ['tile/63/x001/000.p/255', { level: 63, index: 1_000, width: 255 }],
    ['tile/entries/x012/345.p/17', { level: 'entries', index: 12_345, width: 17 }],
  ]
  for (const [path, tile] of table) {
    it(`spell and read ${path}`, () => {
      expect(tilePath(tile)).to.equal(path)
      expect(parseTilePath(path)).to.deep.equal(tile)
    })
  }

  it('read back whatever they spell', () => {
    const tiles = fc.record({
      level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    })
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).to.deep.equal(tile)
      }),
    )
  })

  const malformed = [
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/00/000',
    'tile/64/000',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/-1/000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/data/000',
    'tile/0/000.p/',
    '',
    'tile/0/x999/x999/x999/x999/x999/999',
  ]
  for (const path of malformed) {
    it(`refuse ${JSON.stringify(path)}`, async () => {
      expect(await faultOf(() => parseTilePath(path))).to.equal('malformed-tile')
    })
  }
})

describe('hash tiles', () => {
  it('are as wide as the published example of 70,000 leaves', () => {
    const size = 70_000
    expect([272, 273, 274].map((n) => tileWidth(0, n, size))).to.deep.equal([256, 112, 0])
    expect([0, 1, 2].map((n) => tileWidth(1, n, size))).to.deep.equal([256, 17, 0])
    expect([tileWidth(2, 0, size), tileWidth(2, 1, size)]).to.deep.equal([1, 0])
    expect([tileWidth(3, 0, size), tileWidth(63, 0, size)]).to.deep.equal([0, 0])
    expect([tileWidth(0, 0, 256), tileWidth(1, 0, 256)]).to.deep.equal([256, 1])
    expect(tileWidth('entries', 273, size)).to.equal(112)
  })

  it('hold the leaf hashes, and one level up the roots of full tiles', () => {
    const leaves = Array.from({ length: 600 }, (_, at) => utf8(`leaf ${at}`))
    const hashes = leaves.map((leaf) => leafHash(leaf, sha256))
    const tree = treeOf(leaves)
    const tile = (level: number, index: number) =>
      hashTile(tree, { level, index, width: tileWidth(level, index, tree.size) })
    expect(tile(0, 1)).to.deep.equal(concat(...hashes.slice(256, 512)))
    expect(tile(0, 2)).to.deep.equal(concat(...hashes.slice(512)))
    const [first, second, ...others] = parseHashTile(tile(1, 0))
    expect(first).to.deep.equal(rootOf(hashes.slice(0, 256), sha256))
    expect(second).to.deep.equal(rootOf(hashes.slice(256, 512), sha256))
    expect(others).to.deep.equal([])
    expect(() => hashTile(tree, { level: 0, index: 2, width: 256 })).to.throw(RangeError)
    expect(() => hashTile(tree, { level: 'entries', index: 0, width: 1 })).to.throw(RangeError)
  })

  for (const length of [0, 31, 33, 257 * 32]) {
    it(`of ${length} bytes are refused`, async () => {
      expect(await faultOf(() => parseHashTile(new Uint8Array(length)))).to.equal('malformed-tile')
    })
  }
})

describe('entry bundles', () => {
  it('frame each entry with its length in two bytes, the high one first', () => {
    const bundle = entryBundle([utf8('ab'), new Uint8Array(), new Uint8Array(258).fill(7)])
    expect([...bundle.subarray(0, 9)]).to.deep.equal([0, 2, 97, 98, 0, 0, 1, 2, 7])
    expect(bundle).to.have.length(2 + 2 + 2 + 2 + 258)
  })

  it('give back the entries they were made of', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 })
    fc.assert(
      fc.property(entries, (list) => {
        expect(parseEntryBundle(entryBundle(list))).to.deep.equal(list)
      }),
      { numRuns: 30 },
    )
  })

  it('take entries of 65,535 bytes and refuse longer ones, and too many', () => {
    const longest = new Uint8Array(65_535).fill(1)
    expect(parseEntryBundle(entryBundle([longest]))).to.deep.equal([longest])
    expect(() => entryBundle([new Uint8Array(65_536)])).to.throw(RangeError)
    expect(() => entryBundle([])).to.throw(RangeError)
    expect(() => entryBundle(Array.from({ length: 257 }, () => longest))).to.throw(RangeError)
  })

  it('are refused when they are cut short, empty or too long', async () => {
    const bundle = entryBundle([utf8('abc')])
    const long = concat(...Array.from({ length: 257 }, () => bundle))
    for (const bytes of [bundle.subarray(0, 4), bundle.subarray(0, 1), new Uint8Array(), long]) {
      expect(await faultOf(() => parseEntryBundle(bytes))).to.equal('malformed-tile')
    }
  })
})
