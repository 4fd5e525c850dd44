/** Values that read on screen as they read on paper. */
import { useSpeech } from '../language.tsx'
import { useZone } from '../places.tsx'
import type { ShowProps } from './shape.ts'

export function PlainShow({ field, value, linked }: ShowProps) {
  const { language } = useSpeech()
  const timeZone = useZone()
  return <>{field.print(value, { language, timeZone, labelOf: (id) => linked[id]?.title })}</>
}
