/**
 * The banner on every page of a demo house, on paper too: nothing here is real. Beside it stand
 * the two things one does with a demo, being somebody else and ending it; not on a tablet that was
 * enrolled, because whoever stands before that one is led nowhere else.
 */
import { useEffect, useState } from 'react'
import { useAsking } from '../asking.ts'
import { useSpeech } from '../language.tsx'
import { wasEnrolled } from '../offline/enrolled.ts'
import { Icon } from '../parts/Icon.tsx'
import { Failure } from '../parts/Says.tsx'
import { useSessionState } from '../session.tsx'
import { demo } from '../wording/demo.ts'
import { roles } from '../../models/roles.ts'
import { become, removeDemo, useDemo } from './demo.ts'
import type { DemoTold } from './demo.ts'
import { keepDemoHere } from './shown.ts'
import './demo.css'

export function DemoBanner() {
  const { data } = useDemo()
  const shown = data?.state === 'loaded' || (data?.state === 'leaving' && data.people.length > 0)
  useEffect(() => {
    if (data) keepDemoHere(shown)
  }, [data, shown])
  return data && shown ? <Banner people={data.people} /> : null
}

function Banner({ people }: { readonly people: DemoTold['people'] }) {
  const { say } = useSpeech()
  const { data: session } = useSessionState()
  const { asking, error, ask } = useAsking()
  const [leaving, setLeaving] = useState(false)
  const remove = () => {
    if (!confirm(say(demo.sure))) return
    setLeaving(true)
    ask(() => removeDemo().finally(() => setLeaving(false)))
  }
  return (
    <aside className="demo-banner" aria-label={say(demo.region)}>
      <strong className="demo-name">
        <Icon name="alert" size={18} />
        {say(demo.name)}
      </strong>
      <span className="demo-says" role="status">
        {say(leaving ? demo.switching : demo.banner)}
      </span>
      {!wasEnrolled() && (
        <span className="demo-acts">
          <select
            aria-label={say(demo.be)}
            value={session?.account.id ?? ''}
            disabled={asking}
            onChange={({ currentTarget }) => {
              const { value } = currentTarget
              if (value) ask(() => become(value))
            }}
          >
            <option value="">{say(demo.choose)}</option>
            {people.map(({ id, name, roles: held }) => (
              <option key={id} value={id}>
                {`${name} (${held.map((role) => say(roles[role].label)).join(' · ')})`}
              </option>
            ))}
          </select>
          {session && (
            <button type="button" disabled={asking} onClick={remove}>
              {say(demo.remove)}
            </button>
          )}
        </span>
      )}
      {error !== undefined && <Failure error={error} retry={() => location.reload()} />}
    </aside>
  )
}
