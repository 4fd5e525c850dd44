/**
 * A signature as pen strokes on a sheet of fixed size, so that turning the tablet or sharing the
 * screen never distorts what was drawn, and the same strokes always give the same picture.
 */

/** The sheet, in the units of strokes; also the pixels of the picture. */
export const sheet = { width: 1000, height: 400 } as const

/** One stroke: x and y in turn. */
export type Stroke = readonly number[]

const lineWidth = 5
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

/**
 * Draws strokes on a canvas of the page in the colour of its text, at the screen's resolution.
 *
 * @param width of the canvas on the page, in CSS pixels
 */
export function drawOn(canvas: HTMLCanvasElement, strokes: readonly Stroke[], width: number): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const scale = (width * devicePixelRatio) / sheet.width
  canvas.width = Math.round(sheet.width * scale)
  canvas.height = Math.round(sheet.height * scale)
  context.setTransform(scale, 0, 0, scale, 0, 0)
  draw(context, strokes, getComputedStyle(canvas).color)
}

function draw(context: CanvasRenderingContext2D, strokes: readonly Stroke[], ink: string): void {
  context.strokeStyle = ink
  context.fillStyle = ink
  context.lineWidth = lineWidth
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const stroke of strokes) drawOne(context, stroke)
}

function drawOne(context: CanvasRenderingContext2D, stroke: Stroke): void {
  const [x = 0, y = 0] = stroke
  context.beginPath()
  if (stroke.length <= 2) {
    context.arc(x, y, lineWidth / 2, 0, 2 * Math.PI)
    context.fill()
    return
  }
  context.moveTo(x, y)
  for (let at = 2; at + 3 < stroke.length; at += 2) {
    const [fromX = 0, fromY = 0, toX = 0, toY = 0] = stroke.slice(at, at + 4)
    context.quadraticCurveTo(fromX, fromY, (fromX + toX) / 2, (fromY + toY) / 2)
  }
  const [lastX = 0, lastY = 0] = stroke.slice(-2)
  context.lineTo(lastX, lastY)
  context.stroke()
}

/** The picture of strokes: black on white, the same on every device. */
export function pictureOf(strokes: readonly Stroke[]): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = sheet.width
  canvas.height = sheet.height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws no pictures')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, sheet.width, sheet.height)
  draw(context, strokes, '#111')
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  })
}
