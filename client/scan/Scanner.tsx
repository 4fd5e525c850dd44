/**
 * The scan that is always there: beside the search on every page of the house, by camera or by a
 * scanner that types. When a code may mean several records, they are shown to choose from.
 */
import { lazy, Suspense } from 'react'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { scanning } from '../wording/scan.ts'
import { readScan } from './read.ts'
import { ScanButton } from './Scan.tsx'
import { useScanned } from './scanned.ts'
import { useWedge } from './wedge.ts'

const Choosing = lazy(async () => ({ default: (await import('./Choosing.tsx')).Choosing }))
const Leaving = lazy(async () => ({ default: (await import('./Leaving.tsx')).Leaving }))

export function Scanner() {
  const { say } = useSpeech()
  const { take, choices, open, clear, leaving, stay, leave } = useScanned()
  useWedge(take)
  // The address on a label says nothing to a person.
  const nameOf = (scanned: string) => {
    const read = readScan(scanned)
    if (read.kind === 'text') return read.text
    const noun = ledgerNamed(read.ledger)?.noun
    return noun ? say(noun) : ''
  }
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
          <Leaving text={nameOf(leaving)} stay={stay} leave={() => leave(leaving)} />
        </Suspense>
      )}
    </>
  )
}
