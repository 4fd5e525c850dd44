/**
 * A signature as pen strokes on a sheet of fixed size, so that turning the tablet or sharing the
 * screen never distorts what was drawn, and the same strokes always give the same picture.
 */

import { sheet } from './ink.ts'
import type { Stroke } from './ink.ts'

const lineWidth = 5

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
