/**
 * The camera on the back of the device: opening it, its lamp, and why it cannot be opened, so
 * that a person is told what to do about it rather than shown a black square.
 */

/** Why there is no picture. */
export type CameraProblem = 'insecure' | 'none' | 'denied' | 'busy'

export class CameraClosed extends Error {
  readonly problem: CameraProblem

  constructor(problem: CameraProblem) {
    super(problem)
    this.problem = problem
  }
}

const problems: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
}

/** Opens the camera. @throws CameraClosed saying why there is none */
export async function openCamera(): Promise<MediaStream> {
  // Browsers offer cameras only to pages that came over a line nobody could tamper with.
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices }
  if (!mediaDevices) throw new CameraClosed('insecure')
  try {
    return await mediaDevices.getUserMedia({
      audio: false,
      video: {
        facingMode: { ideal: 'environment' },
        width: { ideal: 1280 },
        height: { ideal: 720 },
      },
    })
  } catch (error) {
    throw new CameraClosed(problems[(error as Error).name] ?? 'busy')
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** What browsers know of a lamp, which the platform's own types do not list. */
type Lamp = MediaTrackCapabilities & { readonly torch?: boolean }

function lens(stream: MediaStream): MediaStreamTrack | undefined {
  return stream.getVideoTracks()[0]
}

export function hasLamp(stream: MediaStream): boolean {
  const track = lens(stream) as { getCapabilities?: () => Lamp } | undefined
  return track?.getCapabilities?.().torch === true
}

export async function light(stream: MediaStream, on: boolean): Promise<void> {
  await lens(stream)?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
}
