/**
 * A sound and a shake of the device for what was scanned, so that nobody has to look up from the
 * rack. They only repeat what the page says in words.
 */

export type Tone = 'good' | 'again' | 'bad'

/** Pitches in hertz and how the device shakes, in milliseconds on and off. */
const tones: Readonly<
  Record<Tone, { readonly hertz: readonly number[]; readonly shake: number[] }>
> = {
  good: { hertz: [1_320], shake: [60] },
  again: { hertz: [660, 660], shake: [60, 60, 60] },
  bad: { hertz: [330, 220], shake: [200, 80, 200] },
}

const beepSeconds = 0.09
const loudness = 0.08

let sound: AudioContext | undefined

export function signal(tone: Tone): void {
  const { hertz, shake } = tones[tone]
  if ('vibrate' in navigator) navigator.vibrate(shake)
  try {
    sound ??= new AudioContext()
    const context = sound
    for (const [at, pitch] of hertz.entries()) {
      const pipe = new OscillatorNode(context, { frequency: pitch })
      const volume = new GainNode(context, { gain: loudness })
      pipe.connect(volume).connect(context.destination)
      const start = context.currentTime + at * beepSeconds * 1.5
      pipe.start(start)
      pipe.stop(start + beepSeconds)
    }
  } catch {
    // A device without sound still shows what it read.
  }
}
