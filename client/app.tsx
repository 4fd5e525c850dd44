/**
 * Which page stands where. Each is a piece of its own that is loaded when it is first needed, so
 * that the reception tablet never waits for tables and ledgers it does not show.
 */
import { lazy, Suspense } from 'react'
import { useCalm } from './calm.ts'
import { Navigate, Route, Routes, useLocation } from './way.tsx'
import { wasEnrolled } from './offline/enrolled.ts'
import { Guard } from './parts/Guard.tsx'
import { later } from './parts/later.tsx'
import { Failure, Loading } from './parts/Says.tsx'
import { useSessionState } from './session.tsx'
import { isDemoHere } from './setup/shown.ts'

const SignIn = lazy(async () => ({ default: (await import('./scenes/SignIn.tsx')).SignIn }))
const Setup = lazy(async () => ({ default: (await import('./scenes/Setup.tsx')).Setup }))
const Welcome = lazy(async () => ({ default: (await import('./scenes/Welcome.tsx')).Welcome }))
const Enrol = lazy(async () => ({ default: (await import('./scenes/Enrol.tsx')).Enrol }))
const Handed = lazy(async () => ({ default: (await import('./scenes/Handed.tsx')).Handed }))
// Most who come are signed in: what they see is on its way while it is asked who they are.
const inside = import('./scenes/Inside.tsx')
inside.catch(() => undefined)
const Inside = lazy(async () => ({ default: (await inside).Inside }))

const DemoBanner = later(async () => (await import('./setup/DemoBanner.tsx')).DemoBanner)

export function App() {
  const { pathname } = useLocation()
  const calm = useCalm() || isDemoHere()
  return (
    <>
      <Guard place={pathname}>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/setup" element={<Setup />} />
            <Route path="/welcome" element={<Welcome />} />
            <Route path="/enrol" element={<Enrol />} />
            <Route path="/handed" element={<Handed />} />
            <Route element={<Door />} />
          </Routes>
        </Suspense>
      </Guard>
      <Guard place="demo">
        <Suspense fallback={null}>{calm && <DemoBanner />}</Suspense>
      </Guard>
    </>
  )
}

/** Everything else needs somebody to be signed in; the address is kept while they do. */
function Door() {
  const { data: session, error, refetch } = useSessionState()
  const { pathname } = useLocation()
  if (session === undefined) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  if (session === null) {
    // A visitor in front of a tablet that has ended is not shown the door of the house.
    const door = wasEnrolled() && pathname !== '/sign-in' ? <Enrol again /> : <SignIn />
    // While its piece is loaded nothing of what stood here may stay, which needs a session.
    return <Suspense fallback={<Loading />}>{door}</Suspense>
  }
  if (pathname === '/sign-in') return <Navigate to="/" replace />
  return <Inside />
}
