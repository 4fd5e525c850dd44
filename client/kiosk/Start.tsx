/** The first page of the counter: a welcome, the code by keys or by camera, or no code at all. */
import { Button, Loader } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useAsking } from '../asking.ts'
import { useNewest } from '../fields/shape.ts'
import { useSpeech } from '../language.tsx'
import { Warning } from '../parts/Says.tsx'
import { ScanButton } from '../scan/Scan.tsx'
import { useWedge } from '../scan/wedge.ts'
import { greeting } from '../wording/kiosk.ts'
import type { Counter, Party } from './counter.ts'
import { codeIn, digitsOf, partyOf, shortCodeDigits } from './finding.ts'
import { Pad } from './Pad.tsx'
import { Unfound } from './Unfound.tsx'

interface StartProps {
  readonly counter: Counter
  /** A code that came with the address. */
  readonly opened: string | undefined
  readonly found: (party: Party) => void
  /** Without a code, or with one that nobody could be asked about. */
  readonly walkIn: (told?: string) => void
}

export function Start({ counter, opened, found, walkIn }: StartProps) {
  const { say } = useSpeech()
  const { code, enter, scan, find, says, asking, error } = useCode(counter, opened, found)
  return (
    <div className="kiosk-start">
      <div className="kiosk-welcome">
        <h1>{say(greeting.welcome)}</h1>
        <p>{say(greeting.text)}</p>
        <div className="kiosk-others">
          <ScanButton size="lg" label={say(greeting.scan)} onScan={scan} />
          {counter.walkIn && (
            <Button variant="default" size="lg" onClick={() => walkIn()}>
              {say(greeting.walkIn)}
            </Button>
          )}
        </div>
      </div>
      <div className="kiosk-code">
        {says && <Warning title={say(says)} tone="yellow" />}
        {error !== undefined && (
          <Unfound
            counter={counter}
            error={error}
            retry={() => find(code)}
            goOn={() => walkIn(code)}
          />
        )}
        <label>
          <span>{say(greeting.code)}</span>
          <input
            className="code"
            inputMode="none"
            value={code}
            onChange={(event) => enter(event.currentTarget.value)}
            autoComplete="off"
            data-form-type="other"
            aria-busy={asking}
          />
        </label>
        <Slots code={code} />
        <Pad code={code} onChange={enter} />
        {asking && <Loader type="dots" role="status" aria-label={say(greeting.find)} />}
      </div>
    </div>
  )
}

/** Looks a code up as soon as it has all of its digits. */
function useCode(counter: Counter, opened: string | undefined, found: (party: Party) => void) {
  const [code, setCode] = useState('')
  const [says, setSays] = useState<(typeof greeting)['unknown' | 'notCode']>()
  const { asking, error, ask } = useAsking()
  const find = useNewest((sought: string) => {
    if (sought.length < shortCodeDigits || asking) return
    ask(async () => {
      const party = await partyOf(counter, sought)
      if (party) return found(party)
      setCode('')
      setSays(greeting.unknown)
    })
  })
  const enter = (typed: string) => {
    const next = digitsOf(typed)
    setCode(next)
    setSays(undefined)
    find(next)
  }
  const scan = (text: string) => {
    const read = codeIn(text)
    if (read) enter(read)
    else setSays(greeting.notCode)
  }
  useWedge(scan, { over: true })
  const taken = useRef(false)
  useEffect(() => {
    if (opened === undefined || taken.current) return
    taken.current = true
    setCode(opened)
    find(opened)
  }, [opened, find])
  return { code, enter, scan, find, says, asking, error }
}

function Slots({ code }: { readonly code: string }) {
  return (
    <div className="kiosk-slots" aria-hidden>
      {Array.from({ length: shortCodeDigits }, (_, at) => (
        <span key={at} data-next={at === code.length || undefined}>
          {code[at] ?? ''}
        </span>
      ))}
    </div>
  )
}
