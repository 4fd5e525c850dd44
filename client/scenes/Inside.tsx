/**
 * What stands behind the door: the outbox of whoever signed in is opened, the site's zone is
 * known, and a device at the counter is led to its one page while a person sees the house.
 */
import { lazy } from 'react'
import { isDevice } from '../house.ts'
import { useCarrying } from '../offline/carrying.ts'
import { NoticeProvider } from '../parts/Notice.tsx'
import { ZoneProvider } from '../places.tsx'
import { useSession } from '../session.tsx'

const House = lazy(async () => ({ default: (await import('./House.tsx')).House }))
const Kiosk = lazy(async () => ({ default: (await import('./Kiosk.tsx')).Kiosk }))

export function Inside() {
  const session = useSession()
  useCarrying(session)
  return (
    <ZoneProvider>
      <NoticeProvider>{isDevice(session.account) ? <Kiosk /> : <House />}</NoticeProvider>
    </ZoneProvider>
  )
}
