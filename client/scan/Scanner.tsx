/**
 * The scan that is always there: beside the search on every page of the house, by camera or by a
 * scanner that types. When a code may mean several records, they are shown to choose from.
 */
import { lazy, Suspense } from 'react'
import { useSpeech } from '../language.tsx'
import { scanning } from '../wording/scan.ts'
import { ScanButton } from './Scan.tsx'
import { useScanned } from './scanned.ts'
import { useWedge } from './wedge.ts'

const Choosing = lazy(async () => ({ default: (await import('./Choosing.tsx')).Choosing }))
const Leaving = lazy(async () => ({ default: (await import('./Leaving.tsx')).Leaving }))

export function Scanner() {
  const { say } = useSpeech()
  const { take, choices, open, clear, leaving, stay, leave } = useScanned()
  useWedge(take)
  return (
    <>
      <ScanButton compact onScan={take} label={say(scanning.title)} />
      {choices && (
        <Suspense>
          <Choosing choices={choices} open={open} close={clear} />
        </Suspense>
      )}
      {leaving !== undefined && (
        <Suspense>
          <Leaving scanned={leaving} stay={stay} leave={() => leave(leaving)} />
        </Suspense>
      )}
    </>
  )
}
