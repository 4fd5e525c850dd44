/** The pages of the set-up behind the door, for whoever holds their acts. */
import { Navigate, useLocation } from '../way.tsx'
import { actNamed, creates } from '../../models/ledger.ts'
import { useSpeech } from '../language.tsx'
import { Missing } from '../parts/Missing.tsx'
import { Failure, Loading } from '../parts/Says.tsx'
import { setup } from '../wording/setup.ts'
import { Changing } from './Changing.tsx'
import { Next } from './Next.tsx'
import { People } from './People.tsx'
import { Shell } from './Shell.tsx'
import { addressOf, nextAddress, onAddress } from './address.ts'
import { useSteps } from './steps.ts'

export function Wizard() {
  const { say } = useSpeech()
  const { pathname } = useLocation()
  const { steps, error, refetch } = useSteps()
  if (!steps) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  const at = steps.findIndex((step) => addressOf(step) === pathname)
  const [step, previous, following] = [steps[at], steps[at - 1], steps[at + 1]]
  const last = steps.at(-1)
  if (pathname === nextAddress && last) {
    return (
      <Shell title={say(setup.next)} text={say(setup.nextText)} steps={steps}>
        <Next steps={steps} before={addressOf(last)} />
      </Shell>
    )
  }
  if (pathname === onAddress && last) {
    const first = steps.find(({ isDone }) => !isDone)
    return <Navigate to={first ? addressOf(first) : nextAddress} replace />
  }
  const act = step && actNamed(step.ledger, step.act)
  if (!step || !act) return <Missing />
  const way = {
    step,
    act,
    before: previous && addressOf(previous),
    after: following ? addressOf(following) : nextAddress,
  }
  return (
    <Shell title={say(step.title)} text={say(step.says)} steps={steps} step={step}>
      {creates(act) ? <People {...way} /> : <Changing key={step.ledger.name} {...way} />}
    </Shell>
  )
}
