/**
 * What stands behind the door: the outbox of whoever signed in is opened, the site's zone is
 * known, and a device at the counter is led to its one page while a person sees the house.
 */
import { lazy, useEffect } from 'react'
import { useLocation } from '../way.tsx'
import { seesFigures } from '../../models/roles.ts'
import type { Account } from '../api.ts'
import { isDevice } from '../house.ts'
import { useCarrying } from '../offline/carrying.ts'
import { forgetEnrolled } from '../offline/enrolled.ts'
import { askOnceToLast } from '../offline/lasting.ts'
import { useSelfRenewal } from '../offline/renewal.ts'
import { NoticeProvider } from '../parts/Notice.tsx'
import { ZoneProvider } from '../places.tsx'
import { useSession } from '../session.tsx'

const House = lazy(async () => ({ default: (await import('./House.tsx')).House }))
const Kiosk = lazy(async () => ({ default: (await import('./Kiosk.tsx')).Kiosk }))
const Wall = lazy(async () => ({ default: (await import('./Wall.tsx')).Wall }))

export function Inside() {
  const session = useSession()
  useCarrying(session)
  const device = isDevice(session.account)
  useEffect(() => {
    void askOnceToLast()
    if (!device) forgetEnrolled()
  }, [device])
  useSelfRenewal(device)
  return (
    <ZoneProvider>
      <NoticeProvider>
        <Place account={session.account} />
      </NoticeProvider>
    </ZoneProvider>
  )
}

/** A display has one page and a counter another; a person opens the wall where they like. */
function Place({ account }: { readonly account: Account }) {
  const { pathname } = useLocation()
  if (seesFigures(account)) return <Wall />
  if (isDevice(account)) return <Kiosk />
  return pathname === '/wall' ? <Wall /> : <House />
}
