/**
 * A sheet to sign on with a finger, a pen or a mouse. It keeps strokes rather than pixels, so
 * they survive a turned tablet, and draws each stroke as it comes.
 */
import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { PointerEvent, RefObject } from 'react'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { greeting } from '../wording/kiosk.ts'
import { Icon } from './Icon.tsx'
import { extended, pointsIn, pointsMax, sheet, strokesMax, thinned } from './ink.ts'
import type { Stroke } from './ink.ts'
import { drawOn } from './strokes.ts'

/** Points that strokes already drawn are brought down to, so that the next one has its room. */
const settledPoints = pointsMax / 2
/** Points a stroke gains when it had to be thinned while it is drawn. */
const roomPoints = 200

interface SignaturePadProps {
  readonly id: string
  readonly label: string
  readonly faulty: boolean
  readonly strokes: readonly Stroke[]
  /** Called at the end of each stroke, and with nothing when cleared. */
  readonly onChange: (strokes: readonly Stroke[]) => void
}

export function SignaturePad({ id, label, faulty, strokes, onChange }: SignaturePadProps) {
  const { say } = useSpeech()
  const { canvas, current, full, handlers } = usePen(strokes, onChange)
  const empty = strokes.length === 0 && current.length === 0
  return (
    <div className="pad" data-faulty={faulty || undefined}>
      <canvas ref={canvas} id={id} role="img" aria-label={label} tabIndex={0} {...handlers} />
      {empty && (
        <Text className="pad-hint" c="dimmed" aria-hidden>
          {say(wording.signHere)}
        </Text>
      )}
      <div className="pad-line" aria-hidden />
      {full && (
        <Text className="pad-full" role="status">
          {say(greeting.padFull)}
        </Text>
      )}
      <Group className="pad-tools" gap="xs">
        <Button
          variant="default"
          size="sm"
          disabled={empty}
          leftSection={<Icon name="left" size={16} />}
          onClick={() => onChange(strokes.slice(0, -1))}
        >
          {say(greeting.undo)}
        </Button>
        <Button
          variant="default"
          size="sm"
          disabled={empty}
          leftSection={<Icon name="close" size={16} />}
          onClick={() => onChange([])}
        >
          {say(wording.signAgain)}
        </Button>
      </Group>
    </div>
  )
}

/** Follows one pointer at a time and draws everything there is after each change. */
function usePen(strokes: readonly Stroke[], onChange: (strokes: readonly Stroke[]) => void) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pointer = useRef<number>(undefined)
  const pen = useRef(false)
  const stroke = useRef<Stroke>([])
  const [current, setCurrent] = useState<Stroke>([])
  useDrawn(canvas, current.length > 0 ? [...strokes, current] : strokes)
  /** Whether one more point may be drawn, once those that add nothing to see have made way. */
  const hasRoom = () => {
    const others = pointsIn(strokes)
    if (others + pointsIn([stroke.current]) < pointsMax) return true
    stroke.current = thinned([stroke.current], pointsMax - others - roomPoints)[0] ?? []
    return others + pointsIn([stroke.current]) < pointsMax
  }
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const native = event.nativeEvent
    const path = native.getCoalescedEvents?.() ?? []
    for (const { clientX, clientY } of path.length > 0 ? path : [native]) {
      if (!hasRoom()) break
      const x = ((clientX - left) / width) * sheet.width
      const y = ((clientY - top) / height) * sheet.height
      stroke.current = extended(stroke.current, x, y)
    }
    setCurrent(stroke.current)
  }
  const finish = (event: PointerEvent<HTMLCanvasElement>) => {
    if (pointer.current !== event.pointerId) return
    pointer.current = undefined
    const drawn = stroke.current
    stroke.current = []
    setCurrent([])
    if (drawn.length > 0) onChange(thinned([...strokes, drawn], settledPoints))
  }
  const full = strokes.length >= strokesMax || pointsIn([...strokes, current]) >= pointsMax
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      // Beside a pen, what touches the sheet is the palm of the hand that holds it.
      pen.current ||= event.pointerType === 'pen'
      if (pen.current && event.pointerType === 'touch') return
      if (pointer.current !== undefined || event.button !== 0 || full) return
      pointer.current = event.pointerId
      event.currentTarget.setPointerCapture(event.pointerId)
      follow(event)
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      if (pointer.current === event.pointerId) follow(event)
    },
    onPointerUp: finish,
    onPointerCancel: finish,
  }
  return { canvas, current, full, handlers }
}

/** Keeps the sheet drawn at the screen's own resolution, through resizes and rotations. */
function useDrawn(canvas: RefObject<HTMLCanvasElement | null>, strokes: readonly Stroke[]): void {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (canvas.current && width > 0) drawOn(canvas.current, strokes, width)
  }, [canvas, strokes, width])
  useEffect(() => {
    if (!canvas.current) return undefined
    const watcher = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    watcher.observe(canvas.current)
    return () => watcher.disconnect()
  }, [canvas])
}
