/**
 * What stands behind the door: the outbox of whoever signed in is opened, the site's zone is
 * known, and a device at the counter is led to its one page while a person sees the house.
 */
import { lazy, useEffect } from 'react'
import { isDevice } from '../house.ts'
import { outbox, sendAs } from '../offline/outbox.ts'
import { NoticeProvider } from '../parts/Notice.tsx'
import { ZoneProvider } from '../places.tsx'
import { useSession } from '../session.tsx'

const House = lazy(async () => ({ default: (await import('./House.tsx')).House }))
const Kiosk = lazy(async () => ({ default: (await import('./Kiosk.tsx')).Kiosk }))

export function Inside() {
  const { account } = useSession()
  useEffect(() => {
    void sendAs(account.id)
    const nudge = () => outbox.nudge()
    addEventListener('online', nudge)
    document.addEventListener('visibilitychange', nudge)
    return () => {
      removeEventListener('online', nudge)
      document.removeEventListener('visibilitychange', nudge)
      void sendAs(undefined)
    }
  }, [account.id])
  return (
    <ZoneProvider>
      <NoticeProvider>{isDevice(account) ? <Kiosk /> : <House />}</NoticeProvider>
    </ZoneProvider>
  )
}
