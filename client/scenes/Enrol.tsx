/**
 * Where a tablet becomes a device: by the address in a QR code, or by typing the code. One tap
 * lies between opening it and using the code, so that the camera of a passer-by does not use it
 * up. It is also what an enrolled tablet shows once its enrolment has ended.
 */
import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { Link, useNavigate } from '../way.tsx'
import { call } from '../api.ts'
import type { SessionStart } from '../api.ts'
import { useAsking } from '../asking.ts'
import { useSpeech } from '../language.tsx'
import { noteEnrolled } from '../offline/enrolled.ts'
import { askOnceToLast } from '../offline/lasting.ts'
import { Brand } from '../parts/Brand.tsx'
import { CodeForm } from '../parts/CodeForm.tsx'
import { Gate } from '../parts/Gate.tsx'
import { Lasting } from '../parts/Lasting.tsx'
import { Failure } from '../parts/Says.tsx'
import { begin } from '../session.tsx'
import { tablets } from '../wording/tablets.ts'
import { tokenOf } from './Setup.tsx'
import '../tablets.css'

/** How long the brand is held until an ended device leads to the sign-in page. */
const holdMs = 1_500

interface EnrolProps {
  /** The tablet was enrolled before, and stands where visitors see it. */
  readonly again?: boolean
}

export function Enrol({ again = false }: EnrolProps) {
  const { say } = useSpeech()
  const [done, setDone] = useState(false)
  if (done) return <Done />
  return (
    <Gate
      title={say(again ? tablets.enrolAgain : tablets.enrolHere)}
      text={say(again ? tablets.enrolAgainText : tablets.enrolHereText)}
      brand={again ? <HeldBrand /> : <Brand />}
    >
      <Code enrolled={() => setDone(true)} />
      {!again && (
        <Button component={Link} to="/sign-in" variant="subtle" color="gray">
          {say(tablets.signInInstead)}
        </Button>
      )}
    </Gate>
  )
}

/** It worked, and whether what the tablet keeps will stay: somebody who can mend it stands here. */
function Done() {
  const { say } = useSpeech()
  const navigate = useNavigate()
  const { asking, error, ask } = useAsking()
  const start = () =>
    ask(async () => {
      await begin()
      navigate('/', { replace: true })
    })
  return (
    <Gate title={say(tablets.enrolDone)} text={say(tablets.enrolDoneText)}>
      <Lasting />
      {error !== undefined && <Failure error={error} retry={start} />}
      <Button size="lg" loading={asking} onClick={start}>
        {say(tablets.enrolStart)}
      </Button>
    </Gate>
  )
}

/** Held for a while it leads to the sign-in page, for whoever was told so and for nobody else. */
function HeldBrand() {
  const navigate = useNavigate()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const release = () => clearTimeout(timer.current)
  return (
    <span
      className="held-brand"
      onPointerDown={() => {
        timer.current = setTimeout(() => navigate('/sign-in'), holdMs)
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Brand />
    </span>
  )
}

function Code({ enrolled }: { readonly enrolled: () => void }) {
  const { say } = useSpeech()
  const [code, setCode] = useState(() => tokenOf(location.hash))
  const { asking, error, ask } = useAsking()
  const submit = () =>
    ask(async () => {
      await call<SessionStart>('POST', '/sessions/device', { token: code })
      noteEnrolled()
      await askOnceToLast()
      enrolled()
    })
  return (
    <CodeForm
      label={say(tablets.code)}
      help={say(tablets.codeHelp)}
      button={say(tablets.enrolButton)}
      code={code}
      change={setCode}
      asking={asking}
      error={error}
      submit={submit}
    />
  )
}
