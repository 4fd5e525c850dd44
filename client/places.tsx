/**
 * The zone times are read in: the site's, as its register says, not the device's. Until that is
 * known, or where a person may not read the register, it is the zone the company is in.
 */
import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { call } from './api.ts'
import type { Page } from './api.ts'
import { zoneField, zoneRegister } from './house.ts'
import { useSession } from './session.tsx'
import { knownZone } from './zone.ts'

const defaultZone = 'Asia/Tokyo'
const Zone = createContext(defaultZone)

export function ZoneProvider({ children }: { readonly children: ReactNode }) {
  const register = zoneRegister(useSession().account)
  const { data } = useQuery({
    queryKey: ['zone', register?.name],
    queryFn: () => call<Page>('GET', `/${register?.name}?sort=number&limit=1`),
    enabled: register !== undefined,
    staleTime: Infinity,
  })
  const zone = data?.records[0]?.facts[zoneField]
  const known = typeof zone === 'string' && knownZone(zone) ? zone : defaultZone
  return <Zone value={known}>{children}</Zone>
}

/** The IANA zone of the site. */
export function useZone(): string {
  return useContext(Zone)
}
