/** The company's name, as it stands on labels and printed pages; empty while nobody knows it. */
import { useHouseView } from '../places.tsx'

export function useCompany(): string {
  return useHouseView()?.company ?? ''
}
