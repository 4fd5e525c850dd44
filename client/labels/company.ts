/** The company's name, as it stands on labels and printed pages; empty while nobody knows it. */
import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { useSpeech } from '../language.tsx'

interface HouseView {
  readonly company?: string
}

const oneHourMs = 3_600_000

export function useCompany(): string {
  const { language } = useSpeech()
  const { data } = useQuery({
    queryKey: ['house', language],
    queryFn: () => call<HouseView>('GET', '/house'),
    staleTime: oneHourMs,
  })
  return data?.company ?? ''
}
