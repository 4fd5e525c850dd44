/**
 * A Data Matrix as makers of disks print it, drawn from its standard (ISO/IEC 16022, ECC 200) in
 * the one size tests need: sixteen modules a side for up to twelve code words.
 */
import { height, width } from './film.ts'
import type { Drawing } from './film.ts'

const side = 16
/** Modules a side without the finder around them. */
const inner = side - 2
const dataWords = 12
const checkWords = 12
const field = 0x12d
const padding = 129

/** Code words of plain ASCII: two digits share one. */
function wordsOf(text: string): number[] {
  const words = (text.match(/\d\d|[^]/g) ?? []).map((part) =>
    part.length === 2 ? 130 + Number(part) : part.charCodeAt(0) + 1,
  )
  if (words.length > dataWords) throw new Error(`${text} is too long for this size`)
  if (words.length < dataWords) words.push(padding)
  while (words.length < dataWords) {
    // What pads is spread, so that no large area is of one colour.
    const spread = padding + ((149 * (words.length + 1)) % 253) + 1
    words.push(spread > 254 ? spread - 254 : spread)
  }
  return words
}

function times(one: number, other: number): number {
  let [sum, shifted] = [0, one]
  for (let bits = other; bits > 0; bits >>= 1) {
    if (bits & 1) sum ^= shifted
    shifted <<= 1
    if (shifted & 0x100) shifted ^= field
  }
  return sum
}

/** The Reed-Solomon words that go after the data. */
function checksOf(words: readonly number[]): number[] {
  let generator = [1]
  let root = 1
  for (let at = 0; at < checkWords; at += 1) {
    root = times(root, 2)
    const by = root
    generator = [...generator, 0].map((one, n) => one ^ times(generator[n - 1] ?? 0, by))
  }
  const rest = Array.from({ length: checkWords }, () => 0)
  for (const word of words) {
    const lead = word ^ (rest.shift() ?? 0)
    rest.push(0)
    for (const at of rest.keys()) rest[at] = (rest[at] ?? 0) ^ times(generator[at + 1] ?? 0, lead)
  }
  return rest
}

type Place = readonly [row: number, column: number]

/** The eight modules of a code word, most significant first, around its last one. */
const shape: readonly Place[] = [
  [-2, -2],
  [-2, -1],
  [-1, -2],
  [-1, -1],
  [-1, 0],
  [0, -2],
  [0, -1],
  [0, 0],
]

/** The code word that is cut in two by the lower left and upper right corner of this size. */
const corner: readonly Place[] = [
  [inner - 3, 0],
  [inner - 2, 0],
  [inner - 1, 0],
  [0, inner - 4],
  [0, inner - 3],
  [0, inner - 2],
  [0, inner - 1],
  [1, inner - 1],
]

/** What leaves the square on one side comes in on the other, a little farther on. */
function wrapped([row, column]: Place): Place {
  const shift = 4 - ((inner + 4) % 8)
  const [down, across] = row < 0 ? [row + inner, column + shift] : [row, column]
  return across < 0 ? [down + shift, across + inner] : [down, across]
}

/** Where each code word lies, in their order. */
function* placesOf(): Generator<readonly Place[]> {
  const taken = new Set<string>()
  const isFree = (row: number, column: number) => {
    const within = row >= 0 && row < inner && column >= 0 && column < inner
    return within && !taken.has(String([row, column]))
  }
  const at = (row: number, column: number) => {
    const places = shape.map(([down, across]) => wrapped([row + down, column + across]))
    for (const place of places) taken.add(String(place))
    return places
  }
  let [row, column] = [4, 0]
  while (row < inner || column < inner) {
    if (row === inner - 2 && column === 0) {
      for (const place of corner) taken.add(String(place))
      yield corner
    }
    for (; row >= 0 && column < inner; row -= 2, column += 2) {
      if (isFree(row, column)) yield at(row, column)
    }
    ;[row, column] = [row + 1, column + 3]
    for (; row < inner && column >= 0; row += 2, column -= 2) {
      if (isFree(row, column)) yield at(row, column)
    }
    ;[row, column] = [row + 3, column + 1]
  }
}

/** A Data Matrix in the middle of the picture. */
export function dataMatrix(text: string): Drawing {
  const data = wordsOf(text)
  const words = [...data, ...checksOf(data)]
  // What no code word reaches is a fixed pattern in the lower right corner.
  const dark = new Set([String([inner - 1, inner - 1]), String([inner - 2, inner - 2])])
  let n = 0
  for (const places of placesOf()) {
    const word = words[n] ?? 0
    n += 1
    for (const [bit, place] of places.entries())
      if ((word >> (7 - bit)) & 1) dark.add(String(place))
  }
  if (n !== words.length) throw new Error(`${n} places for ${words.length} code words`)
  const unit = Math.floor(300 / side)
  const left = Math.floor((width - unit * side) / 2)
  const top = Math.floor((height - unit * side) / 2)
  return (x, y) => {
    const column = Math.floor((x - left) / unit)
    const row = Math.floor((y - top) / unit)
    if (column < 0 || row < 0 || column >= side || row >= side) return false
    if (column === 0 || row === side - 1) return true
    if (row === 0) return column % 2 === 0
    if (column === side - 1) return row % 2 === 1
    return dark.has(String([row - 1, column - 1]))
  }
}
