/**
 * Looking through the camera: it is opened when the finder is shown and closed with it, pictures
 * are read one after another with a pause in between, and whatever is new is told.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useNewest } from '../fields/shape.ts'
import { CameraClosed, closeCamera, hasLamp, light, openCamera } from './camera.ts'
import type { CameraProblem } from './camera.ts'
import { codeIn, prepare } from './engine.ts'
import { Repeats } from './repeats.ts'

/** The rest between two looks, so that a small tablet keeps cool, in milliseconds. */
const restMs = 90
/** The longer side of a picture that is read, in pixels. */
const sideMax = 1_280

export type Trouble = CameraProblem | 'engine'

export type Looking =
  | { readonly kind: 'starting' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }

/** The picture a video shows now; undefined before there is one. */
function pictureOf(video: HTMLVideoElement, sheet: HTMLCanvasElement): ImageData | undefined {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0 || videoHeight === 0) return undefined
  const scale = Math.min(1, sideMax / Math.max(videoWidth, videoHeight))
  sheet.width = Math.round(videoWidth * scale)
  sheet.height = Math.round(videoHeight * scale)
  const context = sheet.getContext('2d', { willReadFrequently: true })
  context?.drawImage(video, 0, 0, sheet.width, sheet.height)
  return context?.getImageData(0, 0, sheet.width, sheet.height)
}

/** Reads what a video shows until it is told to stop. */
async function look(video: HTMLVideoElement, stop: AbortSignal, tell: (text: string) => void) {
  const sheet = document.createElement('canvas')
  const repeats = new Repeats()
  while (!stop.aborted) {
    const picture = pictureOf(video, sheet)
    const code = picture && (await codeIn(picture))
    if (code && !stop.aborted && repeats.isNew(code.text, code.format, performance.now())) {
      tell(code.text)
    }
    await new Promise((resolve) => setTimeout(resolve, restMs))
  }
}

/** The camera's picture in a video, read for as long as the caller is shown. */
export function useLooking(onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const tell = useNewest(onCode)
  const [looking, setLooking] = useState<Looking>({ kind: 'starting' })
  const [stream, setStream] = useState<MediaStream>()
  const [lit, setLit] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    let opened: MediaStream | undefined
    const run = async () => {
      opened = await openCamera()
      const shown = video.current
      if (stop.signal.aborted || !shown) return closeCamera(opened)
      shown.srcObject = opened
      await shown.play()
      setStream(opened)
      await prepare()
      setLooking({ kind: 'looking' })
      await look(shown, stop.signal, tell)
    }
    run().catch((error: unknown) => {
      if (stop.signal.aborted) return
      const trouble = error instanceof CameraClosed ? error.problem : 'engine'
      setLooking({ kind: 'trouble', trouble })
    })
    return () => {
      stop.abort()
      if (opened) closeCamera(opened)
    }
  }, [tell])
  const shine = useCallback(() => {
    if (!stream) return
    void light(stream, !lit).then(() => setLit(!lit))
  }, [stream, lit])
  return {
    video,
    looking,
    lamp: stream !== undefined && hasLamp(stream) ? { lit, shine } : undefined,
  }
}
