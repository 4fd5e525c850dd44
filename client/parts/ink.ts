/**
 * What a hand drew, as points of pen strokes, and fewer points for the same ink. A hand that draws
 * long sends more of them than a signature may keep; those that lie where a line goes anyway are
 * given up before the pen has to stop.
 */

/** The sheet, in the units of strokes; also the pixels of the picture. */
export const sheet = { width: 1000, height: 400 } as const

/** One stroke: x and y in turn. */
export type Stroke = readonly number[]

/** Points nearer than this to the one before add bytes but nothing to see. */
const stepMin = 3
/** A signature of an employee travels within a journal leaf, which is not endless. */
export const pointsMax = 2_000
export const strokesMax = 100

/** A stroke with a further point, unless the point adds nothing. */
export function extended(stroke: Stroke, x: number, y: number): Stroke {
  const [lastX, lastY] = stroke.slice(-2)
  if (lastX !== undefined && lastY !== undefined) {
    if (Math.hypot(x - lastX, y - lastY) < stepMin) return stroke
  }
  return [...stroke, Math.round(x), Math.round(y)]
}

/** How many points strokes have in all. */
export function pointsIn(strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0)
}

/** How far ink may move for it, in the units of the sheet; the last is half a pen's width. */
const tolerances = [0.5, 1, 1.5, 2.5]

/**
 * Strokes of at most so many points where that can be had without their looking different; their
 * ends stay where they are.
 */
export function thinned(strokes: readonly Stroke[], pointsMax: number): readonly Stroke[] {
  let fewer = strokes
  for (const tolerance of tolerances) {
    if (pointsIn(fewer) <= pointsMax) break
    fewer = strokes.map((stroke) => simplified(stroke, tolerance))
  }
  return fewer
}

/** Ramer, Douglas and Peucker's: a point stays when without it the line would miss it by more. */
export function simplified(stroke: Stroke, tolerance: number): Stroke {
  const last = stroke.length / 2 - 1
  if (last < 2) return stroke
  const stays = new Set([0, last])
  const spans: (readonly [number, number])[] = [[0, last]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    const { at, distance } = farthest(stroke, from, to)
    if (distance <= tolerance) continue
    stays.add(at)
    spans.push([from, at], [at, to])
  }
  return [...stays]
    .sort((one, other) => one - other)
    .flatMap((at) => stroke.slice(2 * at, 2 * at + 2))
}

function farthest(stroke: Stroke, from: number, to: number) {
  let [at, distance] = [from, 0]
  for (let one = from + 1; one < to; one += 1) {
    const away = awayFrom(pointAt(stroke, one), pointAt(stroke, from), pointAt(stroke, to))
    if (away > distance) [at, distance] = [one, away]
  }
  return { at, distance }
}

type Point = readonly [number, number]

function pointAt(stroke: Stroke, at: number): Point {
  return [stroke[2 * at] ?? 0, stroke[2 * at + 1] ?? 0]
}

/** How far a point lies from the line between two others. */
export function awayFrom([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY]
  const square = alongX * alongX + alongY * alongY
  const part = square === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / square
  const within = Math.min(1, Math.max(0, part))
  return Math.hypot(x - fromX - within * alongX, y - fromY - within * alongY)
}
