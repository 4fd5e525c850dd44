/**
 * Whose house this is and the zone its times are read in: the house's, not the device's, so that a
 * screen and the paper it leads to tell the same time. Anybody may know it, whatever they may read;
 * the device keeps the zone it was last told, for when it finds no server.
 */
import { createContext, useContext, useEffect } from 'react'
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { call } from './api.ts'
import { zoneRegisters } from './house.ts'
import { useSpeech } from './language.tsx'
import { knownZone } from './zone.ts'

interface HouseView {
  readonly company?: string
  readonly timeZone?: string
}

const oneHourMs = 3_600_000
const defaultZone = 'Asia/Tokyo'
const keptAs = 'daicho.zone'
const Zone = createContext(defaultZone)

/** What the house says of itself to anybody; undefined until it is known. */
export function useHouseView(): HouseView | undefined {
  const { language } = useSpeech()
  const { data } = useQuery({
    // The registers' names have it asked again once somebody changes one of them.
    queryKey: ['house', language, ...zoneRegisters],
    queryFn: () => call<HouseView>('GET', '/house'),
    staleTime: oneHourMs,
    placeholderData: (before) => before,
  })
  return data
}

export function ZoneProvider({ children }: { readonly children: ReactNode }) {
  const told = useHouseView()?.timeZone
  useEffect(() => {
    if (told !== undefined) localStorage.setItem(keptAs, told)
  }, [told])
  const zone = told ?? localStorage.getItem(keptAs) ?? defaultZone
  return <Zone value={knownZone(zone) ? zone : defaultZone}>{children}</Zone>
}

/** The IANA zone of the house. */
export function useZone(): string {
  return useContext(Zone)
}
